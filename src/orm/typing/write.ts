import type { Expression } from "../query/tree.ts";
import type { HookOptions } from "../write/options.ts";
import type { Condition } from "./conditions.ts";
import type { InputOf } from "./field.ts";
import type { AnyInstance, InstanceRef } from "./instance.ts";
import type { InvalidName } from "./invalid.ts";
import type { ModelType, PkInput } from "./model-type.ts";
import type { TargetOf } from "./relations.ts";

/** Names of foreign keys: what an instance may be assigned to. */
type ForeignKeyNames<M extends ModelType> = {
  [Name in keyof M["relations"]]: NonNullable<M["relations"][Name]> extends {
    kind: "foreignKey" | "oneToOne";
  }
    ? Name
    : never;
}[keyof M["relations"]] &
  string;

/** Names of generic foreign keys: they are the accessors that may be null. */
type GenericKeyNames<M extends ModelType> = {
  [Name in keyof M["accessors"]]: null extends M["accessors"][Name] ? Name : never;
}[keyof M["accessors"]] &
  string;

type ForeignKeyInput<R> =
  | (TargetOf<R> extends infer T extends ModelType ? InstanceRef<T["label"]> : never)
  | (null extends R ? null : never);

/** What a new row may be given: columns by attname, rows by the name of their foreign key. */
export type RowValues<M extends ModelType> = {
  readonly [Name in keyof M["fields"]]?: InputOf<M["fields"][Name]> | Expression;
} & { readonly [Name in ForeignKeyNames<M>]?: ForeignKeyInput<M["relations"][Name]> } & {
  readonly [Name in GenericKeyNames<M>]?: AnyInstance | null;
} & { readonly pk?: PkInput<M> };

/** What a column takes; undefined is the same as not given, where that is possible: validated input has such keys. */
type Value<M extends ModelType, Name extends string> = Name extends keyof RowValues<M>
  ? RowValues<M>[Name] | (Name extends M["required"] ? never : undefined)
  : InvalidName<`${M["label"]} has no column or foreign key '${Name}'`, keyof RowValues<M>>;

/** Required columns that are given neither by attname nor by a row. */
type Missing<M extends ModelType, Given extends string> = M["required"] extends infer Name
  ? Name extends Given
    ? never
    : Name extends `${infer Key}_id`
      ? Key extends Given
        ? never
        : [Given & GenericKeyNames<M>] extends [never]
          ? Name
          : never
      : Name
  : never;

/** Values for update(), and for rows that something else completes. `Given`: the names that are written. */
export type ValuesInput<M extends ModelType, Given extends string> = {
  readonly [Name in Given]?: Value<M, Name>;
} & { readonly [Name in keyof RowValues<M>]?: unknown };

/** Values for create(): what is required is there. */
export type CreateInput<M extends ModelType, Given extends string> = ValuesInput<M, Given> & {
  readonly [Name in Missing<M, Given> & keyof M["fields"]]: InputOf<M["fields"][Name]>;
} & { readonly [Name in Given & M["required"]]: Value<M, Name> };

/** Lookups of getOrCreate() and updateOrCreate(): those without "__" are values of a new row, too. */
export type GetInput<M extends ModelType, Given extends string> = Condition<M, Given>;

export interface GetOrCreateOptions<M extends ModelType, Defaults extends string> extends HookOptions {
  /** Further values of a new row. */
  readonly defaults?: ValuesInput<M, Defaults>;
}

export interface UpdateOrCreateOptions<
  M extends ModelType,
  Defaults extends string,
  CreateDefaults extends string,
> extends GetOrCreateOptions<M, Defaults> {
  /** Values of a new row, in place of `defaults`. */
  readonly createDefaults?: ValuesInput<M, CreateDefaults>;
}
