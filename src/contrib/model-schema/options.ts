import type { z } from "zod";
import type { Instance } from "../../orm/typing/instance.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import type { PrefetchTarget } from "../../orm/typing/path.ts";
import type { Relation, SingleRelations } from "../../orm/typing/relations.ts";

/** What modelSchema() takes of a model, and how. */
export interface ModelSchemaOptions<M extends ModelType> {
  /**
   * Fields by name or by column ("author" is "author_id"), many-to-many fields as lists of keys; or "__all__" columns.
   * Either this or `exclude` is needed, as in Django's ModelForm: a column that is added later, say one with a secret,
   * is then sent because somebody said so.
   */
  readonly fields?: readonly FieldName<M>[] | "__all__";
  /** All columns but these. */
  readonly exclude?: readonly FieldName<M>[];
  /** Related rows, nested: foreign keys, one-to-one and many-to-many fields, and their other ends ("reviews"). */
  readonly include?: { readonly [Name in IncludeName<M>]?: NestedOptions<PrefetchTarget<M, Name>> };
  /** Values computed from the row: `(field) => ({ sold_out: field(z.boolean(), (book) => book.stock === 0) })`. */
  readonly computed?: (field: ComputedField<M>) => Readonly<Record<string, Computed>>;
  /** What `create` may leave out though the model needs it. */
  readonly optional?: readonly FieldName<M>[];
  /** What `create` and `patch` do not take. */
  readonly readOnly?: readonly FieldName<M>[];
  /** Name of the component in the OpenAPI document; of `create` and `patch` with "Create" and "Patch" behind it. */
  readonly name?: string;
}

/** Of a related row only reading is described: it is written by its key. */
export type NestedOptions<M> = M extends ModelType
  ? Pick<ModelSchemaOptions<M>, "fields" | "exclude" | "include" | "computed" | "name">
  : never;

/** Options whose types are not looked at any more. */
export interface AnyOptions {
  readonly fields?: readonly string[] | "__all__";
  readonly exclude?: readonly string[];
  readonly include?: object;
  readonly computed?: (field: never) => Readonly<Record<string, Computed>>;
  readonly optional?: readonly string[];
  readonly readOnly?: readonly string[];
  readonly name?: string;
}

/** A value that a schema describes and a function computes. */
export interface Computed<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  readonly compute: (row: never) => unknown;
}

/** Declares a computed value: its schema, and how it comes from a row. */
export type ComputedField<M extends ModelType> = <Schema extends z.ZodType>(
  schema: Schema,
  compute: (row: Instance<M>) => z.input<Schema> | z.output<Schema>,
) => Computed<Schema>;

type NamesOf<M extends ModelType, Kind extends Relation<unknown, boolean>["kind"]> = {
  [Name in keyof M["relations"]]: NonNullable<M["relations"][Name]> extends { readonly kind: Kind }
    ? Name
    : never;
}[keyof M["relations"]] &
  string;

/** Foreign keys and one-to-one fields of the model itself. */
export type KeyName<M extends ModelType> = NamesOf<M, "foreignKey" | "oneToOne">;

export type ManyToManyName<M extends ModelType> = NamesOf<M, "manyToMany">;

export type FieldName<M extends ModelType> = (keyof M["fields"] & string) | KeyName<M> | ManyToManyName<M>;

/** Managers of instances, and relations to one row; not generic foreign keys, which may lead anywhere. */
export type IncludeName<M extends ModelType> =
  | SingleRelations<M>
  | ({
      [Name in keyof M["accessors"]]: null extends M["accessors"][Name] ? never : Name;
    }[keyof M["accessors"]] &
      string);
