import { Func, call } from "../func.ts";
import type { FieldDescription } from "../../../manifest/schema.ts";
import type { SqlContext, SqlExpression } from "../expression.ts";
import { outputField } from "../output-field.ts";
import { commonOutput, namedOutput, numberKind, sameKind } from "../output-types.ts";
import { Slot } from "../slot.ts";
import { mapText } from "../sql.ts";
import type { Sql } from "../sql.ts";
import type { ResolveExpression } from "../resolver.ts";

/* django/db/models/functions/math.py */

function mathFunction(name: string): ResolveExpression {
  return (args, options, resolver) => {
    const sources = args.map((arg) => resolver.argument(arg));
    const [first] = sources;
    const output = namedOutput(options["output_field"]) ?? (first === undefined ? null : sameKind(first));
    return new Func(sources, output, call(name));
  };
}

/** `NumericOutputFieldMixin`: a decimal if one is, else of integers a float. */
function numericOutput(sources: readonly SqlExpression[]): FieldDescription | null {
  const kinds = sources.map(({ output }) => numberKind(output));
  if (kinds.includes("decimal")) return outputField("DecimalField");
  return kinds.includes("integer") ? outputField("FloatField") : commonOutput(sources);
}

function numericFunction(name: string, exact = false): ResolveExpression {
  return (args, options, resolver) => {
    const sources = args.map((arg) => resolver.argument(arg));
    return new Func(
      sources,
      namedOutput(options["output_field"]) ?? numericOutput(sources),
      (written, context) => call(name)(exact ? exactNumbers(written, sources, context) : written, context),
    );
  };
}

/** `FixDecimalInputMixin` */
function exactNumbers(
  written: readonly Sql[],
  sources: readonly SqlExpression[],
  { dialect }: SqlContext,
): readonly Sql[] {
  return written.map((sql, index) =>
    numberKind(sources[index]?.output ?? null) === "float" ? mapText(sql, dialect.exactNumber) : sql,
  );
}

export const power = numericFunction("POWER");
export const sqrt = numericFunction("SQRT");
export const mod = numericFunction("MOD", true);
export const sign = mathFunction("SIGN");

export const round: ResolveExpression = ([source, position], options, resolver) => {
  const expression = resolver.argument(source);
  const precision = resolver.argument(
    options["precision"] ?? position ?? new Slot(-1, "integer", { constant: 0 }),
  );
  return new Func(
    [expression, precision],
    namedOutput(options["output_field"]) ?? sameKind(expression),
    (written, context) => call("ROUND")(exactNumbers(written, [expression], context), context),
  );
};

export const abs = mathFunction("ABS");
export const ceil = mathFunction("CEILING");
export const floor = mathFunction("FLOOR");
