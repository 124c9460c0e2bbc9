import { DatabaseError } from "../../errors/database.ts";
import { sameColumn } from "../expressions/column.ts";
import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import { EmptyResultSet } from "../expressions/result-set.ts";
import { join, sql, text } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import type { CombinedQueries, QueryBuilder } from "./builder.ts";
import { limitSql } from "./limits.ts";
import { direction, usesDefaultOrdering } from "./ordering.ts";
import { selectNames } from "./select.ts";
import type { OrderTerm } from "./tree.ts";

const SET_OPERATORS = {
  union: "UNION",
  intersection: "INTERSECT",
  difference: "EXCEPT",
} as const satisfies Record<CombinedQueries["combinator"], string>;

/**
 * The SQL of a combined query (`SQLCompiler.as_sql`, `get_combinator_sql`).
 * @throws EmptyResultSet no row can be in it
 * @throws DatabaseError a query is ordered or sliced where the database has no such thing; or the order is by no column
 */
export function writeCombined(builder: QueryBuilder, combined: CombinedQueries, context: SqlContext): Sql {
  const order = orderSql(builder);
  if (!context.dialect.features.supportsSlicingOrderingInCompound)
    for (const query of combined.queries) refuseSlicedOrOrdered(query);
  const rows = join(partsSql(builder, combined, context), ` ${operatorOf(combined)} `);
  const onlyExistence = builder.selection.kind === "one";
  const parts = [
    onlyExistence ? sql`SELECT 1 AS ${context.dialect.quoteName("a")} FROM (${rows}) subquery` : rows,
  ];
  if (order.length > 0) parts.push(text(`ORDER BY ${order.join(", ")}`));
  const limits = limitSql(builder, context);
  if (limits !== null) parts.push(limits);
  return join(parts, " ");
}

function operatorOf({ combinator, all }: CombinedQueries): string {
  return all && combinator === "union" ? "UNION ALL" : SET_OPERATORS[combinator];
}

function refuseSlicedOrOrdered(query: QueryBuilder): void {
  if (query.isSliced)
    throw new DatabaseError(
      "LIMIT/OFFSET not allowed in subqueries of compound statements. Slice the combined query.",
    );
  const ordered = usesDefaultOrdering(query)
    ? query.meta.description.ordering.length > 0
    : query.ordering.length > 0;
  if (ordered)
    throw new DatabaseError(
      "ORDER BY not allowed in subqueries of compound statements. " +
        "Clear the order of each query (Meta.ordering, too) with orderBy(), and order the combined query.",
    );
}

function partsSql(builder: QueryBuilder, combined: CombinedQueries, context: SqlContext): Sql[] {
  const { combinator, queries } = combined;
  const parts: Sql[] = [];
  let empty: QueryBuilder | null = null;
  for (const query of queries) {
    if (builder.runsWhenEmpty) query.runsWhenEmpty = true;
    try {
      parts.push(partSql(builder, query, context));
    } catch (error) {
      // A union has the rows of the others, a difference nothing to take away.
      const needless = combinator === "union" || (combinator === "difference" && parts.length > 0);
      if (!(error instanceof EmptyResultSet) || !needless) throw error;
      empty = query;
    }
  }
  if (parts.length === 0) throw new EmptyResultSet();
  // One query that is sliced itself cannot have a second LIMIT.
  if (parts.length === 1 && combinator === "union" && builder.isSliced && empty !== null) {
    empty.runsWhenEmpty = true;
    parts.push(partSql(builder, empty, context));
  }
  return parts;
}

/** `_get_combinator_part_sql`. */
function partSql(builder: QueryBuilder, query: QueryBuilder, context: SqlContext): Sql {
  const { selection } = builder;
  // values() of the whole is values() of each query that has none of its own.
  if ("columns" in selection && query.selection.kind === "instances")
    selectNames(
      query,
      "list",
      selection.columns.map(({ name }) => name),
    );
  const { supportsSlicingOrderingInCompound, supportsParenthesesInCompound } = context.dialect.features;
  const written = builder.parts.writeSelect(query, context);
  if (query.combined === null) return supportsSlicingOrderingInCompound ? sql`(${written})` : written;
  return supportsParenthesesInCompound ? sql`(${written})` : sql`SELECT * FROM (${written})`;
}

/** By position: the columns of the whole have no table that a name could belong to. */
function orderSql(builder: QueryBuilder): readonly string[] {
  const columns = builder.parts.selectColumns(builder);
  const seen = new Set<number>();
  const order: string[] = [];
  for (const term of builder.ordering) {
    const { expression, descending, nulls } = resolved(builder, term);
    const position = columns.findIndex((column) => sameColumn(column.expression, expression));
    if (position < 0)
      throw new DatabaseError(
        "ORDER BY term does not match any column in the result set. A combined query is ordered by what it selects.",
      );
    if (seen.has(position)) continue;
    seen.add(position);
    order.push(`${position + 1} ${descending ? "DESC" : "ASC"}${nulls === null ? "" : ` NULLS ${nulls}`}`);
  }
  return order;
}

interface ResolvedTerm {
  readonly expression: SqlExpression | null;
  readonly descending: boolean;
  readonly nulls: "FIRST" | "LAST" | null;
}

/** A name is a column's; unlike elsewhere, one of a relation is not ordered as its model is. */
function resolved(builder: QueryBuilder, term: OrderTerm): ResolvedTerm {
  const reversed = !builder.standardOrdering;
  if (term === "?") return { expression: null, descending: false, nulls: null };
  if (typeof term === "string") {
    const { name, descending } = direction(term, reversed);
    const expression = builder.selectedByName(name) ?? builder.reference(name, null);
    return { expression, descending, nulls: null };
  }
  const expression = builder.parts.resolveExpression(builder, term.expression, null);
  const first = (term.nulls === "first") !== reversed;
  const nulls = term.nulls === null ? null : first ? "FIRST" : "LAST";
  return { expression, descending: term.descending !== reversed, nulls };
}
