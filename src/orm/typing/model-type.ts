import type { InputOf, ValueOf } from "./field.ts";

/**
 * A model for the type checker. Generated code declares one interface a model (`BookModel extends ModelType`); no
 * value of it exists. The members are shallow here, so that models may refer to each other in circles and only what
 * a query names is ever resolved. What a model has none of is left out (`parents`, `relations`, `accessors`, `readOnly`,
 * `annotations` ...).
 */
export interface ModelType {
  /** "catalog.Book" */
  label: string;
  /** Labels of its multi-table parents and, in a proxy, of the model it stands for: its rows may stand where theirs do. */
  parents: string;
  /** attname of the primary key; a tuple of them for a CompositePrimaryKey. */
  pk: string | readonly string[];
  /** Columns by attname: what an instance has. Nullable: `CharField | null`. */
  fields: object;
  /** Computed columns of a query, which are among `fields`, too: those of annotate(), and of alias(). */
  annotations: object;
  aliases: object;
  /** Relations by the name that lookups use: `ForeignKey<AuthorModel>`, `ReverseForeignKey<ReviewModel>` ... */
  relations: object;
  /** Managers of related rows by the attribute that instances have: `RelatedManager<ReviewModel>` ... */
  accessors: object;
  /** `objects` and the other managers. */
  managers: object;
  /** attnames that a new row must be given: no default, not null, nothing fills them. */
  required: string;
  /** attnames that callers do not write: keys and times that fill themselves, generated columns, `editable=False`. */
  readOnly: string;
}

/** The labels that a row of the model answers to. */
export type Lineage<M extends ModelType> = M["label"] | (string extends M["parents"] ? never : M["parents"]);

/** attnames of the primary key. */
export type PkNames<M extends ModelType> = M["pk"] extends readonly string[] ? M["pk"][number] : M["pk"];

/** The primary key's column type. */
export type PkField<M extends ModelType> = M["pk"] extends keyof M["fields"] ? M["fields"][M["pk"]] : never;

/** The primary key's value: a tuple for a composite one. */
export type PkValue<M extends ModelType> = M["pk"] extends readonly string[]
  ? { [I in keyof M["pk"]]: M["pk"][I] extends keyof M["fields"] ? ValueOf<M["fields"][M["pk"][I]]> : never }
  : ValueOf<PkField<M>>;

/** What stands for a row of the model in a filter: its primary key as written there. */
export type PkInput<M extends ModelType> = M["pk"] extends readonly string[]
  ? PkValue<M>
  : InputOf<PkField<M>>;

declare const model: unique symbol;

/** What managers and querysets of a model have for the type checker only: which model. */
export interface Managed<M> {
  readonly [model]?: M;
}

/** The model of a manager type. */
export type ModelOf<Manager> = Manager extends Managed<infer M extends ModelType> ? M : never;
