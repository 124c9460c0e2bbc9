import { Client } from "pg";
import { nodeSqlite } from "../../../src/orm/backends/sqlite/driver.ts";
import { onMariadb } from "../../support/mariadb-shop.ts";
import type { Shop } from "../../support/shop.ts";

/** All rows of all tables, as text that two runs can be compared by. */
export type Tables = Readonly<Record<string, readonly string[]>>;

const LEFT_OUT = new Set(["django_migrations", "django_session"]);

/**
 * What a shop's database holds. What differs from run to run is told by what it is: a moment after `since` is "now", a UUID
 * is the number of its first appearance.
 */
export async function readTables(shop: Shop, since: Date): Promise<Tables> {
  const raw = await TABLES[shop.env["EXAMPLE_DATABASE"] as keyof typeof TABLES](shop);
  const uuids = new Map<string, number>();
  const steady = (value: unknown): unknown => {
    if (typeof value !== "string") return value;
    const moment = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/.test(value) ? Date.parse(utc(value)) : Number.NaN;
    if (moment >= since.getTime()) return "now";
    if (!/^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/.test(value)) return value;
    if (!uuids.has(value)) uuids.set(value, uuids.size);
    return `uuid ${uuids.get(value)}`;
  };
  return Object.fromEntries(
    [...raw]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([table, rows]) => [table, rowTexts(table, rows, steady)]),
  );
}

function rowTexts(table: string, rows: Rows, steady: (value: unknown) => unknown): readonly string[] {
  const between = BETWEEN.has(table);
  const texts = rows.map((row) => {
    const columns = Object.entries(row).filter(([name]) => !(between && name === "id"));
    return JSON.stringify(Object.fromEntries(columns.map(([name, value]) => [name, steady(value)])));
  });
  return between ? texts.sort() : texts;
}

/** Tables of many-to-many fields: which of several rows that are added at once is first, is a Python set's secret. */
const BETWEEN = new Set([
  "accounts_user_groups",
  "accounts_user_user_permissions",
  "auth_group_permissions",
  "catalog_author_influences",
  "catalog_book_tags",
  "catalog_tag_related",
]);

type Rows = readonly Readonly<Record<string, unknown>>[];

function sqliteTables(shop: Shop): Map<string, Rows> {
  const { DatabaseSync } = nodeSqlite();
  const database = new DatabaseSync(shop.env["EXAMPLE_DATABASE_NAME"] as string, { readOnly: true });
  try {
    const names = database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all() as { name: string }[];
    return new Map(
      names
        .filter(({ name }) => !LEFT_OUT.has(name))
        .map(({ name }) => [name, database.prepare(`SELECT * FROM "${name}" ORDER BY 1, 2`).all() as Rows]),
    );
  } finally {
    database.close();
  }
}

async function postgresTables(shop: Shop): Promise<Map<string, Rows>> {
  const database = shop.env["EXAMPLE_DATABASE_NAME"] as string;
  const client = new Client({ host: "127.0.0.1", user: "postgres", database });
  await client.connect();
  try {
    await client.query("SET timezone TO 'UTC'");
    const { rows } = await client.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    const tables = new Map<string, Rows>();
    for (const { name } of rows) {
      if (LEFT_OUT.has(name)) continue;
      const all = await client.query<{ row: Record<string, unknown> }>(
        `SELECT to_jsonb(t) AS row FROM (SELECT * FROM "${name}" ORDER BY 1, 2) t`,
      );
      tables.set(
        name,
        all.rows.map(({ row }) => row),
      );
    }
    return tables;
  } finally {
    await client.end();
  }
}

function mariadbTables(shop: Shop): Map<string, Rows> {
  const database = shop.env["EXAMPLE_DATABASE_NAME"] as string;
  const [found = []] = onMariadb(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = '${database}'`,
  );
  // "complete" is mariadb_shop.py's own.
  const names = found
    .map(({ name }) => name as string)
    .filter((name) => !LEFT_OUT.has(name) && name !== "complete");
  const rows = onMariadb(...names.map((name) => `SELECT * FROM \`${database}\`.\`${name}\` ORDER BY 1, 2`));
  return new Map(names.map((name, index) => [name, rows[index] as Rows]));
}

const TABLES = { sqlite: sqliteTables, postgres: postgresTables, mariadb: mariadbTables };

/** SQLite's text has no zone: it is UTC. */
function utc(text: string): string {
  return /(?:Z|[+-]\d\d(?::?\d\d)?)$/.test(text.slice(10)) ? text : `${text.replace(" ", "T")}Z`;
}
