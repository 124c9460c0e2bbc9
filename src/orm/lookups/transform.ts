import type { FieldDescription } from "../../manifest/schema.ts";
import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import { outputField } from "../expressions/output-field.ts";
import { mapText } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import type { Lookup } from "./lookup.ts";

/** What stands between a field and a lookup: "year" in `published__year__gte` (`django.db.models.Transform`). */
export interface Transform {
  readonly name: string;
  /** Internal type of what comes out. */
  readonly output: string;
  /** Internal types of the fields that have it. */
  readonly inputs: readonly string[];
  /** Rewrites the SQL of what is transformed. */
  toSql(lhs: string, input: FieldDescription, context: SqlContext): string;
  /** Lookups on the transformed value that are written in another way. */
  readonly lookups?: Readonly<Record<string, Lookup>>;
}

/** A transform applied to an expression. */
export class Transformed implements SqlExpression {
  readonly transform: Transform;
  readonly source: SqlExpression;
  readonly output: FieldDescription;

  constructor(transform: Transform, source: SqlExpression) {
    this.transform = transform;
    this.source = source;
    this.output = outputField(transform.output);
  }

  get containsAggregate(): boolean {
    return this.source.containsAggregate;
  }

  get conditional(): boolean {
    return this.output.internalType === "BooleanField";
  }

  toSql(context: SqlContext): Sql {
    const input = this.source.output as FieldDescription;
    return mapText(this.source.toSql(context), (text) => this.transform.toSql(text, input, context));
  }

  columns(): readonly SqlExpression[] {
    return this.source.columns();
  }

  groupBy(): readonly SqlExpression[] {
    return this.containsAggregate ? this.source.groupBy() : [this];
  }
}
