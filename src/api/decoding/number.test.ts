import { describe, expect, test } from "vitest";
import { DecodeFailure } from "./failure.ts";
import { decodeBigInt, decodeFloat, decodeInteger } from "./number.ts";

const NONE = expect.any(DecodeFailure) as unknown;

test.each<[string, unknown]>([
  ["1", 1],
  ["-1.5", -1.5],
  ["1.", 1],
  [".5", 0.5],
  ["1_0.2_5", 10.25],
  ["1e5", 100_000],
  ["1_0e1_0", 1e11],
  [" +1 ", 1],
  ["1.5.5", NONE],
  ["1_", NONE],
  ["1__0", NONE],
  ["_1", NONE],
  [".", NONE],
  ["1._5", NONE],
  ["e5", NONE],
])("the float %s", (text, expected) => {
  expect(decodeFloat(text)).toEqual(expected);
});

describe("texts that are nearly numbers, and as long as a request may be, are refused at once", () => {
  const digits = "1".repeat(1_000_000);
  test.each([
    ["digits", `${digits}x`],
    ["digits in groups", `${"1_".repeat(500_000)}x`],
    ["a fraction", `1.${digits}x`],
    ["an exponent", `1e${digits}x`],
    ["space", `1${" ".repeat(1_000_000)}x`],
  ])("%s", (_, text) => {
    for (const decode of [decodeFloat, decodeInteger, decodeBigInt]) expect(decode(text)).toEqual(NONE);
  });
});
