import { describe, expect, test } from "vitest";
import { generatedDigest, withHeader } from "./header.ts";
import { isStale, staleness } from "./staleness.ts";

const catalog = withHeader("Models of catalog", "export const Book = 1;\n");
const changed = withHeader("Models of catalog", "export const Book = 2;\n");

describe("staleness", () => {
  test("what a formatter changed is not stale", () => {
    const formatted = catalog.replace("export const Book = 1;", "export const Book =\n  1");
    expect(isStale(staleness(new Map([["catalog.ts", catalog]]), new Map([["catalog.ts", formatted]])))).toBe(
      false,
    );
  });

  test("names what is missing, changed and obsolete", () => {
    const expected = new Map([
      ["catalog.ts", catalog],
      ["orders.ts", catalog],
    ]);
    const present = new Map([
      ["catalog.ts", changed],
      ["gone.ts", catalog],
      ["notes.ts", "// a file of the project\n"],
    ]);
    const found = staleness(expected, present);
    expect(found).toEqual({ missing: ["orders.ts"], changed: ["catalog.ts"], obsolete: ["gone.ts"] });
    expect(isStale(found)).toBe(true);
  });
});

test("a file without our header has no digest", () => {
  expect(generatedDigest("export {};\n")).toBeNull();
  expect(generatedDigest(catalog)).toMatch(/^[0-9a-f]{16}$/);
  expect(generatedDigest(catalog)).not.toBe(generatedDigest(changed));
});
