import { DatabaseSync } from "node:sqlite";
import { Client } from "pg";
import type { ClientConfig } from "pg";
import type { ModelDescription } from "../../../src/manifest/schema.ts";
import { ModelMeta } from "../../../src/orm/meta.ts";
import type { Dialect } from "../../../src/orm/backends/backend.ts";
import { postgresDialect } from "../../../src/orm/backends/postgres/dialect.ts";
import { sqliteDialect } from "../../../src/orm/backends/sqlite/dialect.ts";
import { registerFunctions } from "../../../src/orm/backends/sqlite/functions.ts";
import { MODELS } from "./library.ts";
import { ROWS } from "./rows.ts";

/** A database with the library in it. */
export interface LibraryDatabase {
  readonly dialect: Dialect;
  query(sql: string, params: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
  close(): Promise<void>;
}

export type Backend = "sqlite" | "postgres";

const TYPES: Readonly<Record<string, Readonly<Record<Backend, string>>>> = {
  BigAutoField: { sqlite: "integer", postgres: "bigint" },
  IntegerField: { sqlite: "integer", postgres: "integer" },
  CharField: { sqlite: "varchar(200)", postgres: "varchar(200)" },
  DateField: { sqlite: "date", postgres: "date" },
  DateTimeField: { sqlite: "datetime", postgres: "timestamp with time zone" },
  DecimalField: { sqlite: "decimal", postgres: "numeric(8, 2)" },
  BooleanField: { sqlite: "bool", postgres: "boolean" },
  UUIDField: { sqlite: "char(32)", postgres: "uuid" },
  JSONField: { sqlite: "text", postgres: "jsonb" },
  MoneyField: { sqlite: "text", postgres: "text" },
};

const COLLATE_BYTES: Readonly<Record<Backend, string>> = { sqlite: "", postgres: ' COLLATE "C"' };

function columnType(field: ModelDescription["fields"][number], backend: Backend): string {
  const { relation } = field;
  if (relation?.model && relation.toField !== null) {
    const target = MODELS.find((model) => model.label === relation.model) as ModelDescription;
    const end = target.fields.find((one) => one.attname === relation.toField);
    return columnType(end as ModelDescription["fields"][number], backend).replace("BigAuto", "");
  }
  const type = (TYPES[field.internalType] as (typeof TYPES)[string])[backend];
  return type.startsWith("varchar") ? type + COLLATE_BYTES[backend] : type;
}

/** Statements that make the tables and fill them. */
function* statements(backend: Backend, dialect: Dialect): Generator<readonly [string, readonly unknown[]]> {
  for (const description of MODELS) {
    if (description.proxy) continue;
    const meta = new ModelMeta(description);
    const own = meta.concreteFields.filter((field) => field.model === description.label);
    const table =
      description.label === "contenttypes.ContentType" ? "django_content_type" : description.table;
    const columns = own.map(
      (field) =>
        `"${field.column}" ${columnType(field, backend)}${field.primaryKey ? " PRIMARY KEY" : ""}${field.null ? "" : " NOT NULL"}`,
    );
    yield [`CREATE TABLE "${table}" (${columns.join(", ")})`, []];
    for (const row of ROWS[description.label] ?? []) {
      const names = Object.keys(row);
      const places = names.map((_, index) => dialect.placeholder(index + 1));
      const values = names.map((name) => {
        const value = row[name];
        return backend === "sqlite" && typeof value === "boolean"
          ? Number(value)
          : backend === "sqlite" && name === "uuid" && typeof value === "string"
            ? value.replaceAll("-", "")
            : value;
      });
      yield [`INSERT INTO "${table}" ("${names.join('", "')}") VALUES (${places.join(", ")})`, values];
    }
  }
}

/** The library in SQLite, in memory. */
export function openSqliteLibrary(): LibraryDatabase {
  const dialect = sqliteDialect({ timeZone: "UTC", useTz: true });
  const database = new DatabaseSync(":memory:");
  registerFunctions(database);
  for (const [sql, params] of statements("sqlite", dialect))
    database.prepare(sql).run(...(params as (string | number | null)[]));
  return {
    dialect,
    async query(sql, params) {
      const statement = database.prepare(sql);
      statement.setReturnArrays(true);
      return statement.all(...(params as (string | number | null)[])) as unknown as unknown[][];
    },
    close: async () => database.close(),
  };
}

/** The library in a PostgreSQL schema of its own; null: no server answers. */
export async function openPostgresLibrary(): Promise<LibraryDatabase | null> {
  const client = new Client({
    host: process.env["PGHOST"] ?? "127.0.0.1",
    user: process.env["PGUSER"] ?? "postgres",
    database: process.env["PGDATABASE"] ?? "postgres",
    connectionTimeoutMillis: 2000,
    // int8 as a number, dates as text.
    types: {
      getTypeParser: (oid: number) =>
        oid === 20 || oid === 23 || oid === 1700
          ? Number
          : oid === 16
            ? (text: string) => text === "t"
            : String,
    },
  } as ClientConfig);
  try {
    await client.connect();
  } catch {
    return null;
  }
  const schema = `sql_library_${process.pid}_${Math.trunc(performance.now() * 1000)}`;
  await client.query(`CREATE SCHEMA ${schema}`);
  await client.query(`SET search_path TO ${schema}; SET timezone TO 'UTC'`);
  const dialect = postgresDialect();
  for (const [sql, params] of statements("postgres", dialect)) await client.query(sql, params as unknown[]);
  return {
    dialect,
    async query(sql, params) {
      const { rows } = await client.query({ text: sql, values: params as unknown[], rowMode: "array" });
      return rows as unknown[][];
    },
    async close() {
      await client.query(`DROP SCHEMA ${schema} CASCADE`);
      await client.end();
    },
  };
}
