import { connectionFor } from "../../orm/connections.ts";
import type { Connection, Dialect } from "../../orm/backends/backend.ts";
import { prepare } from "../../orm/fields/prepare.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import { observed } from "../../orm/observe.ts";
import { modelMeta } from "../../orm/runtime.ts";
import type { FieldDescription } from "../../manifest/schema.ts";

/** The rows of `django_session`, written as SQL: one statement each, on the connection of the transaction around. */
export interface SessionTable {
  /** The encoded data of a row that has not expired. */
  read(key: string): Promise<string | null>;
  insert(row: SessionRow): Promise<void>;
  /** False when there is no such row (any more). */
  update(row: SessionRow): Promise<boolean>;
  delete(key: string): Promise<void>;
}

export interface SessionRow {
  readonly key: string;
  readonly data: string;
  readonly expires: Date;
}

const COLUMNS = ["session_key", "session_data", "expire_date"] as const;
type Column = (typeof COLUMNS)[number];

export function sessionTable(): SessionTable {
  return {
    async read(key) {
      const { meta, dialect, execute, name, value } = open("read");
      const { rows } = await execute(
        `SELECT ${name("session_data")} FROM ${dialect.quoteName(meta.description.table)} ` +
          `WHERE ${name("session_key")} = ${dialect.placeholder(1)} AND ${name("expire_date")} > ${dialect.placeholder(2)}`,
        [value("session_key", key), value("expire_date", new Date())],
      );
      return (rows[0]?.[0] as string | undefined) ?? null;
    },
    async insert({ key, data, expires }) {
      const { meta, dialect, execute, name, value } = open("write");
      const placeholders = COLUMNS.map((_, index) => dialect.placeholder(index + 1));
      await execute(
        `INSERT INTO ${dialect.quoteName(meta.description.table)} (${COLUMNS.map(name).join(", ")}) ` +
          `VALUES (${placeholders.join(", ")})`,
        [value("session_key", key), value("session_data", data), value("expire_date", expires)],
      );
    },
    async update({ key, data, expires }) {
      const { meta, dialect, execute, name, value } = open("write");
      const { rowCount } = await execute(
        `UPDATE ${dialect.quoteName(meta.description.table)} SET ${name("session_data")} = ${dialect.placeholder(1)}, ` +
          `${name("expire_date")} = ${dialect.placeholder(2)} WHERE ${name("session_key")} = ${dialect.placeholder(3)}`,
        [value("session_data", data), value("expire_date", expires), value("session_key", key)],
      );
      return rowCount > 0;
    },
    async delete(key) {
      const { meta, dialect, execute, name, value } = open("write");
      await execute(
        `DELETE FROM ${dialect.quoteName(meta.description.table)} WHERE ${name("session_key")} = ${dialect.placeholder(1)}`,
        [value("session_key", key)],
      );
    },
  };
}

interface OpenTable {
  readonly meta: ModelMeta;
  readonly dialect: Dialect;
  readonly execute: Connection["execute"];
  /** A column's name, quoted. */
  readonly name: (column: Column) => string;
  /** A value as the driver takes it. */
  readonly value: (column: Column, value: unknown) => unknown;
}

function open(access: "read" | "write"): OpenTable {
  const meta = modelMeta("sessions.Session");
  const alias = meta.description.database[access];
  const connection = connectionFor(alias);
  const { dialect } = connection;
  const field = (column: Column): FieldDescription => meta.field(column) as FieldDescription;
  return {
    meta,
    dialect,
    execute: (sql, params) =>
      observed({ executor: "native", model: meta.label, alias, sql }, () => connection.execute(sql, params)),
    name: (column) => dialect.quoteName(field(column).column as string),
    value: (column, value) => dialect.toDriver(prepare(field(column), value), field(column)),
  };
}
