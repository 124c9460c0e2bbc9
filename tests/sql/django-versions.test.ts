import { expect, test } from "vitest";
import { sqliteDialect } from "../../src/orm/backends/sqlite/dialect.ts";
import { ModelRegistry } from "../../src/orm/meta.ts";
import { compile } from "../../src/orm/query/compile.ts";
import { MODELS } from "./support/library.ts";
import { from, not, xor } from "./support/query.ts";
import type { Query } from "./support/query.ts";

/* What compiles differently for a project of an older Django. random.test.ts compares with the Django at hand. */

function where(django: string, query: Query): string {
  const registry = new ModelRegistry({
    models: MODELS,
    generator: { django, python: "3.12.0", package: "0.1.0" },
  });
  const dialect = sqliteDialect({ timeZone: "UTC", useTz: true });
  const compiled = compile(query.tree, query.terminal, { registry, dialect });
  if (compiled.kind !== "query") return compiled.kind;
  return compiled.statement.sql.replaceAll(/"library_(\w+)"|"(\w+)"/g, "$1$2");
}

test("XOR of three is true of exactly one before Django 5.0, of an odd number since", () => {
  const query = from("Book").filter(xor({ stock: 1 }, { stock: 2 }, { stock: 3 }));
  expect(where("4.2.30", query)).toMatch(/AND 1 = \([^%]*\)\) ORDER/);
  expect(where("5.0", query)).toMatch(/AND 1 = \(.*\) % 2\) ORDER/);
});

test("order by a relation that values() gives is that of its model before Django 5.2", () => {
  const query = from("Book").values("author").orderBy("author");
  expect(where("5.1.9", query)).toMatch(/ORDER BY author\.name ASC/);
  expect(where("5.2", query)).toMatch(/ORDER BY book\.author_id ASC/);
});

test("a negated condition on joined rows is Python's before Django 5.0", () => {
  const query = from("Book").filter({ tags__name: "a" }, not({ tags__name: "b" }));
  expect(where("4.2.30", query)).toBe("uncompilable");
  expect(where("6.0b1", query)).toMatch(/NOT \(EXISTS/);
});
