import type { FieldDescription } from "../../manifest/schema.ts";
import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import { NotCompilable } from "../expressions/result-set.ts";
import type { Sql } from "../expressions/sql.ts";

/** `OuterRef`: a name of the query around this one, known when this one becomes a subquery of it. */
export class OuterReference implements SqlExpression {
  /** Resolves the name in the query around. */
  readonly resolve: (outer: OuterResolver) => SqlExpression;
  private resolved: SqlExpression | null = null;

  constructor(resolve: (outer: OuterResolver) => SqlExpression) {
    this.resolve = resolve;
  }

  bind(outer: OuterResolver): void {
    this.resolved = this.resolve(outer);
  }

  get output(): FieldDescription | null {
    return this.resolved?.output ?? null;
  }

  get conditional(): boolean {
    return this.resolved?.conditional ?? false;
  }

  readonly containsAggregate = false;

  toSql(context: SqlContext): Sql {
    if (this.resolved === null)
      throw new NotCompilable(
        "This queryset contains a reference to an outer query and may only be used in a subquery.",
      );
    return this.resolved.toSql(context);
  }

  columns(): readonly SqlExpression[] {
    return this.resolved?.columns() ?? [];
  }

  groupBy(): readonly SqlExpression[] {
    return [];
  }
}

/** The query around, as far as a reference to it needs. */
export interface OuterResolver {
  /** The value of a name there. */
  reference(name: string, reuse: null): SqlExpression;
  /** A reference from there to the query around it in turn. */
  addOuterReference(reference: OuterReference): void;
}
