import type { SqlContext } from "../expressions/expression.ts";
import { sql } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import { affectedRows } from "./affected-rows.ts";
import type { QueryBuilder } from "./builder.ts";

/** DELETE of a query's rows, and of nothing that points to them (`SQLDeleteCompiler`). */
export function writeDelete(builder: QueryBuilder, context: SqlContext): Sql {
  const table = context.dialect.quoteName(builder.meta.description.table);
  return sql`DELETE FROM ${table}${affectedRows(builder, context)}`;
}
