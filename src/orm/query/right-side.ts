import { QueryError } from "../../errors/query.ts";
import { Column } from "../expressions/column.ts";
import type { SqlExpression } from "../expressions/expression.ts";
import { NotCompilable } from "../expressions/result-set.ts";
import { Slot } from "../expressions/slot.ts";
import type { RightSide } from "../lookups/lookup.ts";
import type { QueryBuilder } from "./builder.ts";
import type { Join } from "./joins.ts";
import { namedColumn } from "./select.ts";
import type { ShapedTree, ShapedValue } from "./shaped.ts";
import type { Subquery } from "./subquery.ts";
import { subqueryOf } from "./subquery.ts";
import { isExpression } from "./tree.ts";

/** What stands on the right of a lookup, when its names are resolved; a subquery's columns depend on the left. */
export interface PendingRight {
  resolve(lhs: SqlExpression): RightSide;
}

/** `Query.resolve_lookup_value`. */
export function rightSideOf(
  builder: QueryBuilder,
  value: ShapedValue,
  reuse: Set<Join> | null,
): PendingRight {
  if (value instanceof Slot) return resolved({ kind: "value", slot: value });
  if (isExpression(value))
    return resolved({
      kind: "expression",
      expression: builder.parts.resolveExpression(builder, value, reuse),
    });
  if (isList(value)) {
    const items = value.map((item) => rightSideOf(builder, item, reuse));
    return { resolve: (lhs) => ({ kind: "items", items: items.map((item) => item.resolve(lhs)) }) };
  }
  const subquery = subqueryOf(builder, value);
  return { resolve: (lhs) => ({ kind: "expression", expression: selectFor(subquery, lhs, builder) }) };
}

function isList(value: ShapedTree | readonly ShapedValue[]): value is readonly ShapedValue[] {
  return Array.isArray(value);
}

function resolved(side: RightSide): PendingRight {
  return { resolve: () => side };
}

/** Gives a QuerySet on the right of a lookup the column that the left is compared with (`RelatedIn`, `In`, `Exact`). */
function selectFor(subquery: Subquery, lhs: SqlExpression, outer: QueryBuilder): Subquery {
  const inner = subquery.builder;
  if (inner.selection.kind !== "instances") {
    if (subquery.width() !== 1)
      throw new QueryError(
        `The QuerySet value for the 'in' lookup must have 1 selected fields (received ${subquery.width()})`,
      );
    return subquery;
  }
  const related = lhs instanceof Column ? lhs.related : null;
  if (related !== null) {
    const to = outer.relations.model(related.model);
    const primary = lhs instanceof Column && lhs.field.primaryKey;
    const own = primary ? outer.relations.model(lhs.field.model) : to;
    if (!outer.relations.compatible(inner.meta, to) && !outer.relations.compatible(inner.meta, own))
      throw new QueryError(
        `Cannot use QuerySet for "${inner.meta.description.name}": Use a QuerySet for "${to.description.name}".`,
      );
  }
  const name = related === null || related.target.primaryKey ? "pk" : related.target.name;
  if (inner.annotations.size > 0)
    throw new NotCompilable("A QuerySet with annotations as the value of a lookup.");
  inner.selection = { kind: "list", columns: [{ name, expression: namedColumn(inner, name) }] };
  inner.selectRelated = false;
  return subquery;
}
