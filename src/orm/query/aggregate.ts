import { FieldError } from "../../errors/query.ts";
import { sameColumn } from "../expressions/column.ts";
import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import { join, sql, text } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import type { QueryBuilder } from "./builder.ts";
import type { SelectedColumn } from "./parts.ts";
import { selectColumns } from "./select.ts";
import type { Expression } from "./tree.ts";
import { writeSelect } from "./write-select.ts";

/** One row that sums up a query (`Query.get_aggregation`). */
export interface Summary {
  readonly columns: readonly SelectedColumn[];
  write(context: SqlContext): Sql;
}

/** `aggregate()`, and `count()` as an aggregate of its own. */
export function summarise(builder: QueryBuilder, expressions: Readonly<Record<string, Expression>>): Summary {
  const inside = needsSubquery(builder);
  builder.summarises = inside;
  const columns = Object.entries(expressions).map(([name, expression]) => {
    const resolved = builder.parts.resolveExpression(builder, expression, null);
    if (!resolved.containsAggregate) throw new FieldError(`${name} is not an aggregate expression`);
    return { name, expression: resolved };
  });
  builder.selectRelated = false;
  builder.lock = null;
  if (!inside || (!builder.isSliced && builder.distinctFields.length === 0)) {
    builder.ordering = [];
    builder.defaultOrdering = false;
  }
  if (builder.combined !== null) return { columns, write: (context) => writeOver(builder, columns, context) };
  if (inside) return { columns, write: (context) => writeAround(builder, columns, context) };
  builder.selection = { kind: "values", columns };
  return { columns, write: (context) => writeSelect(builder, context) };
}

/** Slices, DISTINCT and groups come first: the aggregates are of their rows. */
function needsSubquery(builder: QueryBuilder): boolean {
  return builder.combined !== null || builder.isSliced || builder.distinct || hasAggregates(builder);
}

function hasAggregates(builder: QueryBuilder): boolean {
  return (
    builder.grouping !== null ||
    builder.where.containsAggregate ||
    [...builder.annotations.values()].some(({ expression }) => expression.containsAggregate)
  );
}

/** Of a combined query, rows are counted as they are. */
function writeOver(builder: QueryBuilder, columns: readonly SelectedColumn[], context: SqlContext): Sql {
  const outer = columns.map(({ expression }) => expression.toSql(context));
  return sql`SELECT ${join(outer, ", ")} FROM (${writeSelect(builder, context)}) subquery`;
}

function writeAround(builder: QueryBuilder, columns: readonly SelectedColumn[], context: SqlContext): Sql {
  const selected = innerColumns(builder);
  const outer = columns.map(({ expression }) =>
    expression.toSql({
      ...context,
      inner: { column: (source) => text(context.dialect.quoteName(nameOf(source))) },
    }),
  );
  if (selected.length === 0) selected.push(primaryKey(builder));
  builder.selection = { kind: "list", columns: selected };
  builder.isSubquery = true;
  builder.namesColumns = true;
  return sql`SELECT ${join(outer, ", ")} FROM (${writeSelect(builder, context)}) subquery`;

  /** Selects what an aggregate reads; the name of its column there. */
  function nameOf(source: SqlExpression): string {
    let position = selected.findIndex(({ expression }) => sameColumn(expression, source));
    if (position < 0) position = selected.push({ name: "", expression: source }) - 1;
    return `col${position + 1}`;
  }
}

/** What the inner query must select for its rows to be the right ones. */
function innerColumns(builder: QueryBuilder): SelectedColumn[] {
  if (builder.selection.kind !== "instances") return [...selectColumns(builder)];
  if (builder.distinct) return [...selectColumns(builder)];
  const annotations = [...builder.annotations].map(([name, { expression }]) => ({ name, expression }));
  if (!hasAggregates(builder)) return [];
  // Each row of the model is a group; an annotation may split it further.
  builder.grouping = [primaryKey(builder).expression];
  return annotations.filter(({ expression }) => expression.groupBy().length > 0);
}

function primaryKey(builder: QueryBuilder): SelectedColumn {
  const pk = builder.relations.pk(builder.meta);
  return { name: "pk", expression: builder.column(builder.base(), pk, null) };
}
