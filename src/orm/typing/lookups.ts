import type { Evaluable } from "../evaluable.ts";
import type { Expression } from "../query/tree.ts";
import type { AnyField, FieldKind, InputOf, ValueOf } from "./field.ts";
import type { DateField, IntegerField, RangeField, TextField, TimeField } from "./fields.ts";
import type { InstanceRef } from "./instance.ts";
import type { CustomLookups } from "./registry.ts";

/** A value as written in code, or an expression that the database computes: F("stock"), OuterRef("pk") ... */
export type Operand<Input> = Input | Expression;

/** What `in` takes: a list, or a QuerySet of one column (a QuerySet of rows stands for their primary keys). */
export type Members<Input, Value> = readonly Operand<Input>[] | Evaluable<SubqueryRow<Widened<Value> | null>>;

type SubqueryRow<Value> = Value | readonly [Value] | { readonly [column: string]: Value } | InstanceRef;

type Widened<Value> = Value extends string ? string : Value extends number ? number : Value;

// `Null` is `null` where the column, or a relation on the way to it, can be null: `{ published: null }` asks for IS
// NULL, as in Django. It is `never` otherwise.

interface EqualityLookups<Input, Value, Null> {
  exact: Operand<Input> | Null;
  in: Members<Input, Value>;
  isnull: boolean;
}

interface OrderLookups<Input> {
  gt: Operand<Input>;
  gte: Operand<Input>;
  lt: Operand<Input>;
  lte: Operand<Input>;
  range: readonly [Operand<Input>, Operand<Input>];
}

interface PatternLookups {
  iexact: Operand<string>;
  contains: Operand<string>;
  icontains: Operand<string>;
  startswith: Operand<string>;
  istartswith: Operand<string>;
  endswith: Operand<string>;
  iendswith: Operand<string>;
  regex: Operand<string>;
  iregex: Operand<string>;
}

/** django.contrib.postgres, where it is installed. */
interface PostgresTextLookups {
  search: Operand<string>;
  trigram_similar: Operand<string>;
  trigram_word_similar: Operand<string>;
  trigram_strict_word_similar: Operand<string>;
}

interface KeyLookups {
  has_key: string;
  has_keys: readonly string[];
  has_any_keys: readonly string[];
}

interface ContainmentLookups<Input> {
  contains: Operand<Input>;
  contained_by: Operand<Input>;
}

interface RangeLookups<Input, Element> {
  contains: Operand<Input> | Operand<Element>;
  contained_by: Operand<Input>;
  overlap: Operand<Input>;
  fully_lt: Operand<Input>;
  fully_gt: Operand<Input>;
  not_lt: Operand<Input>;
  not_gt: Operand<Input>;
  adjacent_to: Operand<Input>;
  isempty: boolean;
  lower_inc: boolean;
  lower_inf: boolean;
  upper_inc: boolean;
  upper_inf: boolean;
}

/** Lookups by kind of field; a missing kind does not compile. */
interface LookupsByKind<Input, Value, Null, Element> extends Record<FieldKind, object> {
  text: EqualityLookups<Input, Value, Null> & OrderLookups<Input> & PatternLookups & PostgresTextLookups;
  file: EqualityLookups<Input, Value, Null> & OrderLookups<Input> & PatternLookups;
  number: EqualityLookups<Input, Value, Null> & OrderLookups<Input>;
  boolean: EqualityLookups<Input, Value, Null>;
  date: EqualityLookups<Input, Value, Null> & OrderLookups<Input>;
  datetime: EqualityLookups<Input, Value, Null> & OrderLookups<Input>;
  time: EqualityLookups<Input, Value, Null> & OrderLookups<Input>;
  duration: EqualityLookups<Input, Value, Null> & OrderLookups<Input>;
  uuid: EqualityLookups<Input, Value, Null> & OrderLookups<Input> & PatternLookups;
  address: EqualityLookups<Input, Value, Null> & OrderLookups<Input> & PatternLookups;
  binary: EqualityLookups<Input, Value, Null>;
  json: EqualityLookups<Input, Value, Null> & ContainmentLookups<Input> & KeyLookups;
  array: EqualityLookups<Input, Value, Null> &
    OrderLookups<Input> &
    ContainmentLookups<Input> & { overlap: Operand<Input> };
  range: EqualityLookups<Input, Value, Null> & OrderLookups<Input> & RangeLookups<Input, Element>;
  hstore: EqualityLookups<Input, Value, Null> & ContainmentLookups<Input> & KeyLookups;
  search: EqualityLookups<Input, Value, Null>;
  custom: EqualityLookups<Input, Value, Null>;
}

