import type { Invalid } from "./invalid.ts";
import type { LookupsOf, TransformNames, TransformOf } from "./lookups.ts";
import type { ModelOf, ModelType, PkField } from "./model-type.ts";
import type { KeyField, SingleRelations, TargetOf } from "./relations.ts";
import type { LookupNames, NoName, NullThrough } from "./where.ts";

// Paths are strings such as "author__publisher__name". Each `...Path` type gives the path back when it is right, else
// an `Invalid` that says why, joined with what could stand in the place: editors complete from it, hop by hop, and the
// compiler names it. Only what begins alike, or the compiler would cut the sentence out of a long list.

/** Of the names, those with the first letter of what was written; all, when nothing was. */
type Alike<Names extends string, Written extends string> = Written extends `${infer First}${string}`
  ? Extract<Names, `${First}${string}`>
  : Names;

/**
 * The column at a path, with null where the path may lead to none; the primary key's for a relation. Never: there is
 * no such path.
 */
export type ColumnAt<
  M extends ModelType,
  Path extends string,
  Null = never,
> = Path extends `${infer Head}__${infer Rest}`
  ? Head extends keyof M["relations"]
    ? TargetOf<M["relations"][Head]> extends infer Target extends ModelType
      ? ColumnAt<Target, Rest, Null | NullThrough<M["relations"][Head]>>
      : never
    : Head extends keyof M["fields"]
      ? WithNull<TransformAt<NonNullable<M["fields"][Head]>, Rest>, Null | Extract<M["fields"][Head], null>>
      : never
  : Path extends keyof M["fields"]
    ? M["fields"][Path] | Null
    : Path extends keyof M["relations"]
      ? TargetOf<M["relations"][Path]> extends infer Target extends ModelType
        ? KeyField<M["relations"][Path], Target> | Null | NullThrough<M["relations"][Path]>
        : never
      : Path extends "pk"
        ? PkField<M> | Null
        : never;

type TransformAt<Field, Path extends string> = Path extends `${infer Head}__${infer Rest}`
  ? TransformAt<NonNullable<TransformOf<Field, Head>>, Rest>
  : TransformOf<Field, Path>;

type WithNull<Field, Null> = [Field] extends [never] ? never : Field | Null;

/** A path to a column: for values(), valuesList(), F ... */
export type ColumnPath<M extends ModelType, Path extends string> = string extends Path
  ? Path
  : [ColumnAt<M, Path>] extends [never]
    ? WhyNot<M, Path> | NextNames<M, Path>
    : Path;

/** A path for orderBy(): with "-" before it for descending; "?" for random. */
export type OrderPath<M extends ModelType, Term extends string> = Term extends "?"
  ? Term
  : Term extends `-${infer Path}`
    ? ColumnPath<M, Path> extends Path
      ? Term
      : WhyNot<M, Path> | NextNames<M, Path, "-">
    : ColumnPath<M, Term>;

/** A path for selectRelated(): single-valued relations only. */
export type SelectPath<
  M extends ModelType,
  Path extends string,
  Prefix extends string = "",
> = string extends Path
  ? Path
  : Path extends `${infer Head}__${infer Rest}`
    ? Head extends SingleRelations<M>
      ? TargetOf<M["relations"][Head]> extends infer Target extends ModelType
        ? SelectPath<Target, Rest, `${Prefix}${Head}__`>
        : never
      : Invalid<NotSingle<M, Head>> | `${Prefix}${Alike<SingleRelations<M>, Head>}`
    : Path extends SingleRelations<M>
      ? `${Prefix}${Path}`
      : Invalid<NotSingle<M, Path>> | `${Prefix}${Alike<SingleRelations<M>, Path>}`;

type NotSingle<
  M extends ModelType,
  Name extends string,
> = `${M["label"]} has no single-valued relation '${Name}'`;

/** A path for prefetchRelated(): attributes of instances ("books", "book_set"), foreign keys too. */
export type PrefetchPath<
  M extends ModelType,
  Path extends string,
  Prefix extends string = "",
> = string extends Path
  ? Path
  : Path extends `${infer Head}__${infer Rest}`
    ? Head extends PrefetchNames<M>
      ? PrefetchTarget<M, Head> extends infer Target extends ModelType
        ? PrefetchPath<Target, Rest, `${Prefix}${Head}__`>
        : `${Prefix}${Path}`
      : Invalid<NotPrefetched<M, Head>> | `${Prefix}${Alike<PrefetchNames<M>, Head>}`
    : Path extends PrefetchNames<M>
      ? `${Prefix}${Path}`
      : Invalid<NotPrefetched<M, Path>> | `${Prefix}${Alike<PrefetchNames<M>, Path>}`;

type PrefetchNames<M extends ModelType> = (keyof M["accessors"] & string) | SingleRelations<M>;

/** The model that an attribute of an instance leads to. */
export type PrefetchTarget<M extends ModelType, Name extends string> = Name extends keyof M["accessors"]
  ? ModelOf<M["accessors"][Name]>
  : Name extends keyof M["relations"]
    ? TargetOf<M["relations"][Name]>
    : never;

type NotPrefetched<
  M extends ModelType,
  Name extends string,
> = `${M["label"]} has nothing to prefetch called '${Name}'`;

/** What could stand at the first place of the path that is wrong, with the hops before it. */
export type NextNames<
  M extends ModelType,
  Path extends string,
  Prefix extends string = "",
> = Path extends `${infer Head}__${infer Rest}`
  ? Head extends keyof M["relations"]
    ? TargetOf<M["relations"][Head]> extends infer Target extends ModelType
      ? NextNames<Target, Rest, `${Prefix}${Head}__`>
      : never
    : Head extends keyof M["fields"]
      ? `${Prefix}${Head}__${Alike<TransformNames<NonNullable<M["fields"][Head]>> & string, Rest>}`
      : `${Prefix}${Alike<LookupNames<M>, Head>}`
  : `${Prefix}${Alike<LookupNames<M>, Path>}`;

/** The keys that filter() could have in the place of a key: names of the last hop that is right, lookups behind a field. */
export type NextKeys<
  M extends ModelType,
  Key extends string,
  Prefix extends string = "",
> = Key extends `${infer Head}__${infer Rest}`
  ? Head extends keyof M["relations"]
    ? TargetOf<M["relations"][Head]> extends infer Target extends ModelType
      ? NextKeys<Target, Rest, `${Prefix}${Head}__`>
      : never
    : Head extends keyof M["fields"]
      ? `${Prefix}${Head}__${(keyof LookupsOf<NonNullable<M["fields"][Head]>> | TransformNames<NonNullable<M["fields"][Head]>>) & string}`
      : `${Prefix}${LookupNames<M>}`
  : `${Prefix}${LookupNames<M>}`;

/** Which name of a wrong path is wrong. */
export type WhyNot<M extends ModelType, Path extends string> = Path extends `${infer Head}__${infer Rest}`
  ? Head extends keyof M["relations"]
    ? TargetOf<M["relations"][Head]> extends infer Target extends ModelType
      ? WhyNot<Target, Rest>
      : never
    : Head extends keyof M["fields"]
      ? Invalid<`${M["label"]}.${Head} has no transform '${Rest}'`>
      : Invalid<NoName<M, Head>>
  : Invalid<NoName<M, Path>>;
