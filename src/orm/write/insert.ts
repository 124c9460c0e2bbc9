import type { FieldDescription } from "../../manifest/schema.ts";
import type { Dialect } from "../backends/backend.ts";
import { connectionFor } from "../connections.ts";
import type { ModelMeta } from "../meta.ts";
import { observed } from "../observe.ts";
import { StatementCache } from "../query/statement-cache.ts";
import type { Decoder } from "../stored-row.ts";
import { markForRollback } from "./mark-for-rollback.ts";
import { referring } from "./referring.ts";
import { valueField } from "./write-fields.ts";

/** What an INSERT does when a row of the same key is there (`OnConflict` in django/db/models/constants.py). */
export type OnConflict =
  | { readonly kind: "fail" }
  | { readonly kind: "ignore" }
  | { readonly kind: "update"; readonly unique: readonly string[]; readonly update: readonly string[] };

export const FAIL: OnConflict = { kind: "fail" };

export interface Insert {
  /** The model that has the table. */
  readonly meta: ModelMeta;
  readonly fields: readonly FieldDescription[];
  /** Driver-ready values, a row's in the order of `fields`. */
  readonly rows: readonly (readonly unknown[])[];
  /** Columns that are read back. */
  readonly returning: readonly FieldDescription[];
  readonly onConflict: OnConflict;
}

/** Runs an INSERT; answers the returned columns of each row, decoded. */
export async function insertRows(insert: Insert, alias: string): Promise<readonly (readonly unknown[])[]> {
  const connection = connectionFor(alias);
  const { dialect } = connection;
  const sql = insertSql(insert, dialect);
  const { rows } = await referring(
    alias,
    insert.fields,
    () => insert.rows,
    () =>
      markForRollback(alias, () =>
        observed({ executor: "native", model: insert.meta.label, alias, sql }, () =>
          connection.execute(sql, insert.rows.flat()),
        ),
      ),
  );
  const decoders = insert.returning.map((field): Decoder => dialect.fromDriver(valueField(field)));
  return rows.map((row) =>
    row.map((value, index) => {
      const decode = decoders[index] ?? null;
      return value === null || decode === null ? value : decode(value);
    }),
  );
}

const caches = new WeakMap<Dialect, StatementCache<string>>();
/** Sets of columns that are kept for each database. */
const CACHED = 500;

function insertSql(insert: Insert, dialect: Dialect): string {
  let cache = caches.get(dialect);
  if (cache === undefined) {
    cache = new StatementCache(CACHED);
    caches.set(dialect, cache);
  }
  const { meta, fields, rows, returning, onConflict } = insert;
  const key = [
    meta.description.table,
    rows.length,
    fields.map(({ column }) => column).join(),
    returning.map(({ column }) => column).join(),
    JSON.stringify(onConflict),
  ].join("\u0001");
  let sql = cache.get(key);
  if (sql === undefined) {
    sql = writeInsert(insert, dialect);
    cache.set(key, sql);
  }
  return sql;
}

/** `SQLInsertCompiler.as_sql`. */
function writeInsert({ meta, fields, rows, returning, onConflict }: Insert, dialect: Dialect): string {
  const names = (list: readonly FieldDescription[]): string =>
    list.map(({ column }) => dialect.quoteName(column as string)).join(", ");
  let position = 0;
  const tuples = rows.map(() => `(${fields.map(() => dialect.placeholder((position += 1))).join(", ")})`);
  const values = fields.length === 0 ? "DEFAULT VALUES" : `(${names(fields)}) VALUES ${tuples.join(", ")}`;
  const back = returning.length === 0 ? "" : ` RETURNING ${names(returning)}`;
  const into = onConflict.kind === "ignore" ? dialect.insertIgnoring.into : "INSERT INTO";
  return `${into} ${dialect.quoteName(meta.description.table)} ${values}${conflictSql(meta, onConflict, dialect)}${back}`;
}

/** `on_conflict_suffix_sql`: an upsert is written the same on SQLite and PostgreSQL. */
function conflictSql(meta: ModelMeta, onConflict: OnConflict, dialect: Dialect): string {
  const quoted = (name: string): string => dialect.quoteName(meta.field(name)?.column ?? name);
  switch (onConflict.kind) {
    case "fail":
      return "";
    case "ignore":
      return dialect.insertIgnoring.suffix;
    case "update": {
      const updates = onConflict.update.map((name) => `${quoted(name)} = EXCLUDED.${quoted(name)}`);
      return ` ON CONFLICT(${onConflict.unique.map(quoted).join(", ")}) DO UPDATE SET ${updates.join(", ")}`;
    }
  }
}
