import type { Pool, PoolClient } from "pg";
import type { DatabaseDescription } from "../../../manifest/schema.ts";
import type { WireValue } from "../../../manifest/wire.ts";
import type { Database, Dialect, OpenDatabase, QueryResult, TransactionConnection } from "../backend.ts";
import { PostgresConnection, cursorPages } from "./connection.ts";
import type { Runner } from "./connection.ts";
import { postgresDialect } from "./dialect.ts";
import { pg } from "./driver.ts";
import { postgresError, sqlState } from "./errors.ts";
import { postgresOptions } from "./options.ts";
import type { PostgresOptions } from "./options.ts";
import { PreparedNames } from "./prepared.ts";
import { typeParsers } from "./types.ts";

/** Opens a project's PostgreSQL database: a pool that connects at first use. */
export const openPostgres: OpenDatabase = (alias, description, secret, { timeZone, useTz }) => {
  const zone = description.timeZone ?? (useTz ? "UTC" : timeZone);
  return new PostgresDatabase(
    alias,
    description,
    postgresDialect(),
    postgresOptions(alias, secret, description, zone),
    useTz,
  );
};

class PostgresDatabase extends PostgresConnection implements Database {
  readonly description: DatabaseDescription;
  private readonly options: PostgresOptions;
  private readonly parsers: ReturnType<typeof typeParsers>;
  private pool: Pool;
  private encrypted = false;

  constructor(
    alias: string,
    description: DatabaseDescription,
    dialect: Dialect,
    options: PostgresOptions,
    useTz: boolean,
  ) {
    super(alias, dialect, options.address, new PreparedNames());
    this.description = description;
    this.options = options;
    this.parsers = typeParsers(useTz);
    this.pool = this.makePool(options.pool.ssl);
  }

  protected override runner(): Runner {
    // Borrows a client for each query, and tries once more with TLS where the server insists on it.
    return { query: this.query.bind(this) as Runner["query"] };
  }

  async *stream(
    sql: string,
    params: readonly unknown[],
    pageSize: number,
  ): AsyncGenerator<readonly (readonly unknown[])[]> {
    const client = await this.connect();
    let broken = true;
    try {
      await client.query("BEGIN READ ONLY");
      yield* cursorPages(client, sql, params, pageSize);
      broken = false;
    } catch (error) {
      throw postgresError(error, this.alias, this.address);
    } finally {
      // Also when the reader stops early, where `broken` is still set: then the transaction is ended, not the client.
      await client.query("ROLLBACK").then(
        () => client.release(),
        () => client.release(broken),
      );
    }
  }

  async acquire(): Promise<TransactionConnection> {
    return new PostgresTransaction(this, await this.connect(), this.options.begin, this.names);
  }

  fromPython(
    rows: readonly (readonly WireValue[])[],
    types: readonly (number | null)[],
  ): QueryResult["rows"] {
    const parsers = types.map((type) => this.parsers.get(type ?? 0) ?? asText);
    return rows.map((row) =>
      row.map((value, column) => (typeof value === "string" ? parsers[column]?.(value) : value)),
    );
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async query(statement: Parameters<Pool["query"]>[0]): Promise<unknown> {
    const client = await this.connect();
    try {
      const answer = await client.query(statement);
      client.release();
      return answer;
    } catch (error) {
      // The server said no: the connection is well. Anything else: it is not.
      client.release(sqlState(error) === null);
      throw error;
    }
  }

  private async connect(): Promise<PoolClient> {
    try {
      return await this.pool.connect();
    } catch (error) {
      if (!this.options.tlsIfAsked || this.encrypted || !/no encryption/.test(String(error)))
        throw postgresError(error, this.alias, this.address);
      this.encrypted = true;
      const plain = this.pool;
      this.pool = this.makePool({ rejectUnauthorized: false });
      await plain.end();
      return this.connect();
    }
  }

  private makePool(ssl: PostgresOptions["pool"]["ssl"]): Pool {
    const { parsers } = this;
    const session = this.options.session.join("; ");
    const { Pool: PgPool } = pg();
    const pool = new PgPool({
      ...this.options.pool,
      ssl,
      // Awaited by the pool: a session that is not as it was asked for (its role!) is never used.
      onConnect: (client) => client.query(session),
      types: { getTypeParser: (oid: number) => parsers.get(oid) ?? asText } as NonNullable<
        PostgresOptions["pool"]["types"]
      >,
    });
    // An idle connection that the server closed is not an error of anybody's request.
    pool.on("error", () => undefined);
    return pool;
  }
}

const asText = (raw: string): unknown => raw;

/** One client for one `atomic` block. */
class PostgresTransaction extends PostgresConnection implements TransactionConnection {
  private readonly client: PoolClient;
  private readonly beginSql: string;
  private open = false;

  constructor(database: PostgresDatabase, client: PoolClient, begin: string, names: PreparedNames) {
    super(database.alias, database.dialect, database["address"], names);
    this.client = client;
    this.beginSql = begin;
  }

  protected override runner(): Runner {
    return this.client;
  }

  stream(
    sql: string,
    params: readonly unknown[],
    pageSize: number,
  ): AsyncIterable<readonly (readonly unknown[])[]> {
    return cursorPages(this.client, sql, params, pageSize);
  }

  begin(): Promise<void> {
    this.open = true;
    return this.command(this.beginSql);
  }

  async commit(): Promise<boolean> {
    this.open = false;
    await this.command("COMMIT");
    return true;
  }

  rollback(): Promise<void> {
    this.open = false;
    return this.command("ROLLBACK");
  }

  async release(): Promise<void> {
    if (!this.open) return this.client.release();
    await this.rollback().then(
      () => this.client.release(),
      () => this.client.release(true),
    );
  }

  private async command(sql: string): Promise<void> {
    try {
      await this.client.query(sql);
    } catch (error) {
      throw postgresError(error, this.alias, this.address);
    }
  }
}
