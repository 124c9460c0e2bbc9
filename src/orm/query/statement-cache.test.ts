import { expect, it } from "vitest";
import { StatementCache } from "./statement-cache.ts";

it("keeps what is asked for, drops what is not", () => {
  const cache = new StatementCache<number>(10);
  cache.set("kept", -1);
  for (let index = 0; index < 1000; index++) {
    cache.set(`shape ${index}`, index);
    expect(cache.get("kept")).toBe(-1);
  }
  expect(cache.get("shape 999")).toBe(999);
  expect(cache.get("shape 900")).toBeUndefined();
});
