import type { ModelMeta } from "../../orm/meta.ts";
import { atomic, inAtomicBlock } from "../../orm/transaction/atomic.ts";
import { isPythonDefault } from "../../orm/write/field-default.ts";
import { columnReason } from "../../orm/write/needs-python.ts";

/**
 * A row and its many-to-many keys in one transaction; without such keys the row's save() is enough. Where the model has
 * Python of its own, Python owns the transaction: that cannot be changed once it is under way.
 */
export function together<T>(
  meta: ModelMeta,
  manyNames: readonly string[],
  write: () => Promise<T>,
): Promise<T> {
  if (manyNames.length === 0) return write();
  const using = meta.description.database.write;
  if (using === "python") return write();
  const python = !inAtomicBlock(using) && needsPython(meta, manyNames);
  return atomic(write, { using, python });
}

function needsPython(meta: ModelMeta, manyNames: readonly string[]): boolean {
  const { hooks } = meta.description;
  return (
    hooks.save !== null ||
    manyNames.some((name) => hooks.m2mChanged[name] !== undefined) ||
    Object.values(hooks.queryset).some((methods) => methods["create"] !== undefined) ||
    columnReason(meta.concreteFields) !== null ||
    meta.concreteFields.some(isPythonDefault)
  );
}
