import { openConnection } from "../connections.ts";
import { TransactionBlock } from "./block.ts";
import { ReferredKeys, missingRow } from "./referred-keys.ts";

/**
 * Runs writes, and refuses a foreign key to nowhere when they are done rather than when the transaction around ends:
 * `DatabaseWrapper.check_constraints`, of what these writes wrote. Outside of a transaction the statement was refused.
 *
 * @throws IntegrityError
 */
export async function verifyingReferences<T>(alias: string, write: () => Promise<T>): Promise<T> {
  const block = openConnection(alias);
  if (!(block instanceof TransactionBlock)) return write();
  const before = block.referred;
  block.referred = new ReferredKeys();
  try {
    const result = await write();
    const field = block.needsRollback ? null : await block.referred.missing(block);
    if (field === null) return result;
    block.needsRollback = true;
    throw missingRow(field);
  } finally {
    before.addAll(block.referred);
    block.referred = before;
  }
}
