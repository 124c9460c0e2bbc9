import { TransactionManagementError } from "../../errors/transaction.ts";
import type { PythonBridge } from "../../manifest/bridge.ts";
import { openConnection, openConnections } from "../connections.ts";
import { runtime } from "../runtime.ts";
import { TransactionBlock } from "./block.ts";

/**
 * Where something that needs Python runs: in the worker that owns the transaction around, or in any worker where there is no
 * transaction.
 *
 * @param alias the database that it reads or writes
 * @param what what needs Python and why, for the error: "Saving catalog.Book runs Python: it overrides save()"
 * @throws TransactionManagementError in a native block: another connection would not see what the block has written
 */
export function pythonSession(alias: string, what: string): Pick<PythonBridge, "request"> {
  const { bridge } = runtime();
  // A router's answer that is not stable: no transaction of ours is on it.
  const block = alias === "python" ? null : openConnection(alias);
  if (!(block instanceof TransactionBlock)) return bridge;
  if (block.session !== null) return block.session;
  throw new TransactionManagementError(
    `${what}. The atomic block around it is native, and its transaction cannot change hands: open it with atomic(fn, { python: true }).`,
  );
}

/**
 * Where a function of the project's runs, which may read and write any database: in the worker that owns a transaction
 * around, or in any worker where there is none.
 *
 * @throws TransactionManagementError in native blocks only
 */
export function callSession(what: string): Pick<PythonBridge, "request"> {
  const blocks = openConnections().filter((connection) => connection instanceof TransactionBlock);
  const owned = blocks.find(({ python }) => python !== null)?.session;
  if (owned) return owned;
  if (blocks.length === 0) return runtime().bridge;
  throw new TransactionManagementError(
    `${what} runs in Python, and the atomic block around it is native: Python would not see what the block has written. ` +
      'Open it with atomic(fn, { python: true }); a function that reads and writes no database may run outside of it: { transaction: "outside" }.',
  );
}
