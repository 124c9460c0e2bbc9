import { expect, test } from "vitest";
import { drive, wait } from "./coroutine.ts";
import type { Coroutine } from "./coroutine.ts";

function* sum(...values: readonly (number | Promise<number>)[]): Coroutine<number> {
  let total = 0;
  for (const value of values) total += yield* wait(value);
  return total;
}

test("what is there already needs no promise", () => {
  expect(drive(sum(1, 2, 3))).toBe(6);
});

test("what comes later makes it one", async () => {
  const result = drive(sum(1, Promise.resolve(2), 3));
  expect(result).toBeInstanceOf(Promise);
  expect(await result).toBe(6);
});

test("an error is thrown where it was waited for", async () => {
  function* careful(): Coroutine<string> {
    try {
      yield* wait(Promise.reject(new RangeError("no")));
      return "unreachable";
    } catch (error) {
      return `caught ${(error as Error).message}`;
    }
  }
  expect(await drive(careful())).toBe("caught no");
  expect(() =>
    drive(
      (function* (): Coroutine<never> {
        throw new RangeError("at once");
      })(),
    ),
  ).toThrow("at once");
});
