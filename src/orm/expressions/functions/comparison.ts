import { Func, call } from "../func.ts";
import type { WriteFunction } from "../func.ts";
import { commonOutput, namedOutput } from "../output-types.ts";
import type { ResolveExpression } from "../resolver.ts";

/* django/db/models/functions/comparison.py */

/** A function of values of one kind, that gives one of them. */
function oneOf(name: string, write: WriteFunction): ResolveExpression {
  return (args, options, resolver) => {
    const sources = args.map((arg) => resolver.argument(arg));
    const output = namedOutput(options["output_field"]) ?? commonOutput(sources, name);
    return new Func(sources, output, write);
  };
}

export const coalesce = oneOf("Coalesce", call("COALESCE"));

export const nullIf = oneOf("NullIf", call("NULLIF"));

export const greatest = oneOf("Greatest", (args, context) => call(context.dialect.greatest)(args, context));

export const least = oneOf("Least", (args, context) => call(context.dialect.least)(args, context));
