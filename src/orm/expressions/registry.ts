import { avg, count, max, min, stdDev, sum, variance } from "./aggregate.ts";
import { caseExpression, when } from "./case.ts";
import { combinedExpression } from "./combined.ts";
import { coalesce, greatest, least, nullIf } from "./functions/comparison.ts";
import { abs, ceil, floor } from "./functions/math.ts";
import { concat, length, lower, lTrim, replace, rTrim, substr, trim, upper } from "./functions/text.ts";
import { namedOutput } from "./output-types.ts";
import type { ResolveExpression, Resolver } from "./resolver.ts";
import { NotCompilable } from "./result-set.ts";
import type { SqlExpression } from "./expression.ts";
import { Func } from "./func.ts";
import { value } from "./value.ts";

/** The expressions that are compiled here, by Django's class name; others run in Python. */
const EXPRESSIONS = {
  F: ([name], _options, resolver) => resolver.reference(name as string),
  OuterRef: ([name], _options, resolver) => resolver.outerReference(name),
  Q: ([condition], _options, resolver) => resolver.condition(condition),
  Exists: ([tree], _options, resolver) => resolver.exists(tree),
  Subquery: ([tree], _options, resolver) => resolver.subquery(tree),
  Value: value,
  CombinedExpression: combinedExpression,
  ExpressionWrapper: ([inner], options, resolver) => {
    const source = resolver.argument(inner);
    return new Func([source], namedOutput(options["output_field"]) ?? source.output, ([sql]) => sql as never);
  },
  When: when,
  Case: caseExpression,
  Count: count,
  Sum: sum,
  Avg: avg,
  Max: max,
  Min: min,
  StdDev: stdDev,
  Variance: variance,
  Coalesce: coalesce,
  NullIf: nullIf,
  Greatest: greatest,
  Least: least,
  Lower: lower,
  Upper: upper,
  Length: length,
  Trim: trim,
  LTrim: lTrim,
  RTrim: rTrim,
  Replace: replace,
  Substr: substr,
  Concat: concat,
  Abs: abs,
  Ceil: ceil,
  Floor: floor,
} satisfies Readonly<Record<string, ResolveExpression>>;

export type ExpressionName = keyof typeof EXPRESSIONS;

/** @throws NotCompilable an expression that only Python knows */
export function resolveByName(
  name: string,
  args: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
  resolver: Resolver,
): SqlExpression {
  if (!Object.hasOwn(EXPRESSIONS, name)) throw new NotCompilable(`The expression ${name}() is Python's.`);
  return EXPRESSIONS[name as ExpressionName](args, options, resolver);
}
