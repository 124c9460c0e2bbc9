import { QueryError } from "../errors/query.ts";
import type { ModelMeta } from "./meta.ts";
import { combinationOf } from "./query/combination.ts";
import { sliceMarks } from "./query/slices.ts";
import type { Operation, QueryTree, ResultShape } from "./query/tree.ts";
import { operationFromWire } from "./query/wire.ts";

/** `Query.is_sliced`. */
export function isSliced(tree: QueryTree): boolean {
  return tree.operations.some(({ op }) => op === "slice");
}

/** What a row of the tree is: the last values() or valuesList() says; of a combined query, its first query's. */
export function rowKind({ operations }: QueryTree): ResultShape["kind"] {
  for (const operation of operations.toReversed()) {
    if (operation.op === "values") return "values";
    if (operation.op === "valuesList") return operation.flat ? "flat" : "list";
    if (operation.op === "combine") return rowKind(operation.queries[0] as QueryTree);
  }
  return "instances";
}

/** Rows are instances: neither values() nor valuesList() was called. */
export function hasInstances(tree: QueryTree): boolean {
  return rowKind(tree) === "instances";
}

/** `Query.is_empty`: none() was called, or a slice left nothing. */
export function isEmpty({ operations }: QueryTree): boolean {
  return operations.some(({ op }) => op === "none") || sliceMarks(operations)?.limit === 0;
}

/** @throws QueryError in the words of Django's TypeError. */
export function refuseSliced(tree: QueryTree, message: string): void {
  if (isSliced(tree)) throw new QueryError(message);
}

/**
 * `QuerySet.ordered`: an order_by() stands, or `Meta.ordering` does. A manager in Python may order too; what it adds is not
 * known here.
 */
export function isOrdered(tree: QueryTree, meta: ModelMeta): boolean {
  const combined = combinationOf(tree) !== null;
  const operations = combined ? tree.operations : [...managerOperations(tree, meta), ...tree.operations];
  const ordering = operations.findLast(({ op }) => op === "orderBy");
  if (ordering?.op === "orderBy") return ordering.terms.length > 0;
  return !combined && meta.description.ordering.length > 0;
}

/** `Query.distinct_fields`. */
export function hasDistinctFields(tree: QueryTree): boolean {
  return tree.operations.some((operation) => operation.op === "distinct" && operation.fields.length > 0);
}

function managerOperations(tree: QueryTree, meta: ModelMeta): readonly Operation[] {
  const manager = meta.description.managers.find(({ name }) => name === tree.manager);
  return manager?.filter.kind === "operations" ? manager.filter.operations.map(operationFromWire) : [];
}
