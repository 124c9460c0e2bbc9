import type { CastType } from "../../backends/backend.ts";
import { isExpression } from "../../query/tree.ts";
import { Func } from "../func.ts";
import { namedOutput } from "../output-types.ts";
import type { ResolveExpression } from "../resolver.ts";
import { NotCompilable } from "../result-set.ts";
import { mapText } from "../sql.ts";
import type { Sql } from "../sql.ts";

/** `Cast` (django/db/models/functions/comparison.py). */
export const cast: ResolveExpression = ([source], options, resolver) => {
  const type = castType(options["output_field"]);
  return new Func([resolver.argument(source)], namedOutput(options["output_field"]), ([sql], { dialect }) =>
    mapText(sql as Sql, (written) => {
      const whole = dialect.cast(written, type);
      if (whole === null) throw new NotCompilable(`Cast() to ${type.internalType}.`);
      return whole;
    }),
  );
};

function castType(field: unknown): CastType {
  if (!isExpression(field)) return { internalType: String(field) };
  const { max_length, max_digits, decimal_places } = field.options as Readonly<Record<string, number>>;
  return {
    internalType: field.name,
    ...(max_length === undefined ? {} : { maxLength: Number(max_length) }),
    ...(max_digits === undefined ? {} : { maxDigits: Number(max_digits) }),
    ...(decimal_places === undefined ? {} : { decimalPlaces: Number(decimal_places) }),
  };
}
