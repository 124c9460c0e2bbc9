import type { Argument, Computed, ExpressionOn, Source } from "../typing/expressions.ts";
import type { ModelType } from "../typing/model-type.ts";
import { computed } from "./computed.ts";
import { named } from "./signatures.ts";
import type { OneArgument, TwoArguments } from "./signatures.ts";

/* django/db/models/functions/math.py */

export const Abs = named<OneArgument<"number">>("Abs");
export const Ceil = named<OneArgument<"number">>("Ceil");
export const Floor = named<OneArgument<"number">>("Floor");
/** -1, 0 or 1. */
export const Sign = named<OneArgument<"number">>("Sign");

/** Rounded to places behind the point; negative ones before it. */
export function Round<M extends ModelType, const A extends Source>(
  source: Argument<M, A> | ExpressionOn<M>,
  precision: number = 0,
): Computed<"number", [A], M> {
  return computed("Round", [source], { precision });
}

export const Mod = named<TwoArguments<"numeric">>("Mod");
export const Power = named<TwoArguments<"numeric">>("Power");
export const Sqrt = named<OneArgument<"numeric">>("Sqrt");
export const Exp = named<OneArgument<"numeric">>("Exp");
/** The natural logarithm. */
export const Ln = named<OneArgument<"numeric">>("Ln");
/** The logarithm of the second value by the first as its base. */
export const Log = named<TwoArguments<"numeric">>("Log");
export const Sin = named<OneArgument<"numeric">>("Sin");
export const Cos = named<OneArgument<"numeric">>("Cos");
export const Tan = named<OneArgument<"numeric">>("Tan");
export const Cot = named<OneArgument<"numeric">>("Cot");
export const ASin = named<OneArgument<"numeric">>("ASin");
export const ACos = named<OneArgument<"numeric">>("ACos");
export const ATan = named<OneArgument<"numeric">>("ATan");
export const ATan2 = named<TwoArguments<"numeric">>("ATan2");
export const Degrees = named<OneArgument<"numeric">>("Degrees");
export const Radians = named<OneArgument<"numeric">>("Radians");
export const Pi = named<() => Computed<"float", []>>("Pi");
/** A number from 0 to 1. */
export const Random = named<() => Computed<"float", []>>("Random");
