import type { ValueOf } from "./field.ts";
import type {
  BooleanField,
  CharField,
  DateField,
  DateTimeField,
  DecimalField,
  DurationField,
  FloatField,
  IntegerField,
  JSONField,
  TimeField,
} from "./fields.ts";
import type { Invalid } from "./invalid.ts";
import type { FreeField, KindOf } from "./lookups.ts";
import type { As, FieldNamed } from "./output-field.ts";

/**
 * Which field an expression gives, by the fields of what it is computed from (`_resolve_output_field` of Django's
 * expressions). An aggregate's second source is its default: without one it is NULL when there are no rows.
 */
export interface Rules<F extends readonly unknown[]> {
  count: IntegerField;
  sum: Summed<NonNullable<F[0]>, "Sum()"> | Empty<F[1]>;
  average: Averaged<NonNullable<F[0]>, "An average"> | Empty<F[1]>;
  extreme: NonNullable<F[0]> | Empty<F[1]>;

  /** `NumericOutputFieldMixin`: a decimal if one is, of integers a float. */
  numeric: Numeric<KindName<NonNullable<F[number]>>> | NullIn<F[number]>;
  /** Of the first argument's type; NULL of NULL. */
  same: F[0];
  sameOrNull: F[0] | null;
  number: Summed<NonNullable<F[0]>, "A function of numbers"> | NullIn<F[number]>;
  integer: IntegerField | NullIn<F[number]>;
  float: FloatField | NullIn<F[number]>;
  text: CharField | NullIn<F[number]>;
  date: DateField | NullIn<F[number]>;
  time: TimeField | NullIn<F[number]>;
  moment: Moment<NonNullable<F[0]>> | NullIn<F[number]>;
  concat: CharField;
  boolean: BooleanField;
  json: JSONField;
  coalesce: NonNullable<F[number]> | NullOfAll<F>;
  anyOf: F[number];

  "+": Together<F, "+">;
  "-": Together<F, "-">;
  "*": Together<F, "*">;
  "/": Together<F, "/">;
  "%%": Together<F, "%">;
  "^": Together<F, "**">;
  "&": IntegerField | NullIn<F[number]>;
  "|": IntegerField | NullIn<F[number]>;
}

/** A rule: the field that an aggregate was told to give. */
export interface AggregatedAs<O> {
  readonly aggregatedAs: O;
}

/** What is wrong unless something around says the type. */
export interface UnknownType<Message extends string> extends Invalid<Message> {
  readonly unknown: true;
}

/** What is wrong in an expression's sources, as far as its rule minds. */
export type Problems<Rule, F extends readonly unknown[]> = [Rule] extends [
  As<unknown> | AggregatedAs<unknown>,
]
  ? Exclude<Extract<F[number], Invalid<string>>, UnknownType<string>>
  : Extract<F[number], Invalid<string>>;

/** A rule is the name of one, an output field that was named, or the field itself. */
export type Ruled<Rule, F extends readonly unknown[]> = [Rule] extends [keyof Rules<F>]
  ? Rules<F>[Rule]
  : [Rule] extends [As<infer O>]
    ? FieldNamed<O> | NullIn<F[number]>
    : [Rule] extends [AggregatedAs<infer O>]
      ? FieldNamed<O> | Empty<F[1]>
      : Rule;

type NullIn<Field> = null extends Field ? null : never;

/** COALESCE is NULL when all are. */
type NullOfAll<F extends readonly unknown[]> = F extends readonly [infer First, ...infer Rest]
  ? null extends First
    ? NullOfAll<Rest>
    : never
  : null;

type Empty<Default> = [Default] extends [never] ? null : NullIn<Default>;

/** What a field is in arithmetic: numbers by their exactness, everything else by its kind. */
type KindName<Field> =
  KindOf<Field> extends "number"
    ? [ValueOf<Field>] extends [string]
      ? "decimal"
      : [Field] extends [{ readonly input: infer Input }]
        ? bigint extends Input
          ? "integer"
          : number extends ValueOf<Field>
            ? "float"
            : "integer"
        : never
    : KindOf<Field>;

/** Fields that can be added up, without their choices. */
interface Summable {
  integer: IntegerField;
  float: FloatField;
  decimal: DecimalField;
  duration: DurationField;
  custom: FreeField;
}

type Summed<Field, What extends string> =
  KindName<Field> extends infer Kind
    ? Kind extends keyof Summable
      ? Summable[Kind]
      : Invalid<`${What} takes numbers or durations, and this is a ${Kind & string}`>
    : never;

/** Of integers a float. */
type Averaged<Field, What extends string> =
  KindName<Field> extends "integer" ? FloatField : Summed<Field, What>;

type Numeric<Kind> = "custom" extends Kind
  ? FreeField
  : "decimal" extends Kind
    ? DecimalField
    : Kind extends NumberName
      ? FloatField
      : Invalid<`A function of numbers takes numbers, and this is a ${Kind & string}`>;

/** Truncated, a date is a date, a datetime a datetime. */
type Moment<Field> =
  KindOf<Field> extends "date" | "datetime" | "time" | "custom"
    ? Field
    : Invalid<`This takes dates and times, and here is a ${KindOf<Field>}`>;

type Together<F extends readonly unknown[], Operator extends string> =
  CombinedField<KindName<NonNullable<F[0]>>, KindName<NonNullable<F[1]>>, Operator> | NullIn<F[0] | F[1]>;

/** `_connector_combinations`. */
type CombinedField<L extends string, R extends string, Operator extends string> = "custom" extends L | R
  ? FreeField
  : L extends NumberName
    ? R extends NumberName
      ? CombinedNumbers<L, R, Operator>
      : Mixed<L, R, Operator>
    : `${L} ${Operator} ${R}` extends keyof Moments
      ? Moments[`${L} ${Operator} ${R}`]
      : Mixed<L, R, Operator>;

type NumberName = "integer" | "float" | "decimal";

type CombinedNumbers<L extends NumberName, R extends NumberName, Operator extends string> = L extends R
  ? Summable[L]
  : L extends "integer"
    ? Summable[R]
    : R extends "integer"
      ? Summable[L]
      : Mixed<L, R, Operator>;

interface Moments {
  "date + duration": DateTimeField;
  "date - duration": DateTimeField;
  "datetime + duration": DateTimeField;
  "datetime - duration": DateTimeField;
  "time + duration": TimeField;
  "time - duration": TimeField;
  "duration + date": DateTimeField;
  "duration + datetime": DateTimeField;
  "duration + time": TimeField;
  "duration + duration": DurationField;
  "duration - duration": DurationField;
  "date - date": DurationField;
  "datetime - datetime": DurationField;
  "time - time": DurationField;
}

type Mixed<
  L extends string,
  R extends string,
  Operator extends string,
> = UnknownType<`The type of '${L} ${Operator} ${R}' is not known: put it into ExpressionWrapper() with an outputField`>;
