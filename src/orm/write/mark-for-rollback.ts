import { inAtomicBlock, setRollback } from "../transaction/atomic.ts";

/**
 * `transaction.mark_for_rollback_on_error`: after a write that failed, an atomic block around it runs nothing more. Databases differ
 * there (SQLite would go on), Django does not.
 */
export async function markForRollback<T>(alias: string, write: () => T | PromiseLike<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (inAtomicBlock(alias)) setRollback(true, alias);
    throw error;
  }
}
