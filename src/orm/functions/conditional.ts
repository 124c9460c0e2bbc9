import { QueryError } from "../../errors/query.ts";
import { nodeKind } from "../query/tree.ts";
import type {
  Argument,
  Computed,
  ConditionArgument,
  Conditions,
  ExpressionOn,
  Source,
  UsedOn,
} from "../typing/expressions.ts";
import type { ModelType } from "../typing/model-type.ts";
import type { OutputField, RuleOr } from "../typing/output-field.ts";
import { computed } from "./computed.ts";
import { conditionArgument, djangoOptions } from "./options.ts";
import { isOptions } from "./signatures.ts";

/* `Case` and `When` of django/db/models/expressions.py */

/** `WHEN condition THEN then`, of a `Case`. */
export interface Branch<C, Then, M extends ModelType = ModelType> extends UsedOn<M> {
  readonly branch: readonly [C, Then];
}

/** What follows the branches of a `Case`. */
export interface CaseOptions {
  /** Where no condition holds; NULL otherwise. */
  readonly default?: Source;
  readonly outputField?: OutputField;
}

/**
 * What a row gives that meets the condition: lookups, or a Q. A text is a name; a text itself is `Value("...")`.
 *
 * ```ts
 * Case(When({ stock: 0 }, Value("sold out")), When({ stock__lt: 3 }, Value("few")), { default: Value("in stock") });
 * ```
 */
export function When<M extends ModelType, const Then extends Source, const C extends object = never>(
  condition: ConditionArgument<M, C>,
  then: Argument<M, Then> | ExpressionOn<M>,
): Branch<C, Then, M> {
  return computed("When", [conditionArgument(condition), then]) as unknown as Branch<C, Then, M>;
}

type CaseArgument = Branch<unknown, unknown, never> | CaseOptions;

/** What the first branch gives whose condition holds. */
export function Case<M extends ModelType, const Args extends readonly CaseArgument[]>(
  ...args: Args | readonly (Branch<unknown, unknown, M> | CaseOptions)[]
): Computed<RuleOr<OutputOf<Args>, "anyOf">, CaseSources<Args>, M> {
  const all = args as readonly unknown[];
  const last = all.at(-1);
  const options = isOptions(last) ? last : {};
  const branches = isOptions(last) ? all.slice(0, -1) : all;
  if (branches.some((branch) => nodeKind(branch) !== "expression"))
    throw new QueryError("Case() takes When()s, and its options behind them.");
  return computed("Case", branches, djangoOptions(options));
}

type OutputOf<Args extends readonly unknown[]> = Args extends readonly [...unknown[], infer Last]
  ? Last extends { readonly outputField: infer O }
    ? O
    : never
  : never;

/** What may come out: what follows each THEN, the default or NULL; and the conditions, which are checked. */
type CaseSources<Args extends readonly unknown[]> = Args extends readonly [infer First, ...infer Rest]
  ? First extends { readonly branch: readonly [infer C, infer Then] }
    ? [Then, Checks<C>, ...CaseSources<Rest>]
    : First extends { readonly default: infer Default }
      ? [Default]
      : [null]
  : [null];

/** A condition among sources: it has no part in what comes out. */
type Checks<C> = Computed<never, [Conditions<C>]>;
