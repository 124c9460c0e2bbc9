import { NotSupportedError } from "../../errors/database.ts";
import type { SqlContext } from "../expressions/expression.ts";
import { EmptyResultSet, FullResultSet, NotCompilable } from "../expressions/result-set.ts";
import { Slot } from "../expressions/slot.ts";
import { join, sql, text } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import { Value } from "../expressions/value.ts";
import { raw } from "../fields/raw.ts";
import { fieldType } from "../fields/registry.ts";
import { className } from "../lookups/registry.ts";
import type { QueryBuilder } from "./builder.ts";
import { groupingSql } from "./group-by.ts";
import { limitSql } from "./limits.ts";
import { lockSql } from "./lock.ts";
import { orderingOf, orderingSql, usesDefaultOrdering } from "./ordering.ts";
import type { Ordering } from "./ordering.ts";
import type { SelectedColumn } from "./parts.ts";
import { sameSql } from "./same-sql.ts";
import type { Where } from "./where.ts";
import { writeCombined } from "./write-combined.ts";

/**
 * The SELECT of a query (`SQLCompiler.as_sql`). Columns and order come before FROM is written: they join.
 * @throws EmptyResultSet no row can match
 */
export function writeSelect(builder: QueryBuilder, context: SqlContext): Sql {
  if (builder.combined !== null) return writeCombined(builder, builder.combined, context);
  const columns = builder.parts.selectColumns(builder);
  // A query that names no table of its own still has one.
  if (builder.joins.all.every((one) => one.references === 0)) builder.base();
  const selected = columns.map((column) => columnSql(column, context));
  const { where, having } = builder.where.splitHaving();
  // The model's own order would add columns to the groups.
  const ordering = builder.grouping !== null && usesDefaultOrdering(builder) ? [] : orderingOf(builder);
  const order = uniqueOrdering(ordering, columns, context);
  const extra = builder.distinct && builder.distinctFields.length === 0 ? orderColumns(order, selected) : [];
  if (extra.length > 0) builder.hiddenColumns = extra.length;
  const distinct = distinctSql(builder, context);
  const grouping = groupingSql(builder, columns, ordering, having, context);
  const list = selectList(builder, [...selected, ...extra], extra.length > 0, context);
  const parts = [
    sql`SELECT ${distinct}${list} FROM ${builder.joins.toSql(context)}`,
    ...whereSql(builder, where, context),
  ];
  if (grouping.length > 0) parts.push(sql`GROUP BY ${join(grouping, ", ")}`);
  if (having !== null) parts.push(sql`HAVING ${having.toSql(context)}`);
  if (order.length > 0)
    parts.push(
      sql`ORDER BY ${join(
        order.map(({ whole }) => whole),
        ", ",
      )}`,
    );
  const limits = limitSql(builder, context);
  if (limits !== null) parts.push(limits);
  const lock = lockSql(builder, columns, context);
  if (lock !== null) parts.push(text(lock));
  const statement = join(parts, " ");
  return builder.isSubquery && extra.length > 0
    ? withoutExtra(statement, selected.length, context)
    : statement;
}

const TRUE = new Value(new Slot(-1, "true", { constant: true }));

function columnSql({ expression }: SelectedColumn, context: SqlContext): Sql {
  const { output } = expression;
  if (output !== null && fieldType(output) === raw)
    throw new NotCompilable(`Values of ${className(output)} are Python's.`);
  try {
    return expression.toSql(context);
  } catch (error) {
    // `SQLCompiler.get_select`
    if (error instanceof EmptyResultSet)
      return expression.emptyResult === undefined
        ? text("0")
        : (expression.emptyResult(context) ?? text("NULL"));
    if (error instanceof FullResultSet) return TRUE.toSql(context);
    throw error;
  }
}

function selectList(
  builder: QueryBuilder,
  columns: readonly Sql[],
  hasExtra: boolean,
  { dialect }: SqlContext,
): Sql {
  const { kind } = builder.selection;
  if (kind === "one") return text(`1 AS ${dialect.quoteName("a")}`);
  if (!builder.namesColumns && !(builder.isSubquery && hasExtra)) return join(columns, ", ");
  return join(
    columns.map((column, index) => sql`${column} AS ${dialect.quoteName(`col${index + 1}`)}`),
    ", ",
  );
}

/** The same expression a second time does not order anything. */
function uniqueOrdering(
  ordering: readonly Ordering[],
  columns: readonly SelectedColumn[],
  context: SqlContext,
): { expression: Sql; whole: Sql }[] {
  const seen: Sql[] = [];
  return ordering
    .map((one) => orderingSql(one, columns, context))
    .filter(({ expression }) => {
      if (seen.some((other) => sameSql(other, expression))) return false;
      seen.push(expression);
      return true;
    });
}

/** SELECT DISTINCT can only be ordered by what it selects (`get_extra_select`). */
function orderColumns(order: readonly { expression: Sql }[], selected: readonly Sql[]): Sql[] {
  return order
    .map(({ expression }) => expression)
    .filter((expression) => !selected.some((column) => sameSql(column, expression)));
}

function distinctSql(builder: QueryBuilder, context: SqlContext): Sql {
  if (!builder.distinct) return text("");
  if (builder.distinctFields.length === 0) return text("DISTINCT ");
  if (!context.dialect.features.supportsDistinctOn)
    throw new NotSupportedError("DISTINCT ON fields is not supported by this database backend");
  const columns = builder.distinctFields.map((name) => builder.reference(name, null).toSql(context));
  return sql`DISTINCT ON (${join(columns, ", ")}) `;
}

function whereSql(builder: QueryBuilder, where: Where | null, context: SqlContext): Sql[] {
  if (where === null || where.isEmpty) return [];
  try {
    return [sql`WHERE ${where.toSql(context)}`];
  } catch (error) {
    if (error instanceof FullResultSet) return [];
    if (error instanceof EmptyResultSet && builder.runsWhenEmpty) return [sql`WHERE 0 = 1`];
    throw error;
  }
}

/** A subquery whose DISTINCT had to select more for its order. */
function withoutExtra(statement: Sql, width: number, { dialect }: SqlContext): Sql {
  const columns = Array.from(
    { length: width },
    (_, index) => `subquery.${dialect.quoteName(`col${index + 1}`)}`,
  );
  return sql`SELECT ${columns.join(", ")} FROM (${statement}) subquery`;
}
