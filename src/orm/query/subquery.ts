import type { FieldDescription } from "../../manifest/schema.ts";
import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import { outputField } from "../expressions/output-field.ts";
import { EmptyResultSet } from "../expressions/result-set.ts";
import { sql, text } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import { modelGrouping } from "./annotate.ts";
import type { CombinedQueries, QueryBuilder } from "./builder.ts";
import { clearNeedlessOrdering, clearOrdering } from "./combine.ts";
import type { OuterReference, OuterResolver } from "./outer-reference.ts";
import type { ShapedTree } from "./shaped.ts";

/** A tree inside another one, as the value of a lookup or of `Subquery`. */
export function subqueryOf(outer: QueryBuilder, tree: ShapedTree): Subquery {
  return new Subquery(within(outer, outer.parts.buildTree(tree)));
}

/** A query that is built already, inside another one. */
export function subqueryFor(outer: QueryBuilder, inner: QueryBuilder): Subquery {
  return new Subquery(within(outer, inner));
}

/** Makes a query part of another one (`Query.resolve_expression`): its tables get other names, its references a meaning. */
export function within(outer: QueryBuilder, inner: QueryBuilder): QueryBuilder {
  for (const query of inner.combined?.queries ?? []) within(outer, query);
  inner.joins.renameWithin(outer.joins);
  inner.isSubquery = true;
  const resolver: OuterResolver = {
    reference: (name, reuse) => outer.reference(name, reuse),
    addOuterReference: (reference: OuterReference) => outer.outerReferences.push(reference),
  };
  for (const reference of inner.outerReferences) reference.bind(resolver);
  return inner;
}

/** A SELECT in parentheses. */
export class Subquery implements SqlExpression {
  readonly builder: QueryBuilder;
  readonly containsAggregate = false;

  constructor(builder: QueryBuilder) {
    this.builder = builder;
  }

  get output(): FieldDescription | null {
    return this.builder.parts.selectColumns(this.builder)[0]?.expression.output ?? null;
  }

  get conditional(): boolean {
    return this.output?.internalType === "BooleanField";
  }

  /** How many columns it has. */
  width(): number {
    return this.builder.parts.selectColumns(this.builder).length;
  }

  toSql(context: SqlContext): Sql {
    // Order means nothing in there unless rows are cut off by it, or locked (`Query.clear_ordering`).
    clearNeedlessOrdering(this.builder);
    for (const query of this.builder.combined?.queries ?? []) clearNeedlessOrdering(query);
    return sql`(${this.builder.parts.writeSelect(this.builder, context)})`;
  }

  columns(): readonly SqlExpression[] {
    return [];
  }

  emptyResult(): Sql {
    return text("NULL");
  }

  groupBy(): readonly SqlExpression[] {
    return [this];
  }
}

/** `EXISTS(SELECT 1 ...)`. */
export class Exists implements SqlExpression {
  readonly builder: QueryBuilder;
  readonly output = outputField("BooleanField");
  readonly conditional = true;
  readonly containsAggregate = false;

  constructor(builder: QueryBuilder) {
    this.builder = builder;
    onlyExistence(builder);
  }

  toSql(context: SqlContext): Sql {
    try {
      return sql`EXISTS(${this.builder.parts.writeSelect(this.builder, context)})`;
    } catch (error) {
      // False, not "no rows": it may be one of several conditions.
      if (error instanceof EmptyResultSet) return sql`1 = 0`;
      throw error;
    }
  }

  columns(): readonly SqlExpression[] {
    return [];
  }

  groupBy(): readonly SqlExpression[] {
    return [this];
  }
}

/** `Query.exists`: changes a query to one that only says whether there is a row. */
export function onlyExistence(builder: QueryBuilder): void {
  if (builder.combined !== null) existenceOfParts(builder, builder.combined);
  else if (!(builder.distinct && builder.isSliced)) {
    // Conditions on aggregates need their groups.
    if (builder.grouping === "model") builder.grouping = modelGrouping(builder);
    builder.selection = { kind: "one" };
    builder.selectRelated = false;
  }
  clearOrdering(builder);
  builder.limit = 1;
}

/** Of a union, a row of any query is one of the whole; of the others, and of a slice, rows must be compared and counted. */
function existenceOfParts(builder: QueryBuilder, { combinator, queries }: CombinedQueries): void {
  builder.selection = { kind: "one" };
  if (combinator !== "union" || builder.isSliced) return;
  for (const query of queries) {
    const { limit } = query;
    onlyExistence(query);
    query.limit = limit;
  }
}
