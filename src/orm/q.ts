import { conditionOf, holdCondition } from "./conditions.ts";
import type { Condition } from "./query/tree.ts";
import type { ConditionOn, Conditions } from "./typing/conditions.ts";
import type { ModelType } from "./typing/model-type.ts";

/** A condition that can be combined: Django's Q. */
export interface Q<in M extends ModelType> extends ConditionOn<M> {
  /** Both: `Q.and(this, ...)`. */
  and<N extends M, A extends string = never, B extends string = never>(
    ...conditions: Conditions<N, A, B, never, never>
  ): Q<N>;
  /** Either: `Q.or(this, ...)`. */
  or<N extends M, A extends string = never, B extends string = never>(
    ...conditions: Conditions<N, A, B, never, never>
  ): Q<N>;
  /** One of the two, not both. */
  xor<N extends M, A extends string = never, B extends string = never>(
    ...conditions: Conditions<N, A, B, never, never>
  ): Q<N>;
  /** Python's `~Q(...)`. */
  not(): Q<M>;
}

type Combine = <
  M extends ModelType,
  A extends string = never,
  B extends string = never,
  C extends string = never,
  D extends string = never,
>(
  ...conditions: Conditions<M, A, B, C, D>
) => Q<M>;

/** `Q(...)`, and the ways to put conditions together. */
export interface QFactory extends Combine {
  readonly and: Combine;
  readonly or: Combine;
  readonly xor: Combine;
  /** None of this: `~Q(...)`. */
  readonly not: Combine;
}

/** A combined condition at run time; typed as `Q` where it leaves this file. */
class CombinedCondition {
  private readonly condition: Condition;

  constructor(condition: Condition) {
    this.condition = condition;
    holdCondition(this, condition);
  }

  and(...others: readonly unknown[]): CombinedCondition {
    return new CombinedCondition(conditionOf([this, ...others], "and"));
  }

  or(...others: readonly unknown[]): CombinedCondition {
    return new CombinedCondition(conditionOf([this, ...others], "or"));
  }

  xor(...others: readonly unknown[]): CombinedCondition {
    return new CombinedCondition(conditionOf([this, ...others], "xor"));
  }

  not(): CombinedCondition {
    return new CombinedCondition({ kind: "and", negated: true, children: [this.condition] });
  }
}

const combine =
  (kind: "and" | "or" | "xor", negated = false) =>
  (...conditions: readonly unknown[]): CombinedCondition =>
    new CombinedCondition(conditionOf(conditions, kind, negated));

/**
 * Django's Q: conditions that are combined.
 *
 * ```ts
 * Book.objects.filter(Q.or({ in_print: true }, { stock__gt: 0 }), Q.not({ title__startswith: "A" }));
 * ```
 *
 * As in Django, `Q(a, b)` and `Q.and(a, b)` ask for both.
 */
export const Q = Object.assign(combine("and"), {
  and: combine("and"),
  or: combine("or"),
  xor: combine("xor"),
  not: combine("and", true),
}) as unknown as QFactory;
