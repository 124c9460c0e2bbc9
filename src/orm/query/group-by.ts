import { Column } from "../expressions/column.ts";
import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import { EmptyResultSet, FullResultSet } from "../expressions/result-set.ts";
import { text } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import type { QueryBuilder } from "./builder.ts";
import type { Ordering } from "./ordering.ts";
import type { SelectedColumn } from "./parts.ts";
import { sameSql } from "./same-sql.ts";
import type { Where } from "./where.ts";

/** The GROUP BY of a query (`SQLCompiler.get_group_by`): everything that is selected or ordered by, but for aggregates. */
export function groupingSql(
  builder: QueryBuilder,
  columns: readonly SelectedColumn[],
  ordering: readonly Ordering[],
  having: Where | null,
  context: SqlContext,
): readonly Sql[] {
  if (builder.grouping === null) return [];
  const fromHaving = having?.groupBy() ?? [];
  const expressions = [
    ...(builder.grouping === "model" ? [] : builder.grouping),
    ...columns.flatMap(({ expression }) => expression.groupBy()),
    ...ordering.flatMap(({ expression }) => expression?.groupBy() ?? []),
    ...fromHaving,
  ];
  const kept = context.dialect.groupsByPrimaryKey ? withoutDependent(expressions, fromHaving) : expressions;
  const written: Sql[] = [];
  for (const expression of kept) {
    const sql = expressionSql(expression, columns, context);
    if (sql !== null && !written.some((other) => sameSql(other, sql))) written.push(sql);
  }
  return written;
}

/** `collapse_group_by`: with a table's primary key, its other columns are known. */
function withoutDependent(
  expressions: readonly SqlExpression[],
  having: readonly SqlExpression[],
): readonly SqlExpression[] {
  const keyed = new Set(expressions.filter(isKey).map((expression) => (expression as Column).alias));
  return expressions.filter(
    (expression) =>
      isKey(expression) ||
      having.includes(expression) ||
      !(expression instanceof Column && keyed.has(expression.alias)),
  );
}

function isKey(expression: SqlExpression): boolean {
  return expression instanceof Column && expression.field.primaryKey;
}

/**
 * An expression with parameters is grouped by its position: written a second time it would have other parameters, and
 * PostgreSQL would take it for another one.
 */
function expressionSql(
  expression: SqlExpression,
  columns: readonly SelectedColumn[],
  context: SqlContext,
): Sql | null {
  const position = columns.findIndex((column) => column.expression === expression);
  try {
    const sql = expression.toSql(context);
    return position >= 0 && sql.params.length > 0 ? text(String(position + 1)) : sql;
  } catch (error) {
    if (error instanceof EmptyResultSet || error instanceof FullResultSet) return null;
    throw error;
  }
}
