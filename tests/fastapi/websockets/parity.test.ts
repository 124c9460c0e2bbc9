import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createServer, type ApiServer } from "../../../src/server/server.ts";
import { serverSettings } from "../../../src/server/settings.ts";
import { app } from "./app.ts";
import { cases, type Transcript } from "./cases.ts";
import { runCase } from "./client.ts";
import { startFastAPI } from "./fastapi-server.ts";

interface Recorded {
  readonly transcripts: Readonly<Record<string, Transcript>>;
  /** What the dependency with a teardown went through. */
  readonly seen: readonly string[];
}

const RECORD = join(import.meta.dirname, "recorded", "transcripts.json");

async function runAll(host: string): Promise<Recorded> {
  const transcripts: Record<string, Transcript> = {};
  for (const entry of cases) transcripts[entry.name] = await runCase(`ws://${host}`, entry);
  const seen = (await (await fetch(`http://${host}/seen`)).json()) as string[];
  return { transcripts, seen };
}

let server: ApiServer;
let ours: Recorded;
let live: Recorded | null = null;
let recorded: Recorded = { transcripts: {}, seen: [] };

beforeAll(async () => {
  const fastapi = await startFastAPI();
  if (fastapi !== null) {
    live = await runAll(fastapi.host);
    fastapi.stop();
    // `RECORD=1 vitest run tests/fastapi/websockets` writes FastAPI's answers down anew.
    if (process.env["RECORD"] === "1") writeFileSync(RECORD, `${JSON.stringify(live, null, 2)}\n`);
  }
  if (existsSync(RECORD)) recorded = JSON.parse(readFileSync(RECORD, "utf8")) as Recorded;
  server = createServer({ api: app, settings: serverSettings({ ALLOWED_HOSTS: ["127.0.0.1"] }) });
  ours = await runAll(new URL(await server.listen({ host: "127.0.0.1", port: 0 })).host);
}, 30_000);
afterAll(() => server.close({ gracePeriod: 0 }));

test("the recorded transcripts are FastAPI's of today", ({ skip }) => {
  if (live === null) skip("no Python with FastAPI, uvicorn and websockets");
  expect(recorded).toEqual(live);
});

describe("the same as FastAPI under uvicorn", () => {
  test.each(cases)("$name", ({ name, differs }) => {
    const theirs = recorded.transcripts[name];
    if (theirs === undefined) throw new Error("Not recorded: run with RECORD=1");
    // Empty refusals have uvicorn's content type, which says nothing.
    const comparable = ({ headers, ...transcript }: Transcript): unknown => ({
      ...transcript,
      headers: transcript.body === "" ? { ...headers, "content-type": "" } : headers,
    });
    const mine = ours.transcripts[name] as Transcript;
    if (differs === undefined) {
      expect(comparable(mine)).toEqual(comparable(theirs));
      return;
    }
    expect(mine).toMatchObject(differs.transcript);
    expect(comparable(mine)).not.toEqual(comparable(theirs));
  });

  test("teardowns see the same", () => {
    expect(ours.seen).toEqual(recorded.seen);
  });
});
