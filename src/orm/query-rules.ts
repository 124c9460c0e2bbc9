import { QueryError } from "../errors/query.ts";
import type { ModelMeta } from "./meta.ts";
import type { Operation, QueryTree } from "./query/tree.ts";
import { operationFromWire } from "./query/wire.ts";

/** `Query.is_sliced`. */
export function isSliced(tree: QueryTree): boolean {
  return tree.operations.some(({ op }) => op === "slice");
}

/** Rows are instances: neither values() nor valuesList() was called. */
export function hasInstances(tree: QueryTree): boolean {
  return !tree.operations.some(({ op }) => op === "values" || op === "valuesList");
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
  const operations = [...managerOperations(tree, meta), ...tree.operations];
  const ordering = operations.findLast(({ op }) => op === "orderBy");
  if (ordering?.op === "orderBy") return ordering.terms.length > 0;
  return meta.description.ordering.length > 0;
}

/** `Query.distinct_fields`. */
export function hasDistinctFields(tree: QueryTree): boolean {
  return tree.operations.some((operation) => operation.op === "distinct" && operation.fields.length > 0);
}

function managerOperations(tree: QueryTree, meta: ModelMeta): readonly Operation[] {
  const manager = meta.description.managers.find(({ name }) => name === tree.manager);
  return manager?.filter.kind === "operations" ? manager.filter.operations.map(operationFromWire) : [];
}
