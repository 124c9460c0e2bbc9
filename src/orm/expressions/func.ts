import type { FieldDescription } from "../../manifest/schema.ts";
import type { SqlContext, SqlExpression } from "./expression.ts";
import { join, mapText, sql } from "./sql.ts";
import type { Sql } from "./sql.ts";

/** Writes a function's SQL from that of its arguments. */
export type WriteFunction = (args: readonly Sql[], context: SqlContext) => Sql;

/** An SQL function, or whatever else is written from its arguments (`django.db.models.Func`). */
export class Func implements SqlExpression {
  readonly args: readonly SqlExpression[];
  readonly output: FieldDescription | null;
  private readonly write: WriteFunction;

  constructor(args: readonly SqlExpression[], output: FieldDescription | null, write: WriteFunction) {
    this.args = args;
    this.output = output;
    this.write = write;
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
    return this.output?.internalType === "DecimalField"
      ? mapText(written, context.dialect.exactDecimal)
      : written;
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
