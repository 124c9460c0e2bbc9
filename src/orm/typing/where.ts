import type { Checked } from "./checked.ts";
import type { InputOf } from "./field.ts";
import type { Invalid, InvalidName } from "./invalid.ts";
import type { LookupsOf, Operand, RelationLookups, TransformNames, TransformOf } from "./lookups.ts";
import type { ModelType, PkField, PkInput } from "./model-type.ts";
import type { KeyInput, Relation, TargetOf } from "./relations.ts";

/**
 * The object that `filter()` takes: every key on its own, so that a call costs what its keys cost, however large the
 * model is. `Keys` is inferred from the argument; a key that is not one has an `Invalid` type that says why.
 */
export type Where<M extends ModelType, Keys extends string> = {
  readonly [Key in Keys]: Checked<Key, RightHandSide<M, Key>>;
};

/**
 * What a lookup key takes: `"author__name__icontains"` a string. `Null` says whether null may be asked for: once a
 * relation on the way can be missing, every column behind it can be null. A key that is only known at run time
 * (`string`) is checked there.
 */
export type RightHandSide<M extends ModelType, Key extends string, Null = never> = string extends Key
  ? unknown
  : Key extends `${infer Head}__${infer Rest}`
    ? Head extends keyof M["relations"]
      ? ThroughRelation<M["relations"][Head], Rest, Null>
      : Head extends keyof M["fields"]
        ? OnField<M, Head, NonNullable<M["fields"][Head]>, Rest, Null | NullIn<M["fields"][Head]>>
        : Head extends "pk"
          ? OnField<M, "pk", PkField<M>, Rest, Null>
          : string extends Head
            ? unknown
            : UnknownName<M, Head>
    : Key extends keyof M["fields"]
      ? Operand<InputOf<M["fields"][Key]>> | Null
      : Key extends keyof M["relations"]
        ? RelationLookup<M["relations"][Key], "exact", Null>
        : Key extends "pk"
          ? Operand<PkInput<M>> | Null
          : UnknownName<M, Key>;

type NullIn<Type> = null extends Type ? null : never;

/** The null that a hop brings: a missing row behind a nullable relation, none at all behind a multi-valued one. */
export type NullThrough<R> = null extends R ? null : R extends Relation<unknown, false> ? never : null;

type ThroughRelation<R, Rest extends string, Null> =
  TargetOf<R> extends infer Target extends ModelType
    ? Rest extends keyof RelationLookups<unknown, string, never>
      ? RelationLookup<R, Rest, Null>
      : RightHandSide<Target, Rest, Null | NullThrough<R>>
    : never;

type RelationLookup<R, Lookup extends keyof RelationLookups<unknown, string, never>, Null> =
  TargetOf<R> extends infer Target extends ModelType
    ? RelationLookups<KeyInput<R, Target>, Target["label"], Null | NullThrough<R>>[Lookup]
    : never;

/** Lookups and transforms behind a field: "year__gte" of a date. */
type OnField<M extends ModelType, Name extends string, Field, Path extends string, Null> = string extends Path
  ? unknown
  : Path extends keyof LookupsOf<Field, Null>
    ? LookupsOf<Field, Null>[Path]
    : Path extends `${infer Head}__${infer Rest}`
      ? [TransformOf<Field, Head>] extends [never]
        ? UnknownLookup<M, Name, Field, Head>
        : OnField<M, `${Name}__${Head}`, NonNullable<TransformOf<Field, Head>>, Rest, Null>
      : [TransformOf<Field, Path>] extends [never]
        ? UnknownLookup<M, Name, Field, Path>
        : Operand<InputOf<TransformOf<Field, Path>>> | Null;

/** Names that can stand first in a lookup from the model: Django's "Choices are". */
export type LookupNames<M extends ModelType> = Extract<keyof M["fields"] | keyof M["relations"], string>;

// The choices are written as template literals, `${Names}`, so that the compiler prints them and not an alias's name.

export type UnknownName<M extends ModelType, Name extends string> = string extends M["label"]
  ? Invalid<"Q() cannot know its model here: write it inside filter(), or give it a type: const q: Q<BookModel> = Q({ ... })">
  : InvalidName<NoName<M, Name>, `${LookupNames<M>}`>;

export type NoName<
  M extends ModelType,
  Name extends string,
> = `${M["label"]} has no field or relation '${Name}'`;

export type UnknownLookup<
  M extends ModelType,
  Name extends string,
  Field,
  Lookup extends string,
> = `${(keyof LookupsOf<Field> | TransformNames<Field>) & string}` extends infer Choices
  ? InvalidName<`${M["label"]}.${Name} has no lookup or transform '${Lookup}'`, Choices>
  : never;
