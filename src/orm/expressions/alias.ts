import type { Dialect } from "../backends/backend.ts";

/**
 * The name of a table in a query. Columns point to the alias itself: renaming it (a query becomes a subquery) renames
 * them all.
 */
export class TableAlias {
  readonly table: string;
  name: string;

  constructor(table: string, name: string) {
    this.table = table;
    this.name = name;
  }

  /** Made-up names stay unquoted (`SQLCompiler.quote_name_unless_alias`). */
  toSql(dialect: Dialect): string {
    return this.name === this.table ? dialect.quoteName(this.name) : this.name;
  }
}
