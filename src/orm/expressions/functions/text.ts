import type { FieldDescription } from "../../../manifest/schema.ts";
import type { SqlExpression } from "../expression.ts";
import { Func, call } from "../func.ts";
import { outputField } from "../output-field.ts";
import { commonField, namedOutput } from "../output-types.ts";
import type { ResolveExpression } from "../resolver.ts";
import { Slot } from "../slot.ts";
import { join, mapText, mapTexts, sql } from "../sql.ts";

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
/** Without a third argument what was found is left out. */
export const replace: ResolveExpression = (args, options, resolver) =>
  replaceText(
    args.length < 3 ? [...args, new Slot(-1, "string", { constant: "" })] : args,
    options,
    resolver,
  );

const replaceText = textFunction("REPLACE", "CharField");
export const substr = textFunction("SUBSTR", "CharField");

/** `Concat` is pairs in pairs, from the right, each of which has one type. */
function pairedOutput(sources: readonly SqlExpression[]): FieldDescription | null {
  return sources.reduceRight<FieldDescription | null>(
    (output, source) => commonField([source.output, output]),
    null,
  );
}

/** Text put together; NULL counts as no text. */
export const concat: ResolveExpression = (args, options, resolver) => {
  const sources = args.map((arg) => resolver.argument(arg));
  return new Func(
    sources,
    namedOutput(options["output_field"]) ?? pairedOutput(sources),
    (parts, { dialect }) =>
      sql`(${join(
        parts.map((part) => sql`COALESCE(${mapText(part, dialect.castText)}, '')`),
        " || ",
      )})`,
  );
};

/** `LEFT`, on SQLite a part from the first character; `RIGHT` one that is counted from the end. */
export const left: ResolveExpression = ([source, length], options, resolver) =>
  new Func([resolver.argument(source), resolver.argument(length)], textOutput(options), (args, { dialect }) =>
    mapTexts(args, (text, count) => dialect.text.left(text as string, count as string)),
  );

export const right: ResolveExpression = ([source, length], options, resolver) =>
  new Func([resolver.argument(source), resolver.argument(length)], textOutput(options), (args, { dialect }) =>
    mapTexts(args, (text, count) => dialect.text.right(text as string, count as string)),
  );

export const strIndex: ResolveExpression = ([source, part], options, resolver) =>
  new Func(
    [resolver.argument(source), resolver.argument(part)],
    namedOutput(options["output_field"]) ?? outputField("IntegerField"),
    (args, context) => call(context.dialect.text.position)(args, context),
  );

function textOutput(options: Readonly<Record<string, unknown>>): FieldDescription {
  return namedOutput(options["output_field"]) ?? outputField("CharField");
}
