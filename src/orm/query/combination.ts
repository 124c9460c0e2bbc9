import { NotSupportedError } from "../../errors/database.ts";
import type { Combination, Operation, QueryTree } from "./tree.ts";

// What may be asked of a query after `union()` and its like (`QuerySet._not_support_combined_queries`).

type CombinedTree = Extract<Operation, { op: "combine" }>;

/** The queries that a tree combines; null: it is no combined one. */
export function combinationOf({ operations }: QueryTree): CombinedTree | null {
  const [first] = operations;
  return first?.op === "combine" ? first : null;
}

/**
 * Django's names of the methods that may not follow. It lets `select_for_update()` through and then locks nothing; here that
 * is said.
 */
const REFUSED: Readonly<Record<Operation["op"], string | null>> = {
  combine: null,
  filter: "filter",
  exclude: "exclude",
  orderBy: null,
  reverse: null,
  distinct: "distinct",
  slice: null,
  selectRelated: "select_related",
  prefetchRelated: "prefetch_related",
  only: "only",
  defer: "defer",
  values: null,
  valuesList: null,
  annotate: "annotate",
  alias: "alias",
  selectForUpdate: "select_for_update",
  none: null,
};

/** @throws NotSupportedError the operation has no meaning for a combined query */
export function refuseOperation({ combinator }: Combination, op: Operation["op"]): void {
  const method = REFUSED[op];
  if (method !== null) throw notSupported(method, combinator);
}

/** @throws NotSupportedError the tree is a combined one, for which the method has no meaning */
export function refuseCombined(tree: QueryTree, method: string): void {
  const combination = combinationOf(tree);
  if (combination !== null) throw notSupported(method, combination.combinator);
}

function notSupported(method: string, combinator: Combination["combinator"]): NotSupportedError {
  return new NotSupportedError(`Calling QuerySet.${method}() after ${combinator}() is not supported.`);
}
