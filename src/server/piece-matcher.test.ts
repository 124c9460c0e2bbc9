import { describe, expect, test } from "vitest";
import { patternSource } from "../api/paths/pattern.ts";
import { parseTemplate } from "../api/paths/template.ts";
import { compilePiece } from "./piece-matcher.ts";

const TEMPLATES = [
  "{a}-{b}",
  "{a}-{b}.json",
  "{a}{b}",
  "x{a}--{b}-{c}",
  "{a:int}-{b}",
  "{a}-{b:int}.{c:int}",
  "{p:path}/x/{q:path}",
  "{p:path}/{name}.x",
  "{a}/{p:path}x{q:path}",
  "{a}-{n:float}",
  "{a}.json",
];

/** Short texts of the characters that decide. */
function* texts(alphabet: string, length: number): Generator<string> {
  yield "";
  if (length === 0) return;
  for (const rest of texts(alphabet, length - 1)) for (const character of alphabet) yield character + rest;
}

describe("the same as a regular expression", () => {
  test.each(TEMPLATES)("%s", (template) => {
    const parts = parseTemplate(template);
    const match = compilePiece(parts);
    const pattern = new RegExp(`^${patternSource(parts, { capture: true })}$`);
    for (const text of texts("-x/1.", 6))
      for (const end of ["", ".json", "-1.x", "\n"])
        expect([text + end, match(text + end)]).toEqual([
          text + end,
          pattern.exec(text + end)?.slice(1) ?? null,
        ]);
  });
});

test("a text that could be shared in many ways is looked at once", () => {
  const match = compilePiece(parseTemplate("{a}-{b}-{c}-{d}.json"));
  const dashes = "-".repeat(60_000);
  expect(match(dashes)).toBeNull();
  expect(match(`${dashes}.json`)).toEqual(["-".repeat(59_994), "-", "-", "-"]);
  expect(compilePiece(parseTemplate("{p:path}/x/{q:path}/y"))("/x/".repeat(20_000))).toBeNull();
});
