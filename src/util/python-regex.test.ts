import { expect, test } from "vitest";
import { pythonRegex } from "./python-regex.ts";

test.for<[pattern: string, flags: number, fits: string, fails: string]>([
  [String.raw`^\d{13}$`, 0, "9780000000022", "978"],
  [String.raw`\A[-a-z]+\Z`, 0, "a-b", "a\nb!"],
  ["(?P<word>a+)-(?P=word)", 0, "aa-aa", "aa-b"],
  ["(?i)^abc$", 0, "ABC", "abd"],
  ["^abc$", 2, "ABC", "abd"],
  ["a.b", 16, "a\nb", "ab"],
  // "u" takes no escaped quote; Python does.
  [String.raw`^\'a$`, 0, "'a", "a"],
])("%s", ([pattern, flags, fits, fails]) => {
  const expression = pythonRegex(pattern, flags);
  expect(expression?.test(fits)).toBe(true);
  expect(expression?.test(fails)).toBe(false);
});

test.for([
  ["verbose patterns", "a b", 64],
  ["what JavaScript does not have", "(?(1)a|b)", 0],
] as const)("%s have no counterpart", ([, pattern, flags]) => {
  expect(pythonRegex(pattern, flags)).toBeNull();
});
