import { NotSupportedError } from "../../errors/database.ts";
import type { SqlContext } from "../expressions/expression.ts";
import { FullResultSet, NotCompilable } from "../expressions/result-set.ts";
import type { Slot } from "../expressions/slot.ts";
import { join, sql, text } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import { raw } from "../fields/raw.ts";
import { fieldType } from "../fields/registry.ts";
import { className } from "../lookups/registry.ts";
import type { QueryBuilder } from "./builder.ts";
import { orderingOf, orderingSql } from "./ordering.ts";
import type { SelectedColumn } from "./parts.ts";
import type { Where } from "./where.ts";

/**
 * The SELECT of a query (`SQLCompiler.as_sql`). Columns and order come before FROM is written: they join.
 * @throws EmptyResultSet no row can match
 */
export function writeSelect(builder: QueryBuilder, context: SqlContext): Sql {
  const columns = builder.parts.selectColumns(builder);
  // A query that names no table of its own still has one.
  if (builder.joins.all.every((one) => one.references === 0)) builder.base();
  const selected = columns.map((column) => columnSql(column, context));
  const order = uniqueOrdering(builder, context);
  const extra = builder.distinct && builder.distinctFields.length === 0 ? orderColumns(order, selected) : [];
  if (extra.length > 0) builder.hiddenColumns = extra.length;
  const namesColumns = builder.namesColumns || (builder.isSubquery && extra.length > 0);
  const distinct = distinctSql(builder, context);
  const { where, having } = builder.where.splitHaving();
  const parts: Sql[] = [
    sql`SELECT ${distinct}${selectList(builder, [...selected, ...extra], namesColumns, context)} FROM ${builder.joins.toSql(context)}`,
    ...clause("WHERE", where, context),
  ];
  if (having !== null) throw new NotCompilable("A condition on an aggregate.");
  if (order.length > 0)
    parts.push(
      sql`ORDER BY ${join(
        order.map(({ whole }) => whole),
        ", ",
      )}`,
    );
  const limits = limitSql(builder, context);
  if (limits !== null) parts.push(limits);
  const statement = join(parts, " ");
  return builder.isSubquery && extra.length > 0
    ? withoutExtra(statement, selected.length, context)
    : statement;
}

function columnSql({ expression }: SelectedColumn, context: SqlContext): Sql {
  const { output } = expression;
  if (output !== null && fieldType(output) === raw)
    throw new NotCompilable(`Values of ${className(output)} are Python's.`);
  return expression.toSql(context);
}

function selectList(
  { selection: { kind } }: QueryBuilder,
  columns: readonly Sql[],
  namesColumns: boolean,
  { dialect }: SqlContext,
): Sql {
  if (kind === "one") return text(`1 AS ${dialect.quoteName("a")}`);
  if (kind === "count") return text("COUNT(*)");
  if (!namesColumns) return join(columns, ", ");
  return join(
    columns.map((column, index) => sql`${column} AS ${dialect.quoteName(`col${index + 1}`)}`),
    ", ",
  );
}

/** The same expression a second time does not order anything. */
function uniqueOrdering(builder: QueryBuilder, context: SqlContext): { expression: Sql; whole: Sql }[] {
  const seen: Sql[] = [];
  return orderingOf(builder)
    .map((ordering) => orderingSql(ordering, context))
    .filter(({ expression }) => {
      if (seen.some((other) => same(other, expression))) return false;
      seen.push(expression);
      return true;
    });
}

/** SELECT DISTINCT can only be ordered by what it selects (`get_extra_select`). */
function orderColumns(order: readonly { expression: Sql }[], selected: readonly Sql[]): Sql[] {
  return order
    .map(({ expression }) => expression)
    .filter((expression) => !selected.some((column) => same(column, expression)));
}

function same(one: Sql, other: Sql): boolean {
  return (
    one.text === other.text &&
    one.params.length === other.params.length &&
    one.params.every((param, index) => param.slot >= 0 && param.slot === other.params[index]?.slot)
  );
}

function distinctSql(builder: QueryBuilder, context: SqlContext): Sql {
  if (!builder.distinct) return text("");
  if (builder.distinctFields.length === 0) return text("DISTINCT ");
  if (!context.dialect.features.supportsDistinctOn)
    throw new NotSupportedError("DISTINCT ON fields is not supported by this database backend");
  const columns = builder.distinctFields.map((name) => builder.reference(name, null).toSql(context));
  return sql`DISTINCT ON (${join(columns, ", ")}) `;
}

function clause(keyword: string, where: Where | null, context: SqlContext): Sql[] {
  if (where === null || where.isEmpty) return [];
  try {
    return [sql`${keyword} ${where.toSql(context)}`];
  } catch (error) {
    if (error instanceof FullResultSet) return [];
    throw error;
  }
}

function limitSql({ limit, offset }: QueryBuilder, { dialect }: SqlContext): Sql | null {
  if (limit === null && offset === null) return null;
  const params: Sql[] = [];
  const placeholder = (slot: Slot): string => {
    const part = slot.parameter((value) => value);
    params.push(part);
    return part.text;
  };
  const limitText = limit === null ? null : limit === 1 ? "1" : placeholder(limit);
  const offsetText = offset === null ? null : placeholder(offset);
  return { text: dialect.limitOffset(limitText, offsetText), params: params.flatMap((part) => part.params) };
}

/** A subquery whose DISTINCT had to select more for its order. */
function withoutExtra(statement: Sql, width: number, { dialect }: SqlContext): Sql {
  const columns = Array.from(
    { length: width },
    (_, index) => `subquery.${dialect.quoteName(`col${index + 1}`)}`,
  );
  return sql`SELECT ${columns.join(", ")} FROM (${statement}) subquery`;
}
