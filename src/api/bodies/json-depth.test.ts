import { expect, test } from "vitest";
import { nestsDeeper } from "./json-depth.ts";

const deeper = (json: string): boolean => nestsDeeper(Buffer.from(json), 3);

test.each([
  ["[[[1]]]", false],
  ["[[[[1]]]]", true],
  ['{"a":{"b":[{"c":1}]}}', true],
  ['[[1],[2],{"a":[3]},[[4]]]', false],
  [String.raw`["[[[[", "\"[[[[", "\\", [1]]`, false],
  [String.raw`["\\",[[[1]]]]`, true],
  ['["[[[[', false],
  ["[[[[", false],
  ["[[[[    ", true],
])("%s", (json, expected) => {
  expect(deeper(json)).toBe(expected);
});
