import { QueryError } from "../errors/query.ts";
import { conditionOf } from "./conditions.ts";
import { fetchRows } from "./fetch.ts";
import { hasInstances, refuseSliced } from "./query-rules.ts";
import { withOperation } from "./query-state.ts";
import type { QueryState } from "./query-state.ts";
import { modelMeta } from "./runtime.ts";

/**
 * `QuerySet.in_bulk()`: rows by a unique field.
 *
 * @param ids undefined: all rows
 */
export async function rowsByKey(
  state: QueryState,
  ids: readonly unknown[] | undefined,
  name = "pk",
): Promise<Map<unknown, unknown>> {
  const { tree } = state;
  refuseSliced(tree, "Cannot use 'limit' or 'offset' with in_bulk().");
  if (!hasInstances(tree)) throw new QueryError("in_bulk() cannot be used with values() or values_list().");
  const field = modelMeta(tree.model).field(name);
  if (field === undefined || !(field.unique || field.primaryKey))
    throw new QueryError(`in_bulk()'s field_name must be a unique field but '${name}' isn't.`);
  if (ids?.length === 0) return new Map();
  const query =
    ids === undefined
      ? state
      : withOperation(state, { op: "filter", where: conditionOf([{ [`${name}__in`]: ids }]) });
  const rows = await fetchRows(withOperation(query, { op: "orderBy", terms: [] }));
  const attname = name === "pk" ? "pk" : field.attname;
  return new Map(rows.map((row) => [(row as Record<string, unknown>)[attname], row]));
}
