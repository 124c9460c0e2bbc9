import { writeFileSync } from "node:fs";
import { nodeSqlite } from "../../src/orm/backends/sqlite/driver.ts";
import { RECORDED_MANIFEST, RECORDED_SQL } from "../support/shop.ts";
import type { Shop } from "../support/shop.ts";

/** Settings that the ORM reads; others name places of the machine. */
const SETTINGS = ["USE_TZ", "TIME_ZONE", "MEDIA_URL"];

/** Writes what the suite needs where there is no Python: the shop's SQLite data and its manifest. */
export function writeSnapshot({ manifest, env }: Shop): void {
  const settings = Object.fromEntries(SETTINGS.map((name) => [name, manifest.settings[name] ?? null]));
  const { models, ...rest } = { ...manifest, baseDir: "", settings, apps: [], urls: [], warnings: [] };
  const head = JSON.stringify(rest).slice(0, -1);
  // One model a line, so that a change is a short difference.
  const lines = models.map((model) => JSON.stringify(model)).join(",\n");
  writeFileSync(RECORDED_MANIFEST, `${head},"models":[\n${lines}\n]}\n`);
  writeFileSync(RECORDED_SQL, dump(env["EXAMPLE_DATABASE_NAME"] as string));
}

/** What `sqlite3 .dump` writes, for the tables that queries read. */
function dump(path: string): string {
  const { DatabaseSync } = nodeSqlite();
  const database = new DatabaseSync(path, { readOnly: true });
  const schema = database
    .prepare(
      "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> 'django_migrations' ORDER BY type = 'index', rowid",
    )
    .all() as { name: string; type: string; sql: string }[];
  const lines: string[] = [];
  for (const { name, type, sql } of schema.filter(({ sql: text }) => !text.includes("django_migrations"))) {
    lines.push(`${sql};`);
    if (type !== "table") continue;
    const rows = database.prepare(`SELECT * FROM "${name}" ORDER BY rowid`);
    rows.setReadBigInts(true);
    rows.setReturnArrays(true);
    for (const row of rows.all() as unknown as unknown[][])
      lines.push(`INSERT INTO "${name}" VALUES(${row.map(literal).join(",")});`);
  }
  database.close();
  return `BEGIN;\n${lines.join("\n")}\nCOMMIT;\n`;
}

function literal(value: unknown): string {
  if (value === null) return "NULL";
  if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString("hex")}'`;
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  // A float keeps its point: 5.0 is a REAL.
  if (typeof value === "number" && Number.isInteger(value)) return `${value}.0`;
  return String(value);
}
