import type { ModelType } from "./model-type.ts";
import type { NextKeys } from "./path.ts";
import type { LookupNames, Where } from "./where.ts";

declare const model: unique symbol;

/** What a `Q` is for the type checker: a condition over rows of `M`. */
export interface ConditionOn<in M extends ModelType> {
  readonly [model]: (row: M) => void;
}

/** What an editor offers while a key is typed: names, then with each "__" the names behind it. It demands nothing. */
export type KeyHints<M extends ModelType, Keys extends string> = {
  readonly [Key in [Keys] extends [never] ? LookupNames<M> : NextKeys<M, Keys>]?: unknown;
};

/** One argument of filter(), exclude(), get(), Q.or() ...: an object of lookups, or a Q. */
export type Condition<M extends ModelType, Keys extends string> =
  (Where<M, Keys> & KeyHints<M, Keys>) | ConditionOn<M>;

/**
 * The arguments of filter(), exclude(), get(), Q.or() ... Each object has a type parameter of its own, so that its keys
 * are its own; four objects are more than calls have (further ones go into a Q), and Qs may be spread.
 *
 * ```ts
 * filter<A extends string = never, B extends string = never, C extends string = never, D extends string = never>(
 *   ...conditions: Conditions<M, A, B, C, D>
 * ): QuerySet<M, Row>;
 * ```
 */
export type Conditions<
  M extends ModelType,
  A extends string,
  B extends string,
  C extends string,
  D extends string,
> = [
  first?: Condition<M, A>,
  second?: Condition<M, B>,
  third?: Condition<M, C>,
  fourth?: Condition<M, D>,
  ...more: ConditionOn<M>[],
];
