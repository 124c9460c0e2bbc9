import { expect, test } from "vitest";
import { FastAPI } from "../api/fastapi.ts";
import { QueryCountMismatch } from "../errors/testing.ts";
import { observed } from "../orm/observe.ts";
import { expectQueries } from "./expect-queries.ts";
import { TestClient } from "./test-client.ts";

const QUERY = { executor: "native", model: "catalog.Book", alias: "default", sql: "SELECT 1" } as const;
const ask = (): Promise<number> => Promise.resolve(observed(QUERY, () => Promise.resolve(1)));

test("gives what the code gives, when the number is right", async () => {
  expect(await expectQueries(0, () => "no query")).toBe("no query");
  expect(await expectQueries(2, async () => (await ask()) + (await ask()))).toBe(2);
});

test("another number is an error that names the queries and their lines", async () => {
  const failure: unknown = await expectQueries(1, async () => [await ask(), await ask()]).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(QueryCountMismatch);
  expect(failure).toMatchObject({ code: "QUERY_COUNT_MISMATCH", expected: 1, actual: 2 });
  expect((failure as Error).message).toMatch(
    /^2 queries executed, 1 expected[^]*1\. SELECT 1\n {3}at src\/testing\/expect-queries\.test\.ts:\d+:\d+\n2\. SELECT 1/,
  );
});

test("counts its own code's queries, not those that run beside it", async () => {
  const beside = async (): Promise<void> => {
    for (let round = 0; round < 5; round++) await ask();
  };
  await Promise.all([beside(), expectQueries(1, ask), expectQueries(2, () => Promise.all([ask(), ask()]))]);
});

test("a block inside of another one counts for both", async () => {
  await expectQueries(3, async () => {
    await ask();
    await expectQueries(2, () => Promise.all([ask(), ask()]));
  });
});

test("counts the queries of a TestClient's requests", async () => {
  const api = new FastAPI();
  api.get("/", async () => (await ask()) + (await ask()));
  const response = await expectQueries(2, () => new TestClient(api).get("/"));
  expect(await response.json()).toBe(2);
});

test("the code's own error is not covered up, and nothing listens afterwards", async () => {
  await expect(expectQueries(1, () => Promise.reject(new RangeError("boom")))).rejects.toThrow("boom");
  expect(observed(QUERY, () => "at once")).toBe("at once");
});