interface DateTransforms {
  year: IntegerField;
  iso_year: IntegerField;
  quarter: IntegerField;
  month: IntegerField;
  week: IntegerField;
  week_day: IntegerField;
  iso_week_day: IntegerField;
  day: IntegerField;
}

interface TimeTransforms {
  hour: IntegerField;
  minute: IntegerField;
  second: IntegerField;
}

/** Transforms by kind of field: name to what they give. Kinds that have none are left out. */
interface TransformsByKind {
  date: DateTransforms;
  datetime: DateTransforms & TimeTransforms & { date: DateField; time: TimeField };
  time: TimeTransforms;
  text: { unaccent: TextField };
  array: { len: IntegerField };
}

export type KindOf<Field> = Field extends { readonly kind: infer Kind extends FieldKind } ? Kind : never;
type ElementOf<Field> = Field extends RangeField<infer Bound> ? InputOf<Bound> : never;

/** The lookups of a (not null) field and their right-hand sides. */
export type LookupsOf<Field, Null = never> = LookupsByKind<
  InputOf<Field>,
  ValueOf<Field>,
  Null,
  ElementOf<Field>
>[KindOf<Field>] &
  CustomLookups;

/** The field that a transform gives: `year` of a date is an IntegerField. Never: there is no such transform. */
export type TransformOf<Field, Name extends string> =
  KindOf<Field> extends infer Kind
    ? Kind extends "json" | "hstore" | "custom"
      ? FreeField
      : Kind extends keyof TransformsByKind
        ? Name extends keyof TransformsByKind[Kind]
          ? TransformsByKind[Kind][Name]
          : Kind extends "array"
            ? ArrayItem<Field, Name>
            : never
        : Kind extends "range"
          ? RangePart<Field, Name>
          : never
    : never;

/** Below a JSON key, or in a custom field, every name may be right: only the database or Python knows. */
export interface FreeField {
  readonly kind: "custom";
  readonly value: unknown;
  readonly input: unknown;
}

type ArrayItem<Field, Name extends string> = Field extends {
  readonly base: infer Base extends AnyField | null;
}
  ? Name extends `${number}_${number}`
    ? Field
    : Name extends `${number}`
      ? NonNullable<Base>
      : never
  : never;

type RangePart<Field, Name extends string> = Field extends { readonly base: infer Bound }
  ? Name extends "startswith" | "endswith"
    ? Bound
    : never
  : never;

/** Names of transforms, for messages and completion. */
export type TransformNames<Field> =
  KindOf<Field> extends infer Kind extends keyof TransformsByKind ? keyof TransformsByKind[Kind] : never;

/** Lookups of a relation itself: `{ author: 3 }`, `{ author__in: authors }`, `{ author__isnull: true }`. */
export interface RelationLookups<Input, Label extends string, Null> {
  exact: Operand<Input> | InstanceRef<Label> | Null;
  in:
    | readonly (Operand<Input> | InstanceRef<Label>)[]
    | Evaluable<InstanceRef<Label> | SubqueryValue<Widened<Input> | null>>;
  isnull: boolean;
  gt: Operand<Input>;
  gte: Operand<Input>;
  lt: Operand<Input>;
  lte: Operand<Input>;
}

type SubqueryValue<Value> = Value | readonly [Value] | { readonly [column: string]: Value };
