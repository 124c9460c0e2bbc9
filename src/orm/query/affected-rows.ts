import type { SqlContext } from "../expressions/expression.ts";
import { FullResultSet } from "../expressions/result-set.ts";
import { sql } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import { QueryBuilder } from "./builder.ts";
import { subqueryFor } from "./subquery.ts";

/**
 * The WHERE of an UPDATE or DELETE. Those name one table only: rows that a query finds through others are named by their
 * keys (`SQLUpdateCompiler.pre_sql_setup`, `SQLDeleteCompiler.as_sql`).
 * @throws EmptyResultSet no row can match
 */
export function affectedRows(builder: QueryBuilder, context: SqlContext): Sql {
  const condition = findsByItself(builder) ? builder.where : null;
  try {
    return condition === null ? keysOf(builder, context) : sql` WHERE ${condition.toSql(context)}`;
  } catch (error) {
    if (error instanceof FullResultSet) return sql``;
    throw error;
  }
}

/** Whether the rows are told by columns of their own table alone. */
export function findsByItself(builder: QueryBuilder): boolean {
  builder.base();
  const tables = builder.joins.all.filter(({ references }) => references > 0);
  return tables.length === 1 && !builder.isSliced && !builder.where.containsAggregate;
}

function keysOf(builder: QueryBuilder, context: SqlContext): Sql {
  const { meta, relations, parts } = builder;
  const outer = new QueryBuilder(meta, relations, parts);
  const key = outer.column(outer.base(), relations.pk(meta), null);
  builder.selectRelated = false;
  builder.selection = {
    kind: "list",
    columns: [{ name: "pk", expression: builder.column(builder.base(), relations.pk(meta), null) }],
  };
  return sql` WHERE ${key.toSql(context)} IN ${subqueryFor(outer, builder).toSql(context)}`;
}
