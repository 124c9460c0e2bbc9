import { Coalesce } from "../coalesce.ts";
import { Func, call } from "../func.ts";
import type { WriteFunction } from "../func.ts";
import { commonOutput, namedOutput } from "../output-types.ts";
import type { ResolveExpression } from "../resolver.ts";

/* django/db/models/functions/comparison.py */

/** A function of values of one kind, that gives one of them. */
function oneOf(write: WriteFunction): ResolveExpression {
  return (args, options, resolver) => {
    const sources = args.map((arg) => resolver.argument(arg));
    return new Func(sources, namedOutput(options["output_field"]) ?? commonOutput(sources), write);
  };
}

export const coalesce: ResolveExpression = (args, options, resolver) => {
  const sources = args.map((arg) => resolver.argument(arg));
  return new Coalesce(sources, namedOutput(options["output_field"]) ?? commonOutput(sources));
};

export const nullIf = oneOf(call("NULLIF"));

export const greatest = oneOf((args, context) => call(context.dialect.greatest)(args, context));

export const least = oneOf((args, context) => call(context.dialect.least)(args, context));
