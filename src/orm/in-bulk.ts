import { QueryError } from "../errors/query.ts";
import type { FieldDescription } from "../manifest/schema.ts";
import { conditionOf } from "./conditions.ts";
import { fetchRows } from "./fetch.ts";
import type { ModelMeta } from "./meta.ts";
import { hasInstances, refuseSliced } from "./query-rules.ts";
import { withOperation } from "./query-state.ts";
import type { QueryState } from "./query-state.ts";
import type { QueryTree } from "./query/tree.ts";
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
  const meta = modelMeta(tree.model);
  const field = meta.field(name);
  if (field === undefined || !isUnique(field, meta, tree))
    throw new QueryError(`in_bulk()'s field_name must be a unique field but '${name}' isn't.`);
  if (ids?.length === 0) return new Map();
  const query =
    ids === undefined
      ? state
      : withOperation(state, { op: "filter", where: conditionOf([{ [`${name}__in`]: ids }]) });
  const rows = await fetchRows(query);
  const attname = name === "pk" ? "pk" : field.attname;
  return new Map(rows.map((row) => [(row as Record<string, unknown>)[attname], row]));
}

/** By itself, by a constraint (`Options.total_unique_constraints`), or because the query gives one row a value. */
function isUnique(field: FieldDescription, { description }: ModelMeta, { operations }: QueryTree): boolean {
  const alone = (names: readonly string[]): boolean => names.length === 1 && names[0] === field.name;
  const distinct = operations.findLast((operation) => operation.op === "distinct");
  return (
    field.unique ||
    field.primaryKey ||
    description.constraints.some(
      ({ kind, conditional, fields }) => kind === "unique" && !conditional && alone(fields),
    ) ||
    (distinct?.op === "distinct" && alone(distinct.fields))
  );
}
