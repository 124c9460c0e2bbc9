import { FieldError, QueryError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { SqlContext, SqlExpression } from "./expression.ts";
import { Coalesce } from "./coalesce.ts";
import { outputField } from "./output-field.ts";
import { namedOutput, numberKind, sameKind } from "./output-types.ts";
import type { ResolveExpression } from "./resolver.ts";
import { FullResultSet } from "./result-set.ts";
import { mapText, sql, text } from "./sql.ts";
import type { Sql } from "./sql.ts";

/** An aggregate function over the rows of a group (`django/db/models/aggregates.py`). */
export class Aggregate implements SqlExpression {
  private readonly name: string;
  /** Null: `COUNT(*)`. */
  private readonly source: SqlExpression | null;
  private readonly distinct: boolean;
  private readonly filter: SqlExpression | null;
  readonly output: FieldDescription | null;
  readonly containsAggregate = true;
  readonly conditional = false;

  constructor(
    name: string,
    source: SqlExpression | null,
    output: FieldDescription | null,
    options: { readonly distinct: boolean; readonly filter: SqlExpression | null },
  ) {
    this.name = name;
    this.source = source;
    this.output = output;
    this.distinct = options.distinct;
    this.filter = options.filter;
  }

  toSql(context: SqlContext): Sql {
    const argument = this.source?.toSql(context) ?? text("*");
    const whole = sql`${this.name}(${this.distinct ? "DISTINCT " : ""}${argument})`;
    const filtered = this.filtered(whole, context);
    return this.output?.internalType === "DecimalField"
      ? mapText(filtered, context.dialect.exactDecimal)
      : filtered;
  }

  columns(): readonly SqlExpression[] {
    return [...(this.source?.columns() ?? []), ...(this.filter?.columns() ?? [])];
  }

  groupBy(): readonly SqlExpression[] {
    return [];
  }

  emptyResult(): Sql {
    return text(this.name === "COUNT" ? "0" : "NULL");
  }

  private filtered(whole: Sql, context: SqlContext): Sql {
    if (this.filter === null) return whole;
    try {
      return sql`${whole} FILTER (WHERE ${this.filter.toSql(context)})`;
    } catch (error) {
      if (error instanceof FullResultSet) return whole;
      throw error;
    }
  }
}

interface AggregateKind {
  /** The SQL function; for a sample, another one. */
  readonly name: string;
  readonly sampleName?: string;
  output(source: SqlExpression): FieldDescription | null;
}

function aggregate(django: string, { name, sampleName, output }: AggregateKind): ResolveExpression {
  return ([argument], options, resolver) => {
    const source = resolver.argument(argument);
    if (source.containsAggregate)
      throw new FieldError(
        `Cannot compute ${django}('${String(argument)}'): '${String(argument)}' is an aggregate`,
      );
    const filter = options["filter"];
    const result = new Aggregate(
      isTrue(options["sample"]) ? (sampleName ?? name) : name,
      source,
      namedOutput(options["output_field"]) ?? output(source),
      {
        distinct: isTrue(options["distinct"]),
        filter: filter === undefined || filter === null ? null : resolver.condition(filter),
      },
    );
    const fallback = options["default"];
    if (fallback === undefined) return result;
    return new Coalesce([result, resolver.argument(fallback)], result.output);
  };
}

/** A boolean option is a slot whose kind says which. */
function isTrue(option: unknown): boolean {
  return option === true || (option as { kind?: unknown } | undefined)?.kind === "true";
}

export const count: ResolveExpression = (args, options, resolver) => {
  if (args[0] !== "*") return countColumn(args, options, resolver);
  if (options["filter"] !== undefined)
    throw new QueryError("Star cannot be used with filter. Please specify a field.");
  return new Aggregate("COUNT", null, outputField("IntegerField"), { distinct: false, filter: null });
};

const countColumn = aggregate("Count", { name: "COUNT", output: () => outputField("IntegerField") });

export const sum = aggregate("Sum", { name: "SUM", output: sameKind });

export const avg = aggregate("Avg", { name: "AVG", output: averageOutput });

export const max = aggregate("Max", { name: "MAX", output: sameKind });

export const min = aggregate("Min", { name: "MIN", output: sameKind });

export const stdDev = aggregate("StdDev", {
  name: "STDDEV_POP",
  sampleName: "STDDEV_SAMP",
  output: averageOutput,
});

export const variance = aggregate("Variance", {
  name: "VAR_POP",
  sampleName: "VAR_SAMP",
  output: averageOutput,
});

/** `NumericOutputFieldMixin`: of integers a float. */
function averageOutput(source: SqlExpression): FieldDescription | null {
  return numberKind(source.output) === "integer" ? outputField("FloatField") : sameKind(source);
}
