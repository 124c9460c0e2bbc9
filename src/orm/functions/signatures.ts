import type { Argument, Arguments, Computed, ExpressionOn, Source } from "../typing/expressions.ts";
import type { ModelType } from "../typing/model-type.ts";
import type { OutputField, RuleOr } from "../typing/output-field.ts";
import { computed } from "./computed.ts";
import { djangoOptions } from "./options.ts";

export interface OutputOption<O extends OutputField> {
  /** The field that says what the value is, where that cannot be told from the arguments. */
  readonly outputField?: O;
}

/** A function of one value. */
export type OneArgument<Rule> = <M extends ModelType, const A extends Source>(
  source: Argument<M, A> | ExpressionOn<M>,
) => Computed<Rule, [A], M>;

/** A function of two values. */
export type TwoArguments<Rule> = <M extends ModelType, const A extends Source, const B extends Source>(
  first: Argument<M, A> | ExpressionOn<M>,
  second: Argument<M, B> | ExpressionOn<M>,
) => Computed<Rule, [A, B], M>;

/** A function of three values, the last of which may be left out. */
export type TwoOrThreeArguments<Rule> = <
  M extends ModelType,
  const A extends Source,
  const B extends Source,
  const C extends Source = never,
>(
  first: Argument<M, A> | ExpressionOn<M>,
  second: Argument<M, B> | ExpressionOn<M>,
  third?: Argument<M, C> | ExpressionOn<M>,
) => Computed<Rule, [A, B, C], M>;

/** A function of three values. */
export type ThreeArguments<Rule> = <
  M extends ModelType,
  const A extends Source,
  const B extends Source,
  const C extends Source,
>(
  first: Argument<M, A> | ExpressionOn<M>,
  second: Argument<M, B> | ExpressionOn<M>,
  third: Argument<M, C> | ExpressionOn<M>,
) => Computed<Rule, [A, B, C], M>;

/** A function of a value and a number. */
export type WithNumber<Rule> = <M extends ModelType, const A extends Source>(
  source: Argument<M, A> | ExpressionOn<M>,
  number: number,
) => Computed<Rule, [A], M>;

/** A function of any number of values. */
export type ManyArguments<Rule> = <M extends ModelType, const Args extends readonly Source[]>(
  ...sources: Arguments<M, Args> | readonly ExpressionOn<M>[]
) => Computed<Rule, Args, M>;

/** The same, with options behind the values. */
export type ManyArgumentsWithOptions<Rule> = <
  M extends ModelType,
  const Args extends readonly (Source | OutputOption<OutputField>)[],
>(
  ...sources: Arguments<M, Args> | readonly ExpressionOn<M>[]
) => Computed<RuleOr<OutputIn<Args>, Rule>, SourcesIn<Args>, M>;

/** What the options behind the arguments say of the output. */
export type OutputIn<Args extends readonly unknown[]> = Args extends readonly [...unknown[], infer Last]
  ? Last extends { readonly outputField: infer O }
    ? O
    : never
  : never;

/** The arguments without the options behind them. */
export type SourcesIn<Args extends readonly unknown[]> = Args extends readonly [
  ...infer Sources,
  { readonly outputField: unknown },
]
  ? Sources
  : Args;

/** A function of Django's, by its class name: its arguments as they are. */
export function named<Signature>(name: string): Signature {
  return ((...args: readonly unknown[]) =>
    computed(
      name,
      args.filter((arg) => arg !== undefined),
    )) as Signature;
}

/** The same for functions that take options behind their arguments. */
export function namedWithOptions<Signature>(name: string): Signature {
  return ((...args: readonly unknown[]) => {
    const last = args.at(-1);
    const options = isOptions(last) ? last : undefined;
    return computed(name, options === undefined ? args : args.slice(0, -1), djangoOptions(options));
  }) as Signature;
}

/** A plain object among arguments is none of them. */
export function isOptions(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !isNode(value)
  );
}

function isNode(value: object): boolean {
  return Object.getOwnPropertySymbols(value).length > 0;
}
