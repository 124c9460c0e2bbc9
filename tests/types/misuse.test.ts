import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compile } from "./support/compile.ts";
import type { Problem } from "./support/compile.ts";

const source = readFileSync(new URL("misuse.ts", import.meta.url), "utf8");
const support = readFileSync(new URL("support/expect.ts", import.meta.url), "utf8");

const EXPECTED = /^ *\/\/ @ts-expect-error -- (.*)$/;

/** Line of the mistake, and what the compiler must say about it. */
const expectations = source.split("\n").flatMap((line, index) => {
  const text = EXPECTED.exec(line)?.[1];
  return text === undefined ? [] : [{ line: index + 2, text, code: source.split("\n")[index + 1]?.trim() }];
});

// The same file without the directives: the errors come out.
const bare = source.replaceAll("// @ts-expect-error", "//");
const problems: readonly Problem[] = (
  await compile(
    new Map([
      ["misuse.ts", bare],
      ["support/expect.ts", support],
    ]),
  )
).problems;

describe("a mistake says what is wrong", () => {
  test.for(expectations)("$code", ({ line, text }) => {
    const said = problems.filter((problem) => problem.line === line).map((problem) => problem.message);
    expect(said.join("\n")).toContain(text);
  });

  test("and nothing else is wrong", () => {
    const lines = new Set(expectations.map(({ line }) => line));
    // A call that the formatter broke has its error on a line below.
    expect(problems.filter(({ line }) => !lines.has(line))).toEqual([]);
  });
});
