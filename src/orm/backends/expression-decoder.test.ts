import { expect, test } from "vitest";
import { outputField } from "../expressions/output-field.ts";
import { UnsafeInteger } from "../../errors/field-value.ts";
import { expressionDecoder } from "./expression-decoder.ts";

const integer = expressionDecoder(outputField("IntegerField")) as (raw: unknown) => unknown;

test.each([
  [3, 3],
  [3.7, 3],
  [3n, 3],
  ["-12.9", -12],
])("the integer of %s is %d", (raw, expected) => {
  expect(integer(raw)).toBe(expected);
});

test.each([9_007_199_257_061_551n, "9007199257061551.0", 2 ** 53])(
  "a sum that a number would round throws: %s",
  (raw) => {
    expect(() => integer(raw)).toThrow(UnsafeInteger);
  },
);
