import { locksRows } from "../query/lock.ts";
import type { QueryTree } from "../query/tree.ts";
import { modelMeta } from "../runtime.ts";

/**
 * The database alias that a query goes to; "python" in a model's route is no alias. Rows that are locked are about to be
 * written (`QuerySet._for_write`).
 */
export function aliasOf(tree: QueryTree): string {
  if (tree.using !== null) return tree.using;
  const { read, write } = modelMeta(tree.model).description.database;
  return read !== write && locksRows(tree) ? write : read;
}
