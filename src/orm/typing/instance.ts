import type { CleanOptions, FullCleanOptions } from "../clean/options.ts";
import type { DeleteOptions, Deleted, SaveOptions } from "../write/options.ts";
import type { ValueOf } from "./field.ts";
import type { Lineage, ModelType, PkNames, PkValue } from "./model-type.ts";
import type { SingleRelations, TargetOf } from "./relations.ts";

declare const lineage: unique symbol;

/** Anything that is a row of the model, whatever was selected with it; rows of child models and proxies are, too. */
export interface InstanceRef<Label extends string = string> {
  readonly [lineage]: { readonly [L in Label]: true };
}

/** The columns of a row. */
export type Columns<M extends ModelType> = { -readonly [A in keyof M["fields"]]: ValueOf<M["fields"][A]> };

/** What every row has beside its columns and managers. */
export interface InstanceBase<M extends ModelType> extends InstanceRef<Lineage<M>> {
  /** The primary key's value; a tuple for a composite one. */
  readonly pk: PkValue<M>;
  /**
   * The row at the other end of a relation, read unless it is there: `await book.related("author")`. To read it with
   * the row, and for many rows, name it in `selectRelated()`.
   */
  related<const Name extends RelatedNames<M>>(name: Name): Promise<RelatedTo<M, Name>>;
  /** Reads the row again, all columns or those named, from the database. */
  refreshFromDb(...attnames: readonly (keyof M["fields"] & string)[]): Promise<void>;
  /**
   * Writes the row: a new one, or what was changed of one that was read. Where the model has write hooks, Python does it.
   * @throws WriteError, NotUpdated, IntegrityError
   */
  save(options?: SaveOptions<(keyof M["fields"] | keyof M["relations"]) & string>): Promise<void>;
  /**
   * Looks whether the row is valid: its columns, the model's own `clean()`, unique values, constraints. Columns are then as
   * reading the row would give them. Where the model has Python for it, Python does it.
   * @throws ValidationError
   */
  fullClean(options?: FullCleanOptions<Names<M>>): Promise<void>;
  /** Looks at the columns alone. @throws ValidationError */
  cleanFields(options?: CleanOptions<Names<M>>): Promise<void>;
  /** Looks for other rows with values that must be unique. @throws ValidationError */
  validateUnique(options?: CleanOptions<Names<M>>): Promise<void>;
  /** Looks at `Meta.constraints`. @throws ValidationError */
  validateConstraints(options?: CleanOptions<Names<M>>): Promise<void>;
  /** Deletes the row and, as `on_delete` says, those that point to it. @throws ProtectedError, RestrictedError */
  delete(options?: DeleteOptions): Promise<Deleted>;
  /** The columns that were read, ready for JSON. */
  toJSON(): { [A in keyof M["fields"]]?: unknown };
}

type Names<M extends ModelType> = (keyof M["fields"] | keyof M["relations"]) & string;

/** A row of any model: what a GenericForeignKey leads to. Ask which by `row instanceof Book`. */
export interface AnyInstance extends InstanceRef {
  readonly pk: unknown;
  toJSON(): object;
}

/** The row that content type and key name, after `prefetchRelated()`; null where there is none. */
export type GenericForeignKey = AnyInstance | null;

/** Names of relations that lead to one row at most, generic foreign keys too. */
type RelatedNames<M extends ModelType> = SingleRelations<M> | GenericNames<M>;

type GenericNames<M extends ModelType> = {
  [Name in keyof M["accessors"]]: null extends M["accessors"][Name] ? Name : never;
}[keyof M["accessors"]] &
  string;

type RelatedTo<M extends ModelType, Name extends string> = Name extends keyof M["relations"]
  ? RelatedRow<M["relations"][Name], never>
  : GenericForeignKey;

/** A row: its columns, the managers of related rows, what every instance has. Related rows come by `Selected`. */
export type Instance<M extends ModelType> = Columns<M> & M["accessors"] & InstanceBase<M>;

/**
 * What `selectRelated("author__publisher")` adds to a row: `{ author: Instance<AuthorModel> & { publisher: ... } }`.
 * Two calls intersect to the same as one.
 */
export type Selected<M extends ModelType, Path extends string> = {
  readonly [Head in HeadOf<Path>]: Head extends keyof M["relations"]
    ? RelatedRow<M["relations"][Head], TailOf<Path, Head>>
    : never;
};

type HeadOf<Path extends string> = Path extends `${infer Head}__${string}` ? Head : Path;
type TailOf<Path extends string, Head extends string> = Path extends `${Head}__${infer Tail}` ? Tail : never;

type RelatedRow<R, Tail extends string> =
  | (TargetOf<R> extends infer T extends ModelType
      ? [Tail] extends [never]
        ? Instance<T>
        : Instance<T> & Selected<T, Tail>
      : never)
  | (null extends R ? null : never);

/** A row of `only()`: the columns named and the primary key; the others are deferred, so they are not in the type. */
export type OnlyRow<M extends ModelType, Row, Names extends string> = Omit<
  Row,
  Exclude<keyof M["fields"], Names | AttnameOf<M, Names> | PkNames<M> | keyof M["annotations"]>
>;

/** A row of `defer()`: without the columns named. */
export type DeferredRow<M extends ModelType, Row, Names extends string> = Omit<
  Row,
  (keyof M["fields"] & Names) | (keyof M["fields"] & AttnameOf<M, Names>)
>;

/** "author" names the column "author_id" in only() and defer(). */
type AttnameOf<M extends ModelType, Names extends string> = Names extends keyof M["relations"]
  ? `${Names}_id`
  : never;
