import type { ClientBase, QueryArrayConfig, QueryArrayResult } from "pg";
import type { Connection, Dialect, QueryResult } from "../backend.ts";
import { postgresError, sqlState } from "./errors.ts";
import type { PreparedNames } from "./prepared.ts";

/** What runs a query: the pool, or one client of it. */
export type Runner = Pick<ClientBase, "query">;

/** SQL on one PostgreSQL client, or on whichever the pool gives. */
export abstract class PostgresConnection implements Connection {
  readonly alias: string;
  readonly dialect: Dialect;
  protected readonly address: string;
  protected readonly names: PreparedNames;

  constructor(alias: string, dialect: Dialect, address: string, names: PreparedNames) {
    this.alias = alias;
    this.dialect = dialect;
    this.address = address;
    this.names = names;
  }

  protected abstract runner(): Promise<Runner> | Runner;

  abstract stream(
    sql: string,
    params: readonly unknown[],
    pageSize: number,
  ): AsyncIterable<readonly (readonly unknown[])[]>;

  async execute(sql: string, params: readonly unknown[]): Promise<QueryResult> {
    const runner = await this.runner();
    const name = this.names.nameFor(sql);
    try {
      return result(await runner.query(statement(sql, params, name)));
    } catch (error) {
      const again = name === undefined ? null : this.unprepared(error, sql);
      if (again === null) throw postgresError(error, this.alias, this.address);
      return this.executeUnprepared(runner, again, params);
    }
  }

  /** Not prepared where it was thought to be: the SQL to send plainly. Null: another error. */
  private unprepared(error: unknown, sql: string): string | null {
    const state = sqlState(error);
    // invalid_sql_statement_name, duplicate_prepared_statement: a pooler mixes connections.
    if (state === "26000" || state === "42P05") {
      this.names.disable();
      return sql;
    }
    // "cached plan must not change result type"
    if (state === "0A000" && /cached plan/.test((error as Error).message)) {
      this.names.rename(sql);
      return sql;
    }
    return null;
  }

  private async executeUnprepared(
    runner: Runner,
    sql: string,
    params: readonly unknown[],
  ): Promise<QueryResult> {
    try {
      return result(await runner.query(statement(sql, params)));
    } catch (error) {
      throw postgresError(error, this.alias, this.address);
    }
  }
}

function statement(sql: string, params: readonly unknown[], name?: string): QueryArrayConfig {
  return {
    text: sql,
    values: params as unknown[],
    rowMode: "array",
    ...(name === undefined ? {} : { name }),
  };
}

function result({ rows, rowCount, fields }: QueryArrayResult<unknown[]>): QueryResult {
  return { rows, fields, rowCount: rowCount ?? 0, lastRowId: null };
}

/**
 * Rows by a server-side cursor inside of the client's transaction.
 */
export async function* cursorPages(
  client: Runner,
  sql: string,
  params: readonly unknown[],
  pageSize: number,
): AsyncGenerator<readonly (readonly unknown[])[]> {
  cursors += 1;
  const name = `dfb_cursor_${cursors}`;
  await client.query({ text: `DECLARE ${name} NO SCROLL CURSOR FOR ${sql}`, values: params as unknown[] });
  let done = false;
  try {
    while (!done) {
      const { rows } = await client.query<unknown[]>({
        text: `FETCH ${pageSize} FROM ${name}`,
        rowMode: "array",
      });
      done = rows.length < pageSize;
      if (rows.length > 0) yield rows;
    }
  } finally {
    // In a transaction that failed the cursor is gone already.
    await client.query(`CLOSE ${name}`).catch(() => undefined);
  }
}

let cursors = 0;
