import { spawnSync } from "node:child_process";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { postgresDialect } from "../../src/orm/backends/postgres/dialect.ts";
import { sqliteDialect } from "../../src/orm/backends/sqlite/dialect.ts";
import { registerFunctions } from "../../src/orm/backends/sqlite/functions.ts";
import { ModelRegistry } from "../../src/orm/meta.ts";
import { compile } from "../../src/orm/query/compile.ts";
import type { CompileContext } from "../../src/orm/query/compile.ts";
import { djangoPython } from "../support/python.ts";
import { postgresShop, sqliteShop } from "../support/shop.ts";
import type { Shop } from "../support/shop.ts";
import { QueryGenerator } from "./support/random-query.ts";
import type { RandomQuery } from "./support/random-query.ts";

/*
 * Random filters, exclusions, orders, selections and unions: Django's SQL and ours give the same rows. Primary keys, numbers and
 * text are compared, not how Python reads them; tests/differential does that.
 */

const COUNT = Number(process.env["RANDOM_QUERIES"] ?? 200);
const SEED = Number(process.env["RANDOM_SEED"] ?? 42);

const generator = new QueryGenerator(SEED);
const combining = new QueryGenerator(SEED);
const queries: readonly RandomQuery[] = [
  ...Array.from({ length: COUNT }, () => generator.next()),
  ...Array.from({ length: COUNT / 4 }, () => combining.combined()),
];

describe.skipIf(djangoPython === null)(`${COUNT} random queries (seed ${SEED})`, () => {
  test("SQLite", async () => {
    const shop = await sqliteShop();
    const database = new DatabaseSync(shop.secrets.databases["default"]?.name as string, { readOnly: true });
    registerFunctions(database);
    const dialect = sqliteDialect({ timeZone: "UTC", useTz: true });
    const ours = await answers(
      { registry: new ModelRegistry(shop.manifest), dialect },
      async (sql, params) => {
        const statement = database.prepare(sql);
        statement.setReturnArrays(true);
        return statement.all(...(params as number[])) as unknown as unknown[][];
      },
    );
    database.close();
    expectSame(ours, askDjango(shop), shop);
  }, 300_000);

  test("PostgreSQL", async ({ skip }) => {
    const shop = await postgresShop();
    if (typeof shop === "string") return skip(shop);
    const { host, user, name } = shop.secrets.databases["default"] as (typeof shop.secrets.databases)[string];
    const client = new Client({ host, user, database: name });
    await client.connect();
    const dialect = postgresDialect();
    const ours = await answers(
      { registry: new ModelRegistry(shop.manifest), dialect },
      async (sql, params) => {
        const { rows } = await client.query({ text: sql, values: params as unknown[], rowMode: "array" });
        return rows as unknown[][];
      },
    );
    await client.end();
    expectSame(ours, askDjango(shop), shop);
  }, 300_000);
});

type Rows = readonly (readonly unknown[])[];

async function answers(
  context: CompileContext,
  run: (sql: string, params: readonly unknown[]) => Promise<Rows>,
): Promise<(Rows | null)[]> {
  const all: (Rows | null)[] = [];
  for (const { query } of queries) {
    const compiled = compile(query.tree, query.terminal, context);
    if (compiled.kind === "query") all.push(await run(compiled.statement.sql, compiled.params));
    else if (compiled.kind === "uncompilable") all.push(null);
    else all.push(query.terminal.kind === "count" ? [[0]] : []);
  }
  return all;
}

/** `null`: an old Django's SQL that its database refused, or what only that Django itself answers as it does. */
function expectSame(ours: readonly (Rows | null)[], theirs: readonly (Rows | null)[], shop: Shop): void {
  const compared = queries.filter((_, index) => ours[index] !== null && theirs[index] !== null).length;
  const isOld = /^(4|5\.[01])\./.test(shop.manifest.generator.django);
  expect(compared).toBeGreaterThanOrEqual(isOld ? COUNT * 0.8 : COUNT);
  for (const [index, { python }] of queries.entries())
    if (ours[index] !== null && theirs[index] !== null)
      expect(ours[index]?.map(comparable), python).toEqual(theirs[index]?.map(comparable));
}

/** Small integers, words and nulls: what both drivers give alike. */
function comparable(row: readonly unknown[]): readonly unknown[] {
  return row.map(plain).filter((value) => value !== undefined);
}

function plain(value: unknown): unknown {
  if (value === null) return null;
  if (typeof value === "boolean") return Number(value);
  const small = /^-?\d{1,9}$/.test(String(value));
  if (small) return Number(value);
  return typeof value === "string" && /^\p{L}+$/u.test(value) ? value : undefined;
}

function askDjango(shop: Shop): (Rows | null)[] {
  const script = fileURLToPath(new URL("support/random_queries.py", import.meta.url));
  const example = fileURLToPath(new URL("../../example", import.meta.url));
  const { status, stdout, stderr } = spawnSync(djangoPython as string, [script], {
    cwd: example,
    input: JSON.stringify(queries.map(({ python }) => python)),
    env: { ...process.env, ...shop.env, DJANGO_SETTINGS_MODULE: "shop.settings", PYTHONPATH: example },
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as (Rows | null)[];
}
