import type { PinnedWorker } from "../../manifest/bridge.ts";
import type { Database, Dialect, QueryResult, TransactionConnection } from "../backends/backend.ts";
import { valueToWire } from "../query/wire.ts";
import { runtime } from "../runtime.ts";

/**
 * A transaction that a worker owns (`django_fastapi/worker/transactions.py`): our SQL runs on Django's cursor, so that
 * what Python does in the same transaction sees our rows, and we see Python's.
 */
export class PythonTransaction implements TransactionConnection {
  readonly alias: string;
  private readonly worker: PinnedWorker;

  constructor(alias: string, worker: PinnedWorker) {
    this.alias = alias;
    this.worker = worker;
  }

  get dialect(): Dialect {
    return this.database.dialect;
  }

  /** @throws NotSupportedError SQL is not written for it here: all that is asked in the transaction is asked of Python */
  private get database(): Database {
    return runtime().database(this.alias);
  }

  async execute(sql: string, params: readonly unknown[]): Promise<QueryResult> {
    const { columns, rows, types, rowCount, lastRowId } = await this.worker.request("execute", {
      using: this.alias,
      sql,
      params: params.map(valueToWire),
    });
    const fields = columns.map((name) => ({ name }));
    return { rows: this.database.fromPython(rows, types), fields, rowCount, lastRowId };
  }

  /** The channel has no cursor that stays open: all rows come at once, handed on in pages. */
  async *stream(
    sql: string,
    params: readonly unknown[],
    pageSize: number,
  ): AsyncGenerator<readonly (readonly unknown[])[]> {
    const { rows } = await this.execute(sql, params);
    for (let start = 0; start < rows.length; start += pageSize) yield rows.slice(start, start + pageSize);
  }

  async begin(): Promise<void> {
    await this.worker.request("transaction", { action: "begin", using: this.alias });
  }

  commit(): Promise<boolean> {
    return this.worker.request("transaction", { action: "commit", using: this.alias });
  }

  async rollback(): Promise<void> {
    await this.worker.request("transaction", { action: "rollback", using: this.alias });
  }

  release(): Promise<void> {
    return this.worker.release();
  }
}
