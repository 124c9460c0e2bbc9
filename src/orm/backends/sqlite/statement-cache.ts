import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { ResultField } from "../backend.ts";

export interface CachedStatement {
  readonly statement: StatementSync;
  /** The columns; a statement without any is a write, whose count and key are asked for instead. */
  readonly fields: readonly ResultField[];
}

/**
 * Prepared statements of one connection, the least recently used ones dropped. A statement is taken out while it runs,
 * so that a second query of the same SQL, in the middle of an iteration, gets one of its own.
 */
export class StatementCache {
  private readonly idle = new Map<string, CachedStatement>();
  private readonly database: DatabaseSync;
  private readonly limit: number;

  constructor(database: DatabaseSync, limit = 500) {
    this.database = database;
    this.limit = limit;
  }

  take(sql: string): CachedStatement {
    const cached = this.idle.get(sql);
    if (cached !== undefined) {
      this.idle.delete(sql);
      return cached;
    }
    const statement = this.database.prepare(sql);
    statement.setReturnArrays(true);
    return { statement, fields: statement.columns() };
  }

  give(sql: string, statement: CachedStatement): void {
    this.idle.set(sql, statement);
    if (this.idle.size > this.limit) this.idle.delete(this.idle.keys().next().value as string);
  }
}
