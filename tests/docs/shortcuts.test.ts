import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as bridge from "../../src/index.ts";
import { djangoPython } from "../support/python.ts";

type Names = Readonly<Record<string, readonly string[]>>;

const here = import.meta.dirname;
const guide = readFileSync(join(here, "..", "..", "docs", "shortcuts.md"), "utf8");
/** Of all versions that are supported: what a new one brings is added here. */
const recorded = JSON.parse(readFileSync(join(here, "recorded", "django-names.json"), "utf8")) as Names;

const rows = [...guide.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, name = "", replacement = ""]) => ({
  name,
  replacement,
}));
const names = (modules: Names): string[] => Object.values(modules).flat().toSorted();

describe("docs/shortcuts.md", () => {
  test("has a row for every name of Django's modules, and no other", () => {
    expect(rows.map(({ name }) => name).toSorted()).toEqual([...new Set(names(recorded))]);
  });

  test.skipIf(djangoPython === null)("the names are those of the Django that is installed", () => {
    const { stdout, stderr } = spawnSync(djangoPython as string, [join(here, "django_names.py")], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    const known = new Set(names(recorded));
    expect(names(JSON.parse(stdout) as Names).filter((name) => !known.has(name))).toEqual([]);
  });

  test("each row says what stands there, or why nothing does", () => {
    for (const { name, replacement } of rows) expect(replacement.length, name).toBeGreaterThan(5);
  });

  test("functions and classes that it names are there", () => {
    const named = rows.flatMap(({ replacement }) =>
      [...replacement.matchAll(/`([A-Za-z]\w*)(?:\(|`)/g)].map(([, name]) => name as string),
    );
    // Other rows of the table, and operands.
    const others = new Set([...rows.map(({ name }) => name), "Allow"]);
    const missing = named.filter((name) => !(name in bridge) && !others.has(name));
    expect(missing).toEqual([]);
    expect(named.length).toBeGreaterThan(30);
  });
});
