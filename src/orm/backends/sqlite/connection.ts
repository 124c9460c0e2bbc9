import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { MaybePromise } from "../../../util/maybe-promise.ts";
import type { Connection, Dialect, QueryResult } from "../backend.ts";
import { isBusy, sqliteError } from "./errors.ts";
import { StatementCache } from "./statement-cache.ts";
import type { CachedStatement } from "./statement-cache.ts";

type Row = readonly unknown[];

/**
 * One handle. Everything is synchronous but for a database that another process holds locked: then the
 * statement is tried again until `timeout`, without stopping the event loop as SQLite's own waiting would.
 */
export class SqliteConnection implements Connection {
  readonly alias: string;
  readonly dialect: Dialect;
  private readonly handle: DatabaseSync;
  private readonly statements: StatementCache;
  private readonly timeout: number;

  constructor(alias: string, dialect: Dialect, handle: DatabaseSync, timeout: number) {
    this.alias = alias;
    this.dialect = dialect;
    this.handle = handle;
    this.timeout = timeout;
    this.statements = new StatementCache(handle);
  }

  execute(sql: string, params: readonly unknown[]): MaybePromise<QueryResult> {
    try {
      return this.run(sql, params as SQLInputValue[]);
    } catch (error) {
      if (isBusy(error) && this.timeout > 0)
        return this.retry(() => this.run(sql, params as SQLInputValue[]));
      throw sqliteError(error, this.alias);
    }
  }

  async *stream(sql: string, params: readonly unknown[], pageSize: number): AsyncGenerator<readonly Row[]> {
    let cached: CachedStatement | undefined;
    let rows: IterableIterator<Row> | undefined;
    const start = (): IteratorResult<Row> => {
      cached ??= this.statements.take(sql);
      // Integers come as bigint where they must: a stream cannot start over.
      cached.statement.setReadBigInts(true);
      rows = cached.statement.iterate(...(params as SQLInputValue[])) as unknown as IterableIterator<Row>;
      return rows.next();
    };
    try {
      let next = await this.attempt(start);
      while (next.done !== true) {
        const page: Row[] = [];
        while (next.done !== true && page.length < pageSize) {
          page.push(narrowBigInts(next.value));
          next = (rows as IterableIterator<Row>).next();
        }
        yield page;
      }
    } catch (error) {
      throw sqliteError(error, this.alias);
    } finally {
      rows?.return?.();
      if (cached !== undefined) {
        cached.statement.setReadBigInts(false);
        this.statements.give(sql, cached);
      }
    }
  }

  close(): void {
    if (this.handle.isOpen) this.handle.close();
  }

  private run(sql: string, params: SQLInputValue[]): QueryResult {
    const cached = this.statements.take(sql);
    try {
      const { statement, fields } = cached;
      if (fields.length > 0) {
        const rows = all(cached, params);
        return { rows, fields, rowCount: rows.length, lastRowId: null };
      }
      const { changes, lastInsertRowid } = statement.run(...params);
      return { rows: [], fields, rowCount: Number(changes), lastRowId: lastInsertRowid };
    } finally {
      this.statements.give(sql, cached);
    }
  }

  private async attempt<T>(action: () => T): Promise<T> {
    try {
      return action();
    } catch (error) {
      if (isBusy(error) && this.timeout > 0) return this.retry(action);
      throw error;
    }
  }

  private async retry<T>(action: () => T): Promise<T> {
    const deadline = performance.now() + this.timeout;
    for (let wait = 1; ; wait = Math.min(wait * 2, 50)) {
      // Not all at once again.
      await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())));
      try {
        return action();
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw sqliteError(error, this.alias);
      }
    }
  }
}

function all({ statement }: CachedStatement, params: SQLInputValue[]): readonly Row[] {
  try {
    return statement.all(...params) as unknown as Row[];
  } catch (error) {
    // An integer outside of 2^53 somewhere: once more with bigint, and only what needs it stays one.
    if ((error as { code?: string }).code !== "ERR_OUT_OF_RANGE") throw error;
    statement.setReadBigInts(true);
    try {
      return (statement.all(...params) as unknown as Row[]).map(narrowBigInts);
    } finally {
      statement.setReadBigInts(false);
    }
  }
}

function narrowBigInts(row: Row): Row {
  return row.map((value) => {
    if (typeof value !== "bigint") return value;
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  });
}
