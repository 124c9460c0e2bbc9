import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

interface DocumentedError {
  readonly name: string;
  readonly code: string;
}

/** Concrete error classes with a code of their own, by reading the sources: constructors differ too much to call. */
function errorsInSources(): DocumentedError[] {
  const found: DocumentedError[] = [];
  for (const file of globSync("src/errors/*.ts", { cwd: root })) {
    const source = readFileSync(join(root, file), "utf8");
    for (const declaration of source.matchAll(
      /^export (?<abstract>abstract )?class (?<name>\w+)[^]*?^}$/gm,
    )) {
      const code = /^ {2}(?:override )?readonly code(?:: string)? = "(?<code>\w+)"/m.exec(declaration[0]);
      if (declaration.groups?.["abstract"] === undefined && code !== null)
        found.push({ name: declaration.groups?.["name"] as string, code: code.groups?.["code"] as string });
    }
  }
  return found;
}

/** Rows "| `CODE` | `ClassName` | ..." of docs/errors.md. */
function errorsInDocs(): DocumentedError[] {
  const docs = readFileSync(join(root, "docs/errors.md"), "utf8");
  return [...docs.matchAll(/^\| `(\w+)` \| `(\w+)` \|/gm)].map(([, code, name]) => ({
    name: name as string,
    code: code as string,
  }));
}

const byCode = (a: DocumentedError, b: DocumentedError): number => a.code.localeCompare(b.code);

describe("docs/errors.md and src/errors/", () => {
  test("hold the same errors", () => {
    const sources = errorsInSources().sort(byCode);
    expect(sources.length).toBeGreaterThan(20);
    expect(errorsInDocs().sort(byCode)).toEqual(sources);
  });

  test("have each code once", () => {
    const codes = errorsInSources().map((error) => error.code);
    expect(codes).toEqual([...new Set(codes)]);
  });

  // Signals inside the SQL compiler, as Django's EmptyResultSet is one, are caught before users see them.
  test("no error that users see is declared elsewhere", () => {
    const strays = globSync("src/**/*.ts", { cwd: root })
      .filter((file) => !file.startsWith(join("src", "errors")) && !file.endsWith(".test.ts"))
      .filter((file) => /class \w+ extends BridgeError\b/.test(readFileSync(join(root, file), "utf8")));
    expect(strays).toEqual([]);
  });
});
