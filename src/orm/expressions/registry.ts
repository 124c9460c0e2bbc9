import { avg, count, max, min, stdDev, sum, variance } from "./aggregate.ts";
import { caseExpression, when } from "./case.ts";
import { combinedExpression } from "./combined.ts";
import { coalesce, greatest, least, nullIf } from "./functions/comparison.ts";
import { cast } from "./functions/cast.ts";
import { castTo, extract, now, trunc } from "./functions/dates.ts";
import { abs, ceil, floor, mod, power, round, sign, sqrt } from "./functions/math.ts";
import {
  concat,
  left,
  length,
  lower,
  lTrim,
  replace,
  right,
  rTrim,
  strIndex,
  substr,
  trim,
  upper,
} from "./functions/text.ts";
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
  Round: round,
  Mod: mod,
  Power: power,
  Sqrt: sqrt,
  Sign: sign,
  Cast: cast,
  Left: left,
  Right: right,
  StrIndex: strIndex,
  Now: now,
  Extract: extract(null),
  ExtractYear: extract("year"),
  ExtractIsoYear: extract("iso_year"),
  ExtractQuarter: extract("quarter"),
  ExtractMonth: extract("month"),
  ExtractWeek: extract("week"),
  ExtractWeekDay: extract("week_day"),
  ExtractIsoWeekDay: extract("iso_week_day"),
  ExtractDay: extract("day"),
  ExtractHour: extract("hour"),
  ExtractMinute: extract("minute"),
  ExtractSecond: extract("second"),
  Trunc: trunc(null),
  TruncYear: trunc("year"),
  TruncQuarter: trunc("quarter"),
  TruncMonth: trunc("month"),
  TruncWeek: trunc("week"),
  TruncDay: trunc("day"),
  TruncHour: trunc("hour"),
  TruncMinute: trunc("minute"),
  TruncSecond: trunc("second"),
  TruncDate: castTo("date"),
  TruncTime: castTo("time"),
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
