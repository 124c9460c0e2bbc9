import type { z } from "zod";
import type { Evaluable } from "../../orm/evaluable.ts";
import type { FieldFile } from "../../orm/fields/field-file.ts";
import type { Range, RangeBounds } from "../../orm/fields/range.ts";
import type { ValueOf } from "../../orm/typing/field.ts";
import type { ModelType, PkValue } from "../../orm/typing/model-type.ts";
import type { PrefetchTarget } from "../../orm/typing/path.ts";
import type { TargetOf } from "../../orm/typing/relations.ts";
import type { AnyOptions, Computed, ManyToManyName } from "./options.ts";

/** What modelSchema() gives: the schema of a row as it is sent, and those of what makes and changes one. */
export type ModelSchema<M extends ModelType, O extends AnyOptions> = ReadSchema<M, O> & {
  /** A new row: what the model needs is required, what it fills itself is left out. */
  readonly create: z.ZodObject<CreateShape<M, O>>;
  /** A change: what is missing stays as it is; null is a value. */
  readonly patch: z.ZodObject<PatchShape<M, O>>;
};

/** A row of a model with computed values is not taken key by key: there the object stands behind a transform. */
type ReadSchema<M extends ModelType, O extends AnyOptions> = O extends { readonly computed: object }
  ? z.ZodPipe<z.ZodTransform, z.ZodObject<ReadShape<M, O>>>
  : z.ZodObject<ReadShape<M, O>>;

/** A column's value in JSON. */
export type Json<Value> = Value extends Date | Uint8Array | FieldFile
  ? string
  : Value extends Range<infer Bound>
    ? { lower: Json<Bound>; upper: Json<Bound>; bounds: RangeBounds } | { empty: true }
    : Value extends readonly (infer Element)[]
      ? Json<Element>[]
      : Value;

type ReadShape<M extends ModelType, O extends AnyOptions> = {
  [Name in Columns<M, O>]: z.ZodType<Json<Column<M, Name>>, Column<M, Name> | Json<Column<M, Name>>>;
} & {
  [Name in Extract<Named<M, O>, ManyToManyName<M>>]: z.ZodType<
    RelatedKey<M, Name>[],
    readonly RelatedKey<M, Name>[] | ManagerLike
  >;
} & IncludedShape<M, O["include"]> &
  ComputedShape<O["computed"]>;

type IncludedShape<M extends ModelType, Include> = Include extends object
  ? {
      [Name in keyof Include & string]: Include[Name] extends AnyOptions
        ? Included<M, Name, Include[Name]>
        : never;
    }
  : unknown;

type Included<M extends ModelType, Name extends string, O extends AnyOptions> =
  PrefetchTarget<M, Name> extends infer Target extends ModelType
    ? Name extends keyof M["accessors"]
      ? z.ZodType<Sent<Target, O>[], readonly Taken<Target, O>[] | ManagerLike | Evaluable>
      : Name extends keyof M["relations"]
        ? z.ZodType<
            Sent<Target, O> | Extract<M["relations"][Name], null>,
            Taken<Target, O> | Extract<M["relations"][Name], null>
          >
        : never
    : never;

type Sent<M extends ModelType, O extends AnyOptions> = z.output<z.ZodObject<ReadShape<M, O>>>;
type Taken<M extends ModelType, O extends AnyOptions> = z.input<z.ZodObject<ReadShape<M, O>>>;

/** A manager of related rows. */
interface ManagerLike {
  all(): Evaluable;
}

type ComputedShape<Declare> = Declare extends (field: never) => infer Fields
  ? { [Name in keyof Fields]: Fields[Name] extends Computed<infer Schema> ? Schema : never }
  : unknown;

type CreateShape<M extends ModelType, O extends AnyOptions> = {
  [Name in Writable<M, O>]: Name extends Exclude<M["required"], Optional<M, O>>
    ? WriteField<M, Name>
    : z.ZodOptional<WriteField<M, Name>>;
} & { [Name in WritableMany<M, O>]: z.ZodOptional<Keys<M, Name>> };

type PatchShape<M extends ModelType, O extends AnyOptions> = {
  [Name in Writable<M, O>]: z.ZodOptional<WriteField<M, Name>>;
} & { [Name in WritableMany<M, O>]: z.ZodOptional<Keys<M, Name>> };

type WriteField<M extends ModelType, Name extends string> = z.ZodType<Column<M, Name>, Json<Column<M, Name>>>;
type Keys<M extends ModelType, Name extends string> = z.ZodType<RelatedKey<M, Name>[], RelatedKey<M, Name>[]>;

type Column<M extends ModelType, Name extends string> = Name extends keyof M["fields"]
  ? ValueOf<M["fields"][Name]>
  : never;

type RelatedKey<M extends ModelType, Name extends string> = Name extends keyof M["relations"]
  ? TargetOf<M["relations"][Name]> extends infer Target extends ModelType
    ? PkValue<Target>
    : never
  : never;

/** Names as the options have them. */
type Named<M extends ModelType, O extends AnyOptions> = O["fields"] extends readonly (infer Name)[]
  ? Name
  : O["fields"] extends "__all__"
    ? keyof M["fields"]
    : O["exclude"] extends readonly (infer Name extends string)[]
      ? Exclude<keyof M["fields"], Attname<M, Name>>
      : never;

/** Names as columns: "author" is "author_id". */
type Attname<M extends ModelType, Name> = Name extends keyof M["fields"] & string
  ? Name
  : Name extends string
    ? Extract<keyof M["fields"], `${Name}_id`>
    : never;

type Columns<M extends ModelType, O extends AnyOptions> = Attname<M, Named<M, O>> & string;

type Optional<M extends ModelType, O extends AnyOptions> = O["optional"] extends readonly (infer Name)[]
  ? Attname<M, Name>
  : never;

type ReadOnly<M extends ModelType, O extends AnyOptions> =
  | (string extends M["readOnly"] ? never : M["readOnly"])
  | (O["readOnly"] extends readonly (infer Name)[] ? Attname<M, Name> | Name : never)
  | Files<M>;

/** A file is stored before its name is: uploads are not written by a schema. */
type Files<M extends ModelType> = {
  [Name in keyof M["fields"]]: NonNullable<M["fields"][Name]> extends { readonly kind: "file" }
    ? Name
    : never;
}[keyof M["fields"]];

/** Columns that are written: those read, and the keys of foreign keys that are included. */
type Writable<M extends ModelType, O extends AnyOptions> = Exclude<
  Columns<M, O> | (Attname<M, keyof O["include"]> & string),
  ReadOnly<M, O>
>;

type WritableMany<M extends ModelType, O extends AnyOptions> = Exclude<
  Extract<Named<M, O> | keyof O["include"], ManyToManyName<M>>,
  ReadOnly<M, O>
>;
