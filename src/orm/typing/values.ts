import type { ValueOf } from "./field.ts";
import type { Columns, Instance, Selected } from "./instance.ts";
import type { ModelType } from "./model-type.ts";
import type { ColumnAt, ColumnPath, OrderPath, PrefetchPath, RequiredRelations, SelectPath } from "./path.ts";

// Arguments. Each is on its own, so that the wrong one is the one underlined. The first branch is never taken: the
// compiler infers the argument's literal type from it and checks that in the second.

/** The arguments of values(), only(), defer(). */
export type ColumnPaths<M extends ModelType, Paths extends readonly string[]> = {
  [I in keyof Paths]: [Paths[I]] extends [never] ? Paths[I] : ColumnPath<M, Paths[I]>;
};

/** The arguments of valuesList(): paths, and `{ flat: true }` after one path. */
export type ListArguments<M extends ModelType, Args extends readonly (string | ListOptions)[]> = {
  [I in keyof Args]: [Args[I]] extends [never]
    ? Args[I]
    : Args[I] extends string
      ? ColumnPath<M, Args[I]>
      : ListOptions;
};

export interface ListOptions {
  readonly flat: boolean;
}

/** The arguments of orderBy(): paths, and expressions as they are. */
export type OrderTerms<M extends ModelType, Terms extends readonly unknown[]> = {
  [I in keyof Terms]: [Terms[I]] extends [never]
    ? Terms[I]
    : Terms[I] extends string
      ? OrderPath<M, Terms[I]>
      : Terms[I];
};

/** The arguments of selectRelated(): paths; none; or null, which clears what was selected. */
export type SelectPaths<M extends ModelType, Paths extends readonly (string | null)[]> = {
  [I in keyof Paths]: [Paths[I]] extends [never]
    ? Paths[I]
    : Paths[I] extends string
      ? SelectPath<M, Paths[I]>
      : null;
};

/** The arguments of prefetchRelated(): paths, and Prefetch objects as they are. */
export type PrefetchPaths<M extends ModelType, Lookups extends readonly unknown[]> = {
  [I in keyof Lookups]: [Lookups[I]] extends [never]
    ? Lookups[I]
    : Lookups[I] extends string
      ? PrefetchPath<M, Lookups[I]>
      : Lookups[I];
};

// Rows.

/** A row of `values("id", "author__name")`: `{ id: number; author__name: string }`; of `values()`, all columns. */
export type ValuesRow<M extends ModelType, Paths extends readonly string[]> = Paths extends readonly []
  ? Columns<M>
  : { [Path in Paths[number]]: ValueOf<ColumnAt<M, Path>> };

/**
 * A row of `valuesList("id", "author__name")`: `[number, string]`; with `{ flat: true }` the one value; without paths,
 * all columns in the order that the model has them.
 */
export type ListRow<
  M extends ModelType,
  Args extends readonly (string | ListOptions)[],
> = Args extends readonly [infer Path extends string, { readonly flat: true }]
  ? ValueOf<ColumnAt<M, Path>>
  : Args extends readonly []
    ? unknown[]
    : { -readonly [I in keyof Args]: Args[I] extends string ? ValueOf<ColumnAt<M, Args[I]>> : never };

/** A row after selectRelated(). */
export type SelectedRow<
  M extends ModelType,
  Row,
  Paths extends readonly (string | null)[],
> = Paths extends readonly []
  ? Row & Selected<M, RequiredRelations<M>>
  : Paths extends readonly string[]
    ? Row & Selected<M, Paths[number]>
    : Instance<M>;
