import { Func, call } from "../func.ts";
import { namedOutput, sameKind } from "../output-types.ts";
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

export const abs = mathFunction("ABS");
export const ceil = mathFunction("CEILING");
export const floor = mathFunction("FLOOR");
