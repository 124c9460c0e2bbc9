import { FieldError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { SqlContext, SqlExpression } from "./expression.ts";
import { join, mapText, sql } from "./sql.ts";
import type { Sql } from "./sql.ts";

/** Writes a function's SQL from that of its arguments. */
export type WriteFunction = (args: readonly Sql[], context: SqlContext) => Sql;

/** An SQL function, or whatever else is written from its arguments (`django.db.models.Func`). */
export class Func implements SqlExpression {
  readonly args: readonly SqlExpression[];
  private readonly write: WriteFunction;
  private readonly outputField: FieldDescription | null | (() => FieldDescription | null);

  constructor(
    args: readonly SqlExpression[],
    output: FieldDescription | null | (() => FieldDescription | null),
    write: WriteFunction,
  ) {
    this.args = args;
    this.outputField = output;
    this.write = write;
  }

  get output(): FieldDescription | null {
    return typeof this.outputField === "function" ? this.outputField() : this.outputField;
  }

  get conditional(): boolean {
    return this.output?.internalType === "BooleanField";
  }

  get containsAggregate(): boolean {
    return this.args.some((arg) => arg.containsAggregate);
  }

  toSql(context: SqlContext): Sql {
    const written = this.write(
      this.args.map((arg) => arg.toSql(context)),
      context,
    );
    return this.isDecimal() ? mapText(written, context.dialect.exactDecimal) : written;
  }

  /** `SQLiteNumericMixin`: what has no type of its own gets it from around it. */
  private isDecimal(): boolean {
    try {
      return this.output?.internalType === "DecimalField";
    } catch (error) {
      if (error instanceof FieldError) return false;
      throw error;
    }
  }

  columns(): readonly SqlExpression[] {
    return this.args.flatMap((arg) => arg.columns());
  }

  groupBy(): readonly SqlExpression[] {
    return this.containsAggregate ? this.args.flatMap((arg) => arg.groupBy()) : [this];
  }
}

/** `NAME(a, b)`. */
export function call(name: string): WriteFunction {
  return (args) => sql`${name}(${join(args, ", ")})`;
}
