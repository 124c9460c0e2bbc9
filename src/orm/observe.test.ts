import { expect, test } from "vitest";
import { projectFrames } from "../util/stack.ts";
import { askedAt, observed, observeQueries, queryOrigin, startObserving } from "./observe.ts";
import type { QueryEvent, QueryOrigin } from "./observe.ts";

const QUERY = { executor: "native", model: "catalog.Book", alias: "default", sql: "SELECT 1" } as const;
const THIS_FILE = /observe\.test\.ts$/;

async function collect(code: () => unknown): Promise<QueryEvent[]> {
  const events: QueryEvent[] = [];
  const stop = observeQueries((event) => events.push(event));
  try {
    await code();
  } finally {
    stop();
  }
  return events;
}

test("costs nothing while nobody listens", () => {
  expect(startObserving(QUERY)).toBeNull();
  expect(queryOrigin()).toBeNull();
  expect(observed(QUERY, () => 1)).toBe(1);
});

test("tells of queries now and later, failed or not, and of the code that asked", async () => {
  const events = await collect(async () => {
    observed(QUERY, () => 1);
    await observed(QUERY, () => Promise.resolve(1));
    expect(() => observed(QUERY, fails)).toThrow("no such table");
    await expect(observed(QUERY, async () => fails())).rejects.toThrow("no such table");
  });
  expect(events.map(({ failed }) => failed)).toEqual([false, false, true, true]);
  expect(events.every(({ milliseconds }) => milliseconds >= 0)).toBe(true);
  for (const { origin } of events) expect(projectFrames(origin.stack ?? "")[0]?.file).toMatch(THIS_FILE);
});

test("what is asked on behalf of a place keeps it, across threads of execution", async () => {
  const events = await collect(async () => {
    const origin = queryOrigin() as QueryOrigin;
    // As `await` does with a QuerySet: no frame of the asking code is left.
    await new Promise((resolve) => setTimeout(resolve, 0, origin)).then(() =>
      askedAt(origin, () => observed(QUERY, () => Promise.resolve())),
    );
    expect(origin.stack).toBeTruthy();
  });
  expect(projectFrames(events[0]?.origin.stack ?? "")[0]?.file).toMatch(THIS_FILE);
});

test("an error without a frame of the project ends where the query was written, once", async () => {
  await collect(async () => {
    const origin = queryOrigin() as QueryOrigin;
    const error = new RangeError("far away");
    error.stack = "RangeError: far away\n    at node:internal/timers:1:1";
    const failing = (): Promise<never> => Promise.reject(error);
    await expect(askedAt(origin, failing)).rejects.toBe(error);
    await expect(askedAt(origin, failing)).rejects.toBe(error);
    expect(() =>
      askedAt(origin, () => {
        throw error;
      }),
    ).toThrow(error);
    expect(projectFrames(error.stack)[0]?.file).toMatch(THIS_FILE);
    expect(error.stack.match(/observe\.test/g)?.length).toBe(
      (origin.stack ?? "").match(/observe\.test/g)?.length,
    );
  });
});

function fails(): never {
  throw new RangeError("no such table");
}
