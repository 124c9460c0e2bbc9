import type { Expression } from "../query/tree.ts";
import type { ConditionOn, KeyHints } from "./conditions.ts";
import type { Checked } from "./checked.ts";
import type {
  BinaryField,
  BooleanField,
  CharField,
  DateTimeField,
  FloatField,
  IntegerField,
} from "./fields.ts";
import type { Invalid, InvalidName } from "./invalid.ts";
import type { FreeField } from "./lookups.ts";
import type { ModelType } from "./model-type.ts";
import type { ColumnAt, ColumnPath, WhyNot } from "./path.ts";
import type { Problems, Ruled } from "./rules.ts";
import type { Ordering, Sorted } from "./sorted.ts";
import type { RightHandSide } from "./where.ts";

declare const rule: unique symbol;
declare const sources: unique symbol;
declare const model: unique symbol;

/** What stands in an expression: a name (text is always one), a value, another expression. */
export type Source = string | number | bigint | boolean | null | Date | Expression;

/**
 * An expression for the type checker: what it is computed from, and by which rule its type follows. Names mean something
 * once it stands in a query, so that one expression can serve several models; where it is written inside of a query, `M`
 * is inferred from there, and its names are checked and completed on the spot.
 */
export interface Computed<Rule, Sources extends readonly unknown[], M extends ModelType = ModelType>
  extends Expression, UsedOn<M> {
  readonly [rule]: Rule;
  readonly [sources]: Sources;
  /** Python's `+`. A text is a name, as everywhere in expressions. */
  plus<const Other extends Source>(other: Other): Combined<"+", Computed<Rule, Sources, M>, Other>;
  /** Python's `-`. */
  minus<const Other extends Source>(other: Other): Combined<"-", Computed<Rule, Sources, M>, Other>;
  /** Python's `*`. */
  times<const Other extends Source>(other: Other): Combined<"*", Computed<Rule, Sources, M>, Other>;
  /** Python's `/`; of integers it is an integer, as in the database. */
  dividedBy<const Other extends Source>(other: Other): Combined<"/", Computed<Rule, Sources, M>, Other>;
  /** Python's `%`. */
  mod<const Other extends Source>(other: Other): Combined<"%%", Computed<Rule, Sources, M>, Other>;
  /** Python's `**`. */
  pow<const Other extends Source>(other: Other): Combined<"^", Computed<Rule, Sources, M>, Other>;
  bitand<const Other extends Source>(other: Other): Combined<"&", Computed<Rule, Sources, M>, Other>;
  bitor<const Other extends Source>(other: Other): Combined<"|", Computed<Rule, Sources, M>, Other>;
  /** As a term of orderBy(): upwards. */
  asc(options?: Ordering): Sorted<Computed<Rule, Sources, M>>;
  /** As a term of orderBy(): downwards. */
  desc(options?: Ordering): Sorted<Computed<Rule, Sources, M>>;
}

/** How two expressions are put together: Django's connectors (`Combinable`). */
export type Arithmetic = "+" | "-" | "*" | "/" | "%%" | "^" | "&" | "|";

/** Left, connector, right. */
type Combined<Connector extends Arithmetic, Left, Right> = Computed<Connector, [Left, Right]>;

/** Which model's queries an expression may stand in. */
export interface UsedOn<in M extends ModelType> {
  readonly [model]: (row: M) => void;
}

/** An expression that may stand in queries of a model. Beside an `Argument` it tells what is written there its model. */
export interface ExpressionOn<M extends ModelType> extends Expression, UsedOn<M> {}

/** An argument: names are checked here where the model is known, else when the expression is used. */
export type Argument<M extends ModelType, A> = [A] extends [never] ? A : Checked<A, SourceOf<M, A>>;

/** Arguments in a row. */
export type Arguments<M extends ModelType, Args extends readonly unknown[]> = {
  [I in keyof Args]: Argument<M, Args[I]>;
};

type SourceOf<M extends ModelType, A> = A extends string
  ? string extends M["label"]
    ? A
    : ColumnPath<M, A>
  : A;

/** A condition in an expression: an object of lookups, which is checked where the expression is used, or a Q. */
export type ConditionArgument<M extends ModelType, C> =
  ConditionOn<M> | (C & (string extends M["label"] ? unknown : KeyHints<M, keyof C & string>));

/** The field that stands for what an expression, a name or a value gives in queries of a model; or `Invalid`. */
export type OutputOf<M extends ModelType, S> = S extends string
  ? string extends S
    ? FreeField
    : [ColumnAt<M, S>] extends [never]
      ? Extract<WhyNot<M, S>, Invalid<string>>
      : ColumnAt<M, S>
  : S extends Computed<infer Rule, infer Sources, never>
    ? Applied<Rule, Outputs<M, Sources, OwnModel<S>>>
    : S extends ConditionOn<never>
      ? BooleanField
      : S extends Expression
        ? FreeField
        : S extends Conditions<infer C>
          ? ConditionOutput<M, C>
          : ValueField<S>;

/** Names that were checked when the expression was written are not reported a second time. */
type Outputs<M extends ModelType, Sources extends readonly unknown[], Own extends ModelType> = {
  [I in keyof Sources]: Sources[I] extends string
    ? OutputOf<M, Sources[I]> extends infer Output
      ? string extends Own["label"]
        ? Output
        : Output extends Invalid<string>
          ? FreeField
          : Output
      : never
    : OutputOf<M, Sources[I]>;
};

type OwnModel<S> = S extends UsedOn<infer Own extends ModelType> ? Own : ModelType;

/** What is wrong inside is what is wrong. */
type Applied<Rule, Fields extends readonly unknown[]> = [Problems<Rule, Fields>] extends [never]
  ? Ruled<Rule, Fields>
  : Problems<Rule, Fields>;

/** Marks an object of lookups among the sources of an expression. */
export interface Conditions<C> {
  readonly lookups: C;
}

type ConditionOutput<M extends ModelType, C> =
  C extends ConditionOn<never>
    ? BooleanField
    : { [Key in keyof C & string]: KeyProblem<M, Key, C[Key]> }[keyof C & string] extends infer Problem
      ? [Problem] extends [never]
        ? BooleanField
        : Problem
      : never;

type KeyProblem<M extends ModelType, Key extends string, Value> = [Value] extends [RightHandSide<M, Key>]
  ? never
  : [RightHandSide<M, Key>] extends [Invalid<infer Message>]
    ? Invalid<Message>
    : [RightHandSide<M, Key>] extends [InvalidName<infer Message, unknown>]
      ? Invalid<Message>
      : Invalid<`${M["label"]}: '${Key}' is compared with a value of another type`>;

/** The output field of a plain value, and of `Value()`. Texts are kept: `Value("sold out")` is no other text. */
export type ValueField<V> = V extends string
  ? CharField<V>
  : V extends bigint
    ? IntegerField
    : V extends number
      ? `${V}` extends `${string}.${string}`
        ? FloatField
        : IntegerField
      : V extends boolean
        ? BooleanField
        : V extends Date
          ? DateTimeField
          : V extends Uint8Array
            ? BinaryField
            : V extends null
              ? null
              : FreeField;
