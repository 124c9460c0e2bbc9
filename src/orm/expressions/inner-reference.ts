import type { FieldDescription } from "../../manifest/schema.ts";
import type { SqlContext, SqlExpression } from "./expression.ts";
import type { Sql } from "./sql.ts";

/** An annotation of a query, seen from the query around it that sums it up (`Ref` with `summarize`). */
export class InnerReference implements SqlExpression {
  private readonly source: SqlExpression;
  readonly containsAggregate = false;

  constructor(source: SqlExpression) {
    this.source = source;
  }

  get output(): FieldDescription | null {
    return this.source.output;
  }

  get conditional(): boolean {
    return this.source.conditional;
  }

  toSql(context: SqlContext): Sql {
    return context.inner === undefined ? this.source.toSql(context) : context.inner.column(this.source);
  }

  columns(): readonly SqlExpression[] {
    return [];
  }

  groupBy(): readonly SqlExpression[] {
    return [];
  }
}
