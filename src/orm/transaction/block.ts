import { TransactionManagementError } from "../../errors/transaction.ts";
import { andThen } from "../../util/maybe-promise.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import type { Connection, Dialect, QueryResult, TransactionConnection } from "../backends/backend.ts";
import type { PinnedWorker } from "../../manifest/bridge.ts";
import type { CommitCallback } from "./commit-callback.ts";
import { ReferredKeys } from "./referred-keys.ts";

/**
 * An `atomic` block that is open: the connection that the queries inside it run on. A nested block is a savepoint on
 * its parent's connection. Rules are those of `django.db.transaction.Atomic`; what is added is what asynchronous code
 * needs: blocks side by side wait for each other, queries of the parent wait for the child, and nothing runs in a
 * block that has ended.
 */
export class TransactionBlock implements Connection {
  readonly alias: string;
  readonly parent: TransactionBlock | null;
  readonly connection: TransactionConnection;
  /** The worker that owns the transaction; null: it is ours. */
  readonly python: PinnedWorker | null;
  /** Run after the outermost commit, in the order in which they came. */
  readonly callbacks: CommitCallback[] = [];
  /** What foreign keys were given in this block, for an error of its commit. */
  referred = new ReferredKeys();
  /** What an inner block without a savepoint left behind: only a rollback can follow. */
  needsRollback = false;
  private ended = false;
  /** Settles when the nested blocks that were asked for so far are over; null: there is none. */
  private children: Promise<void> | null = null;

  constructor(
    connection: TransactionConnection,
    parent: TransactionBlock | null,
    python: PinnedWorker | null = parent?.python ?? null,
  ) {
    this.alias = connection.alias;
    this.connection = connection;
    this.parent = parent;
    this.python = python;
  }

  get dialect(): Dialect {
    return this.connection.dialect;
  }

  execute(sql: string, params: readonly unknown[]): MaybePromise<QueryResult> {
    if (this.children !== null) return this.children.then(() => this.execute(sql, params));
    this.assertUsable();
    return this.connection.execute(sql, params);
  }

  async *stream(
    sql: string,
    params: readonly unknown[],
    pageSize: number,
  ): AsyncGenerator<readonly (readonly unknown[])[]> {
    if (this.children !== null) await this.children;
    this.assertUsable();
    yield* this.connection.stream(sql, params, pageSize);
  }

  /** Requests to the worker that owns the transaction, under the rules of its queries; null: it is ours. */
  get session(): Pick<PinnedWorker, "request"> | null {
    const { python } = this;
    if (python === null) return null;
    return {
      request: async (...call) => {
        while (this.children !== null) await this.children;
        this.assertUsable();
        return python.request(...call);
      },
    };
  }

  /** Runs a nested block once those before it are over. */
  nest<T>(run: () => Promise<T>): Promise<T> {
    const result = (this.children ?? Promise.resolve()).then(run);
    const over = result.then(ignore, ignore).finally(() => {
      if (this.children === over) this.children = null;
    });
    this.children = over;
    return result;
  }

  /** Waits for nested blocks that nobody waited for: the transaction does not end under them. */
  async settle(): Promise<void> {
    while (this.children !== null) await this.children;
  }

  end(): void {
    this.ended = true;
  }

  /** A savepoint of the block itself, whatever state the block is in. False: it was undone, as something in it had failed. */
  savepoint(action: SavepointAction, name: string): MaybePromise<boolean> {
    // Django must know that what failed before is undone: it would refuse the queries that follow.
    if (this.python !== null) return this.python.request("transaction", { action, using: this.alias, name });
    const sql = `${SAVEPOINT_SQL[action]} ${this.dialect.quoteName(name)}`;
    return andThen(this.connection.execute(sql, []), () => true);
  }

  private assertUsable(): void {
    if (this.ended)
      throw new TransactionManagementError(
        "A query belongs to an atomic block that has ended: await it before the block's function returns.",
      );
    // BaseDatabaseWrapper.validate_no_broken_transaction
    if (this.needsRollback)
      throw new TransactionManagementError(
        "An error occurred in the current transaction. You can't execute queries until the end of the 'atomic' block.",
      );
  }
}

type SavepointAction = keyof typeof SAVEPOINT_SQL;

const SAVEPOINT_SQL = {
  savepoint: "SAVEPOINT",
  release: "RELEASE SAVEPOINT",
  rollbackTo: "ROLLBACK TO SAVEPOINT",
} as const;

function ignore(): undefined {
  return undefined;
}
