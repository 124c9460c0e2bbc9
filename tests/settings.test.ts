import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Names in a file, sorted. */
function names(file: string, pattern: RegExp): string[] {
  const text = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
  return [...new Set(Array.from(text.matchAll(pattern), ([, name]) => name as string))].sort();
}

const declared = names("python/django_fastapi/settings.py", /"(FASTAPI_[A-Z0-9_]+)": Setting\(/g);

test("every setting has a row in docs/settings.md, and every row is of a setting", () => {
  // A row may have two names: `A`, `B`.
  const rows = readFileSync(new URL("../docs/settings.md", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `FASTAPI_"))
    .flatMap((line) =>
      Array.from((line.split("|")[1] ?? "").matchAll(/`(FASTAPI_[A-Z0-9_]+)`/g), ([, n]) => n),
    );
  expect(rows.sort()).toEqual(declared);
});

test("what the server reads of the settings, the manifest has", () => {
  const read = names("src/server/settings.ts", /^ {2}(FASTAPI_[A-Z0-9_]+): /gm);
  expect(read.length).toBeGreaterThan(20);
  expect(read.filter((name) => !declared.includes(name))).toEqual([]);
});
