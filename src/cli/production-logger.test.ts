import { expect, test } from "vitest";
import { OperationalError } from "../errors/database.ts";
import { PythonError } from "../errors/python.ts";
import { productionLogger } from "./production-logger.ts";

const REQUEST = { requestId: "a-1", method: "GET", path: "/books", declaredAt: "api.ts:1:1" };

function logged(error: unknown): Record<string, unknown> {
  const lines: string[] = [];
  productionLogger({ print: (line = "") => lines.push(line) }).error?.(error, REQUEST);
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] as string) as Record<string, unknown>;
}

test("an error is one line: its request, its kind, the stack and what it came of", () => {
  const python = new PythonError("sold out", {
    pythonType: "shop.SoldOut",
    mro: [],
    traceback:
      'Traceback (most recent call last):\n  File "services.py", line 3, in reserve\nshop.SoldOut: sold out\n',
  });
  const error = new OperationalError("not reserved", { cause: new AggregateError([python, "text"], "both") });
  const line = logged(error);
  expect(line).toMatchObject({
    level: "error",
    event: "error",
    ...REQUEST,
    type: "OperationalError",
    code: error.code,
  });
  expect(line["error"]).toMatch(
    /^OperationalError: not reserved\n {4}at [^]*\nCaused by: AggregateError: both[^]*\nOne of them: PythonError: sold out[^]*\nIn Python:\nTraceback[^]*in reserve\nshop\.SoldOut: sold out\nOne of them: text$/,
  );
});

test("whatever was thrown is logged, circles and errors that cannot be read too", () => {
  expect(logged("text")).toMatchObject({ type: "string", error: "text" });
  const circle = new RangeError("round");
  circle.cause = circle;
  expect(logged(circle)["error"]).toMatch(/\(and so on\)$/);
  const hidden = Object.defineProperty(new RangeError("no"), "name", {
    get() {
      throw new TypeError("no name");
    },
  });
  expect(logged(hidden)).toMatchObject({
    requestId: "a-1",
    error: expect.stringContaining("cannot be shown") as string,
  });
});

const RECORD = {
  ...REQUEST,
  servedBy: "operation",
  operation: "/books",
  status: 200,
  duration: 1.23456,
  client: null,
  aborted: false,
} as const;

test("a request is one line, with milliseconds that can be read", async () => {
  const lines: string[] = [];
  productionLogger({ print: (line = "") => lines.push(line) }).request?.(RECORD);
  await nextTurn();
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] as string)).toMatchObject({
    level: "info",
    event: "request",
    duration: 1.2,
    status: 200,
  });
});

test("requests of one turn are printed at once, in their order, an error without waiting", async () => {
  const printed: string[] = [];
  const logger = productionLogger({ print: (text = "") => printed.push(text) });
  logger.request?.({ ...RECORD, requestId: "1" });
  logger.request?.({ ...RECORD, requestId: "2" });
  expect(printed).toEqual([]);
  logger.error?.("text", { ...REQUEST, requestId: "3" });
  expect(printed).toHaveLength(1);
  logger.request?.({ ...RECORD, requestId: "4" });
  await nextTurn();
  const ids = printed.map((text) =>
    text.split("\n").map((line) => (JSON.parse(line) as typeof RECORD).requestId),
  );
  expect(ids).toEqual([["1", "2", "3"], ["4"]]);
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
