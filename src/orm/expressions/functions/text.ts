import { Func, call } from "../func.ts";
import { outputField } from "../output-field.ts";
import { namedOutput } from "../output-types.ts";
import type { ResolveExpression } from "../resolver.ts";
import { join, mapText, sql } from "../sql.ts";

/* django/db/models/functions/text.py */

function textFunction(name: string, output: string): ResolveExpression {
  return (args, options, resolver) =>
    new Func(
      args.map((arg) => resolver.argument(arg)),
      namedOutput(options["output_field"]) ?? outputField(output),
      call(name),
    );
}

export const lower = textFunction("LOWER", "CharField");
export const upper = textFunction("UPPER", "CharField");
export const length = textFunction("LENGTH", "IntegerField");
export const trim = textFunction("TRIM", "CharField");
export const lTrim = textFunction("LTRIM", "CharField");
export const rTrim = textFunction("RTRIM", "CharField");
export const replace = textFunction("REPLACE", "CharField");
export const substr = textFunction("SUBSTR", "CharField");

/** Text put together; NULL counts as no text. */
export const concat: ResolveExpression = (args, options, resolver) =>
  new Func(
    args.map((arg) => resolver.argument(arg)),
    namedOutput(options["output_field"]) ?? outputField("CharField"),
    (parts, { dialect }) =>
      sql`(${join(
        parts.map((part) => sql`COALESCE(${mapText(part, dialect.castText)}, '')`),
        " || ",
      )})`,
  );
