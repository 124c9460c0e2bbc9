import { TransactionManagementError } from "../../errors/transaction.ts";
import { openConnection, withConnection, withoutConnection } from "../connections.ts";
import { runtime } from "../runtime.ts";
import { TransactionBlock } from "./block.ts";
import { runCallbacks } from "./on-commit.ts";
import { PythonTransaction } from "./python-transaction.ts";

export interface AtomicOptions {
  /** Database alias, "default" if not given. */
  readonly using?: string;
  /** False: a nested block makes no savepoint; an error in it lets nothing but a rollback of the whole follow. */
  readonly savepoint?: boolean;
  /** True: an error where the block is nested: what it did would not be durable when it ends. */
  readonly durable?: boolean;
  /**
   * True: the transaction is Python's, held by one worker, and our SQL runs on its cursor: for blocks in which
   * something needs Python (a model's own save(), signal receivers). It must be said at the start, because a
   * transaction cannot change hands.
   */
  readonly python?: boolean;
}

/**
 * Runs a function in a transaction: all of what it wrote is kept when it returns, nothing when it throws
 * (`django.db.transaction.atomic`). Queries of the function, and of what it calls and awaits, run on the
 * transaction's connection; nested blocks are savepoints.
 *
 * @example
 * await atomic(async () => {
 *   const order = await Order.objects.create({ customer });
 *   await onCommit(() => sendConfirmation(order.id));
 * });
 * @throws TransactionManagementError on misuse
 */
export function atomic<T>(run: () => T | PromiseLike<T>, options: AtomicOptions = {}): Promise<T> {
  const { using = "default", savepoint = true, durable = false, python = false } = options;
  const around = openConnection(using);
  if (!(around instanceof TransactionBlock)) return outermost(using, python, run);
  const misuse = durable
    ? "A durable atomic block cannot be nested within another atomic block."
    : python && around.python === null
      ? "atomic(fn, { python: true }) stands inside of a native block: give the outermost one { python: true }."
      : null;
  if (misuse !== null) return Promise.reject(new TransactionManagementError(misuse));
  return around.nest(() => (savepoint ? inSavepoint(around, run) : withoutSavepoint(around, run)));
}

/** Whether code runs in a transaction on a database. */
export function inAtomicBlock(using = "default"): boolean {
  return openConnection(using) instanceof TransactionBlock;
}

/**
 * Makes the block around roll back when it ends, though nothing is thrown (`django.db.transaction.set_rollback`).
 * @throws TransactionManagementError outside of an atomic block
 */
export function setRollback(rollback: boolean, using = "default"): void {
  const block = openConnection(using);
  if (!(block instanceof TransactionBlock))
    throw new TransactionManagementError("The rollback flag doesn't work outside of an 'atomic' block.");
  block.needsRollback = rollback;
}

async function outermost<T>(using: string, python: boolean, run: () => T | PromiseLike<T>): Promise<T> {
  const block = await openBlock(using, python);
  let result: T;
  try {
    result = await inTransaction(block, run);
  } finally {
    await block.connection.release();
  }
  await withoutConnection(using, () => runCallbacks(block.callbacks));
  return result;
}

async function openBlock(using: string, python: boolean): Promise<TransactionBlock> {
  const { bridge, uncompilable, database } = runtime();
  // An engine that SQL is not written for: nothing but Python has a connection.
  if (!python && uncompilable(using) === null)
    return new TransactionBlock(await database(using).acquire(), null);
  const worker = await bridge.pin();
  return new TransactionBlock(new PythonTransaction(using, worker), null, worker);
}

async function inTransaction<T>(block: TransactionBlock, run: () => T | PromiseLike<T>): Promise<T> {
  const { connection } = block;
  await connection.begin();
  let result: T;
  try {
    result = await withConnection(block.alias, block, run);
  } catch (error) {
    await finish(block);
    await rollbackQuietly(block);
    throw error;
  }
  await finish(block);
  if (block.needsRollback) {
    block.callbacks.length = 0;
    await connection.rollback();
    return result;
  }
  try {
    if (!(await connection.commit())) block.callbacks.length = 0;
  } catch (error) {
    // A deferred constraint, or a database that is gone: Django rolls back and passes the error on.
    const explained = await block.referred.explained(error, connection);
    await rollbackQuietly(block);
    throw explained;
  }
  return result;
}

/** Nothing more runs in the block; nested blocks that nobody awaited are over. */
async function finish(block: TransactionBlock): Promise<void> {
  await block.settle();
  block.end();
}

/** The error that made the rollback necessary is what matters, not one of a connection that is gone. */
async function rollbackQuietly(block: TransactionBlock): Promise<void> {
  try {
    await block.connection.rollback();
  } catch (error) {
    runtime().log.warn(`The transaction on "${block.alias}" could not be rolled back: ${String(error)}`);
  }
}

let savepoints = 0;

async function inSavepoint<T>(parent: TransactionBlock, run: () => T | PromiseLike<T>): Promise<T> {
  if (parent.needsRollback) return withoutSavepoint(parent, run);
  const block = new TransactionBlock(parent.connection, parent);
  savepoints += 1;
  const name = `s${savepoints}`;
  await parent.savepoint("savepoint", name);
  const undo = async (): Promise<void> => {
    try {
      await block.savepoint("rollbackTo", name);
      await block.savepoint("release", name);
    } catch {
      // The savepoint is gone, by an error that ended the whole transaction: only its rollback can follow.
      parent.needsRollback = true;
    }
  };
  let result: T;
  try {
    result = await withConnection(parent.alias, block, run);
  } catch (error) {
    await finish(block);
    await undo();
    throw error;
  }
  await finish(block);
  if (block.needsRollback) {
    await undo();
    return result;
  }
  try {
    if (!(await block.savepoint("release", name))) block.callbacks.length = 0;
  } catch (error) {
    await undo();
    throw error;
  }
  parent.callbacks.push(...block.callbacks);
  parent.referred.addAll(block.referred);
  return result;
}

async function withoutSavepoint<T>(parent: TransactionBlock, run: () => T | PromiseLike<T>): Promise<T> {
  const block = new TransactionBlock(parent.connection, parent);
  block.needsRollback = parent.needsRollback;
  try {
    const result = await withConnection(parent.alias, block, run);
    await finish(block);
    parent.needsRollback = block.needsRollback;
    parent.callbacks.push(...block.callbacks);
    parent.referred.addAll(block.referred);
    return result;
  } catch (error) {
    await finish(block);
    parent.needsRollback = true;
    throw error;
  }
}
