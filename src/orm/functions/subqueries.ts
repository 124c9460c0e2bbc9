import { QueryError } from "../../errors/query.ts";
import { evaluableOf } from "../evaluable.ts";
import type { Evaluable } from "../evaluable.ts";
import type { QueryTree } from "../query/tree.ts";
import type { ConditionOn } from "../typing/conditions.ts";
import type { Computed } from "../typing/expressions.ts";
import type { BooleanField } from "../typing/fields.ts";
import type { FreeField } from "../typing/lookups.ts";
import type { Managed, ModelType } from "../typing/model-type.ts";
import type { FieldNamed, OutputField } from "../typing/output-field.ts";
import type { ColumnOfRow } from "../typing/subquery.ts";
import { computed } from "./computed.ts";
import { djangoOptions } from "./options.ts";
import type { OutputOption } from "./signatures.ts";

/* `Subquery`, `Exists` and `OuterRef` of django/db/models/expressions.py */

/**
 * The one value of another query, for each row of this one; NULL where it has no row.
 *
 * ```ts
 * const newest = Book.objects.filter({ author: OuterRef("pk") }).orderBy("-published");
 * Author.objects.annotate({ newest: Subquery(newest.values("title").slice(0, 1)) });
 * ```
 */
export function Subquery<M extends ModelType, Row, const O extends OutputField = never>(
  queryset: Evaluable<Row> & Managed<M>,
  options?: OutputOption<O>,
): Computed<[O] extends [never] ? ColumnOfRow<M, Row> : FieldNamed<O> | null, []> {
  return computed("Subquery", [treeOf(queryset, "Subquery")], djangoOptions({ ...options }));
}

/** Whether another query has a row, for each row of this one. It is a condition, too: `filter(Exists(...))`. */
export function Exists(
  queryset: Evaluable | { all(): Evaluable },
): Computed<BooleanField, []> & ConditionOn<ModelType> {
  return computed("Exists", [treeOf(queryset, "Exists")]) as Computed<BooleanField, []> &
    ConditionOn<ModelType>;
}

/** A column of the query around the one that it stands in. */
export function OuterRef(path: string): Computed<FreeField, []> {
  return computed("OuterRef", [path]);
}

function treeOf(value: unknown, name: string): QueryTree {
  const evaluable = evaluableOf(value);
  if (evaluable === null) throw new QueryError(`${name}() takes a QuerySet.`);
  return (evaluable as unknown as { readonly tree: QueryTree }).tree;
}
