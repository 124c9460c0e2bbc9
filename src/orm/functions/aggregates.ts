import type {
  Argument,
  Computed,
  ConditionArgument,
  Conditions,
  ExpressionOn,
  Source,
} from "../typing/expressions.ts";
import type { ModelType } from "../typing/model-type.ts";
import type { OutputField } from "../typing/output-field.ts";
import type { AggregatedAs } from "../typing/rules.ts";
import { computed } from "./computed.ts";
import { djangoOptions } from "./options.ts";

/* django/db/models/aggregates.py */

/** What every aggregate takes. */
export interface AggregateOptions<M extends ModelType, C> {
  /** Each value once. */
  readonly distinct?: boolean;
  /** Only rows that meet the condition: lookups, or a Q. */
  readonly filter?: ConditionArgument<M, C>;
}

export interface ValueAggregateOptions<
  M extends ModelType,
  C,
  D,
  O extends OutputField,
> extends AggregateOptions<M, C> {
  /** The value where there are no rows; NULL otherwise. */
  readonly default?: D;
  readonly outputField?: O;
}

export interface SampleOptions<
  M extends ModelType,
  C,
  D,
  O extends OutputField,
> extends ValueAggregateOptions<M, C, D, O> {
  /** Of a sample: divided by one less than there are rows. */
  readonly sample?: boolean;
}

type Lookups = Readonly<Record<string, unknown>>;
type RuleOf<O, Rule> = [O] extends [never] ? Rule : AggregatedAs<O>;

/**
 * How many rows of the group have a value: `Count("books")`; `Count("*")` counts rows.
 *
 * ```ts
 * Author.objects.annotate({ in_print: Count("books", { filter: { books__in_print: true } }) });
 * ```
 */
export function Count<M extends ModelType, const A extends Source, const C extends Lookups = never>(
  source: A extends "*" ? A : Argument<M, A> | ExpressionOn<M>,
  options?: AggregateOptions<M, C>,
): Computed<"count", [A extends "*" ? null : A, never, Conditions<C>], M> {
  return computed("Count", [source], djangoOptions({ ...options }));
}

type Aggregate<Rule> = <
  M extends ModelType,
  const A extends Source,
  const D extends Source = never,
  const C extends Lookups = never,
  const O extends OutputField = never,
>(
  source: Argument<M, A> | ExpressionOn<M>,
  options?: ValueAggregateOptions<M, C, D, O>,
) => Computed<RuleOf<O, Rule>, [A, D, Conditions<C>], M>;

type SampleAggregate<Rule> = <
  M extends ModelType,
  const A extends Source,
  const D extends Source = never,
  const C extends Lookups = never,
  const O extends OutputField = never,
>(
  source: Argument<M, A> | ExpressionOn<M>,
  options?: SampleOptions<M, C, D, O>,
) => Computed<RuleOf<O, Rule>, [A, D, Conditions<C>], M>;

function aggregate<Signature>(name: string): Signature {
  return ((source: unknown, options?: object) =>
    computed(name, [source], djangoOptions({ ...options }))) as Signature;
}

/** The sum of numbers or durations. */
export const Sum = aggregate<Aggregate<"sum">>("Sum");

/** The mean: a float of integers, a decimal of decimals. */
export const Avg = aggregate<Aggregate<"average">>("Avg");

/** The greatest value of a column of any type that has an order. */
export const Max = aggregate<Aggregate<"extreme">>("Max");

/** The least value. */
export const Min = aggregate<Aggregate<"extreme">>("Min");

/** The standard deviation, of the whole or of a sample. */
export const StdDev = aggregate<SampleAggregate<"average">>("StdDev");

/** The variance, of the whole or of a sample. */
export const Variance = aggregate<SampleAggregate<"average">>("Variance");
