import type { FieldDescription } from "../../manifest/schema.ts";
import { connectionFor } from "../connections.ts";
import { TransactionBlock } from "../transaction/block.ts";
import { ReferredKeys } from "../transaction/referred-keys.ts";

/**
 * Runs a statement that writes these columns. A foreign key to nowhere is named in its error; in a transaction, where the
 * error comes at the end, it is remembered for then. Values are as the driver is given them.
 */
export async function referring<T>(
  alias: string,
  fields: readonly FieldDescription[],
  rows: () => readonly (readonly unknown[])[],
  write: () => Promise<T>,
): Promise<T> {
  const referred = fields.flatMap((field, index) =>
    field.relation === null ? [] : [[field, index] as const],
  );
  if (referred.length === 0) return write();
  const block = connectionFor(alias);
  try {
    const result = await write();
    if (block instanceof TransactionBlock) note(block.referred, referred, rows());
    return result;
  } catch (error) {
    if (block instanceof TransactionBlock) throw error;
    const keys = new ReferredKeys();
    note(keys, referred, rows());
    throw await keys.explained(error, block);
  }
}

function note(
  keys: ReferredKeys,
  referred: readonly (readonly [FieldDescription, number])[],
  rows: readonly (readonly unknown[])[],
): void {
  for (const row of rows) for (const [field, index] of referred) keys.add(field, row[index]);
}
