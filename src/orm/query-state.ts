import type { ExecutorName } from "./executors/answer.ts";
import type { ModelInstance } from "./instance.ts";
import { combinationOf, refuseOperation } from "./query/combination.ts";
import type { Operation, QueryTree } from "./query/tree.ts";

/** What a QuerySet holds. Immutable, as the QuerySet is. */
export interface QueryState {
  readonly tree: QueryTree;
  /** Runs on this executor only; null: the one that fits. */
  readonly executor: ExecutorName | null;
  /** Rows that prefetchRelated() read already: no query is made for them. */
  readonly rows: readonly unknown[] | null;
  /**
   * The instance that a related manager belongs to: rows whose `attname` has its `value` know it without a query
   * (`QuerySet._known_related_objects`).
   */
  readonly known: KnownRelated | null;
}

export interface KnownRelated {
  readonly accessor: string;
  readonly attname: string;
  readonly value: unknown;
  readonly instance: ModelInstance;
}

/**
 * The state with one more operation; rows that were read do not survive it.
 * @throws NotSupportedError it may not follow union() and its like
 */
export function withOperation(state: QueryState, operation: Operation): QueryState {
  const { tree } = state;
  const combination = combinationOf(tree);
  if (combination !== null) refuseOperation(combination, operation.op);
  return { ...state, tree: { ...tree, operations: [...tree.operations, operation] }, rows: null };
}
