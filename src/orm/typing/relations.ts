import type { ModelType } from "./model-type.ts";

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
 * no row at the other end is `ForeignKey<AuthorModel> | null`.
 */
export interface Relation<M, Many extends boolean, Kind extends RelationKind = RelationKind> {
  readonly model: M;
  readonly many: Many;
  readonly kind: Kind;
}

export interface ForeignKey<M> extends Relation<M, false, "foreignKey"> {}
export interface OneToOne<M> extends Relation<M, false, "oneToOne"> {}
export interface ManyToMany<M> extends Relation<M, true, "manyToMany"> {}
export interface GenericRelation<M> extends Relation<M, true, "genericRelation"> {}
/** The other end of a foreign key. */
export interface ReverseForeignKey<M> extends Relation<M, true, "reverseForeignKey"> {}
/** The other end of a one-to-one field. */
export interface ReverseOneToOne<M> extends Relation<M, false, "reverseOneToOne"> {}
/** The other end of a many-to-many field. */
export interface ReverseManyToMany<M> extends Relation<M, true, "reverseManyToMany"> {}

/** The model at the other end. */
export type TargetOf<R> = NonNullable<R> extends { readonly model: infer M } ? M : never;

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
