import type { InputOf } from "./field.ts";
import type { ModelType, PkField, PkInput } from "./model-type.ts";

/** By which kind of field, and from which end. */
export type RelationKind =
  | "foreignKey"
  | "oneToOne"
  | "manyToMany"
  | "genericRelation"
  | "reverseForeignKey"
  | "reverseOneToOne"
  | "reverseManyToMany";

/**
 * A relation as lookups see it. `many`: it multiplies rows, so selectRelated cannot follow it. A relation that may have
 * no row at the other end is `ForeignKey<AuthorModel> | null`. `ToField`: the attname that a foreign key refers to, where that
 * is not the primary key (never).
 */
export interface Relation<
  M,
  Many extends boolean,
  Kind extends RelationKind = RelationKind,
  ToField extends string = string,
> {
  readonly model: M;
  readonly many: Many;
  readonly kind: Kind;
  readonly toField: ToField;
}

export interface ForeignKey<M, ToField extends string = never> extends Relation<
  M,
  false,
  "foreignKey",
  ToField
> {}
export interface OneToOne<M, ToField extends string = never> extends Relation<
  M,
  false,
  "oneToOne",
  ToField
> {}
export interface ManyToMany<M> extends Relation<M, true, "manyToMany", never> {}
export interface GenericRelation<M> extends Relation<M, true, "genericRelation", never> {}
/** The other end of a foreign key. */
export interface ReverseForeignKey<M> extends Relation<M, true, "reverseForeignKey", never> {}
/** The other end of a one-to-one field. */
export interface ReverseOneToOne<M> extends Relation<M, false, "reverseOneToOne", never> {}
/** The other end of a many-to-many field. */
export interface ReverseManyToMany<M> extends Relation<M, true, "reverseManyToMany", never> {}

/** The model at the other end. */
export type TargetOf<R> = NonNullable<R> extends { readonly model: infer M } ? M : never;

/** The column of the other model that stands for its rows: the one that a foreign key refers to, else its primary key. */
export type KeyField<R, Target extends ModelType> =
  ToFieldOf<R> extends infer Name
    ? [Name] extends [never]
      ? PkField<Target>
      : Name extends keyof Target["fields"]
        ? Target["fields"][Name]
        : never
    : never;

/** What stands for such a row in a filter. */
export type KeyInput<R, Target extends ModelType> = [ToFieldOf<R>] extends [never]
  ? PkInput<Target>
  : InputOf<KeyField<R, Target>>;

type ToFieldOf<R> = NonNullable<R> extends { readonly toField: infer Name } ? Name : never;

/** Names of relations that lead to one row at most. */
export type SingleRelations<M extends ModelType> = {
  [Name in keyof M["relations"]]: NonNullable<M["relations"][Name]> extends Relation<unknown, false>
    ? Name
    : never;
}[keyof M["relations"]] &
  string;

/** Names of foreign keys that always have a row: what `selectRelated()` without names follows. */
export type RequiredRelations<M extends ModelType> = {
  [Name in keyof M["relations"]]: M["relations"][Name] extends Relation<unknown, false> ? Name : never;
}[keyof M["relations"]] &
  string;
