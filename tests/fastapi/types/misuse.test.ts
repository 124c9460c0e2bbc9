import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compile } from "../../types/support/compile.ts";

const source = readFileSync(new URL("misuse.ts", import.meta.url), "utf8");
const lines = source.split("\n");

/** Line of the mistake, and what the compiler must say about it. */
const expectations = lines.flatMap((line, index) => {
  const text = /^ *\/\/ @ts-expect-error -- (.*)$/.exec(line)?.[1];
  return text === undefined ? [] : [{ line: index + 2, text, code: lines[index + 1]?.trim() }];
});

// The same file without the directives: the errors come out.
const { problems } = await compile(new Map([["misuse.ts", source.replaceAll("// @ts-expect-error", "//")]]));

describe("a mistake in a declaration says what is wrong", () => {
  test.for(expectations)("$code", ({ line, text }) => {
    const said = problems.filter((problem) => problem.line === line).map((problem) => problem.message);
    expect(said.join("\n")).toContain(text);
  });

  test("and nothing else is wrong", () => {
    const expected = new Set(expectations.map(({ line }) => line));
    expect(problems.filter(({ line }) => !expected.has(line))).toEqual([]);
  });
});
