import { QueryError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { SqlContext, SqlExpression } from "./expression.ts";
import { commonOutput, namedOutput } from "./output-types.ts";
import type { ResolveExpression } from "./resolver.ts";
import { EmptyResultSet, FullResultSet } from "./result-set.ts";
import { Slot } from "./slot.ts";
import { join, mapText, sql } from "./sql.ts";
import type { Sql } from "./sql.ts";
import { Value } from "./value.ts";

/** `WHEN condition THEN result`: part of a `Case`. */
export class When implements SqlExpression {
  readonly condition: SqlExpression;
  readonly result: SqlExpression;
  readonly conditional = false;

  constructor(condition: SqlExpression, result: SqlExpression) {
    this.condition = condition;
    this.result = result;
  }

  get output(): FieldDescription | null {
    return this.result.output;
  }

  get containsAggregate(): boolean {
    return this.condition.containsAggregate || this.result.containsAggregate;
  }

  toSql(context: SqlContext): Sql {
    return sql`WHEN ${this.condition.toSql(context)} THEN ${this.result.toSql(context)}`;
  }

  columns(): readonly SqlExpression[] {
    return [...this.condition.columns(), ...this.result.columns()];
  }

  groupBy(): readonly SqlExpression[] {
    return [...this.condition.groupBy(), ...this.result.groupBy()];
  }
}

/** `CASE WHEN ... ELSE ... END` (`django.db.models.Case`). */
export class Case implements SqlExpression {
  private readonly cases: readonly When[];
  private readonly otherwise: SqlExpression;
  readonly output: FieldDescription | null;

  constructor(cases: readonly When[], otherwise: SqlExpression, output: FieldDescription | null) {
    this.cases = cases;
    this.otherwise = otherwise;
    this.output = output ?? commonOutput([...cases, otherwise]);
  }

  get conditional(): boolean {
    return this.output?.internalType === "BooleanField";
  }

  get containsAggregate(): boolean {
    return this.parts().some((part) => part.containsAggregate);
  }

  toSql(context: SqlContext): Sql {
    const written: Sql[] = [];
    let otherwise = this.otherwise;
    for (const one of this.cases) {
      try {
        written.push(one.toSql(context));
      } catch (error) {
        if (error instanceof EmptyResultSet) continue;
        if (!(error instanceof FullResultSet)) throw error;
        // Always true: what comes after is never asked.
        otherwise = one.result;
        break;
      }
    }
    const last = otherwise.toSql(context);
    if (written.length === 0) return last;
    const whole = sql`CASE ${join(written, " ")} ELSE ${last} END`;
    return this.output?.internalType === "DecimalField"
      ? mapText(whole, context.dialect.exactDecimal)
      : whole;
  }

  columns(): readonly SqlExpression[] {
    return this.parts().flatMap((part) => part.columns());
  }

  groupBy(): readonly SqlExpression[] {
    return this.containsAggregate ? this.parts().flatMap((part) => part.groupBy()) : [this];
  }

  private parts(): readonly SqlExpression[] {
    return [...this.cases, this.otherwise];
  }
}

/** Arguments: the condition, and what it gives (by position or as `then`). */
export const when: ResolveExpression = ([condition, result], options, resolver) =>
  new When(resolver.condition(condition), resolver.argument(result ?? options["then"]));

export const caseExpression: ResolveExpression = (args, options, resolver) => {
  const cases = args.map((arg) => {
    const resolved = resolver.argument(arg);
    if (!(resolved instanceof When)) throw new QueryError("Positional arguments must all be When objects.");
    return resolved;
  });
  const otherwise = options["default"];
  return new Case(
    cases,
    otherwise === undefined ? new Value(new Slot(-1, "null")) : resolver.argument(otherwise),
    namedOutput(options["output_field"]),
  );
};
