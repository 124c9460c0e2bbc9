import { describe, expect, test } from "vitest";
import { app } from "./app.ts";
import { createAsker } from "./ask.ts";
import type { Answer } from "./case.ts";
import { cases } from "./cases.ts";
import { askFastAPI, readRecord, writeRecord } from "./recorded.ts";

/** `RECORD=1 vitest run tests/fastapi` writes FastAPI's answers down anew. */
const live = askFastAPI(cases);
if (process.env["RECORD"] === "1" && live !== null) writeRecord(live);
const recorded = readRecord();
const ask = createAsker(app);

const readable = ({ status, headers, body }: Answer) => ({
  status,
  headers: headers.map(([name, value]) => `${name}: ${value}`).toSorted(),
  body:
    body !== "" && headers.some(([name, value]) => name === "content-type" && value === "application/json")
      ? (JSON.parse(body) as unknown)
      : body,
});

test("every case is asked once", () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});

test.skipIf(live === null)("the recorded answers are FastAPI's of today", () => {
  expect(recorded).toEqual(live);
});

describe("the same answers as FastAPI's", () => {
  test.each(cases)("$name", async (question) => {
    const answer = recorded[question.name];
    if (answer === undefined) throw new Error("Not recorded: run with RECORD=1");
    const ours = readable(await ask(question));
    if (question.differs === undefined) {
      expect(ours).toEqual(readable(answer));
      return;
    }
    const { status, body } = question.differs;
    expect({ status: ours.status, body: ours.body }).toEqual({ status, body });
    // A difference that has gone is to be taken out of the list.
    expect(ours).not.toEqual(readable(answer));
  });
});
