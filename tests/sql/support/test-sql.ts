import { afterAll, beforeAll, expect, test } from "vitest";
import { compile } from "../../../src/orm/query/compile.ts";
import type { Compilation, CompileContext } from "../../../src/orm/query/compile.ts";
import type { Backend, LibraryDatabase } from "./databases.ts";
import { openPostgresLibrary, openSqliteLibrary } from "./databases.ts";
import { registry } from "./library.ts";
import type { Query } from "./query.ts";

/** What a query is on each database. */
export interface Expected {
  readonly sqlite: ExpectedSql;
  readonly postgres: ExpectedSql;
  /** The rows, the same on both. */
  readonly rows: readonly (readonly unknown[])[];
}

/** SQL and its parameters; or why there is none. */
export type ExpectedSql = readonly [sql: string, ...params: unknown[]] | { readonly notSupported: string };

const NAMES: readonly Backend[] = ["sqlite", "postgres"];

/** Gives `testSql`, and the databases that it runs on: SQLite always, PostgreSQL where it answers. */
export function useLibrary(): {
  testSql(name: string, query: () => Query, expected: Expected): void;
  compileFor(backend: Backend, query: Query): Compilation;
  run(backend: Backend, query: Query): Promise<readonly (readonly unknown[])[]>;
} {
  const databases = new Map<Backend, LibraryDatabase>();
  const contexts = new Map<Backend, CompileContext>();

  beforeAll(async () => {
    databases.set("sqlite", openSqliteLibrary());
    const postgres = await openPostgresLibrary();
    if (postgres !== null) databases.set("postgres", postgres);
    for (const [name, { dialect }] of databases) contexts.set(name, { registry, dialect });
  });

  afterAll(async () => {
    for (const database of databases.values()) await database.close();
  });

  const compileFor = (backend: Backend, query: Query): Compilation =>
    compile(query.tree, query.terminal, contexts.get(backend) as CompileContext);

  const run = async (backend: Backend, query: Query): Promise<readonly (readonly unknown[])[]> => {
    const compiled = compileFor(backend, query);
    if (compiled.kind !== "query") return [];
    const database = databases.get(backend) as LibraryDatabase;
    return database.query(compiled.statement.sql, compiled.params);
  };

  return {
    compileFor,
    run,
    testSql(name, query, expected) {
      for (const backend of NAMES) {
        test(`${name} (${backend})`, async ({ skip }) => {
          if (!databases.has(backend)) skip("PostgreSQL does not answer");
          const wanted = expected[backend];
          if ("notSupported" in wanted) {
            expect(() => compileFor(backend, query())).toThrow(wanted.notSupported);
            return;
          }
          const compiled = compileFor(backend, query());
          expect(compiled.kind === "query" ? [compiled.statement.sql, ...compiled.params] : compiled).toEqual(
            wanted,
          );
          expect(await run(backend, query())).toEqual(expected.rows);
        });
      }
    },
  };
}
