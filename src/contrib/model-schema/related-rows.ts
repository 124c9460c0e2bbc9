import { RelationNotLoaded } from "../../errors/orm.ts";
import { isEvaluable } from "../../orm/evaluable.ts";
import type { Evaluable } from "../../orm/evaluable.ts";
import { isPromiseLike } from "../../util/maybe-promise.ts";

/**
 * What stands in a row for many others, as an array: a manager's rows are those that were read ahead, or read now
 * where the database answers at once. A QuerySet stays one: the response step reads it.
 *
 * @throws RelationNotLoaded the rows would have to be waited for.
 */
export function relatedRows(value: unknown, accessor: string): unknown {
  if (!isManager(value)) return value;
  const rows = value.all().evaluate();
  if (!isPromiseLike(rows)) return rows;
  throw new RelationNotLoaded(
    `"${accessor}" was not read with the rows: add prefetchRelated("${accessor}") to the query.`,
  );
}

function isManager(value: unknown): value is { all(): Evaluable } {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !isEvaluable(value) &&
    typeof (value as { all?: unknown }).all === "function"
  );
}
