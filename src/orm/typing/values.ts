import type { AliasNames, OrderExpression } from "./annotations.ts";
import type { Checked } from "./checked.ts";
import type { ColumnValueOf } from "./field.ts";
import type { Instance, Selected } from "./instance.ts";
import type { Invalid } from "./invalid.ts";
import type { ModelType } from "./model-type.ts";
import type { ColumnAt, ColumnPath, OrderPath, PrefetchPath, SelectPath } from "./path.ts";
import type { RequiredRelations } from "./relations.ts";

// Arguments of methods that take paths, each on its own, so that the wrong one is the one underlined and completed. The
// first branch is never taken: the compiler infers the argument's literal type from it, and checks it in the second.

/** The arguments of values(), only(), defer(). */
export type ColumnArguments<M extends ModelType, Args extends readonly string[]> = {
  [I in keyof Args]: [Args[I]] extends [never] ? Args[I] : Checked<Args[I], SelectedPath<M, Args[I]>>;
};

type SelectedPath<M extends ModelType, Path extends string> =
  Path extends AliasNames<M>
    ? Invalid<`Cannot select the '${Path}' alias. Use annotate() to promote it.`>
    : ColumnPath<M, Path>;

/** The arguments of valuesList(): paths, and `{ flat: true }` after one path. */
export type ListArguments<M extends ModelType, Args extends readonly (string | ListOptions)[]> = {
  [I in keyof Args]: [Args[I]] extends [never]
    ? Args[I]
    : Checked<Args[I], Args[I] extends string ? SelectedPath<M, Args[I]> : ListOptions>;
};

export interface ListOptions {
  readonly flat: boolean;
}

/** The arguments of orderBy(): paths, and expressions as they are. */
export type OrderArguments<M extends ModelType, Args extends readonly unknown[]> = {
  [I in keyof Args]: [Args[I]] extends [never]
    ? Args[I]
    : Checked<Args[I], Args[I] extends string ? OrderPath<M, Args[I]> : OrderExpression<M, Args[I]>>;
};

/** The arguments of selectRelated(): paths; none; or null, which clears what was selected. */
export type SelectArguments<M extends ModelType, Args extends readonly (string | null)[]> = {
  [I in keyof Args]: [Args[I]] extends [never]
    ? Args[I]
    : Checked<Args[I], Args[I] extends string ? SelectPath<M, Args[I]> : null>;
};

/** The arguments of prefetchRelated(): paths, and Prefetch objects as they are. */
export type PrefetchArguments<M extends ModelType, Args extends readonly unknown[]> = {
  [I in keyof Args]: [Args[I]] extends [never]
    ? Args[I]
    : Checked<Args[I], Args[I] extends string ? PrefetchPath<M, Args[I]> : Args[I]>;
};

/** The options of selectForUpdate(). */
export interface LockOptions<M extends ModelType, Of extends readonly string[]> {
  /** An error where somebody else has locked a row. */
  readonly noWait?: boolean;
  /** Rows that somebody else has locked are left out. */
  readonly skipLocked?: boolean;
  /** Rows of these tables only: "self", selected relations, a parent by its link. */
  readonly of?: {
    readonly [I in keyof Of]: [Of[I]] extends [never]
      ? Of[I]
      : Checked<Of[I], Of[I] extends "self" ? Of[I] : SelectPath<M, Of[I]>>;
  };
  /** A weaker lock: rows that point to these may still be added (PostgreSQL). */
  readonly noKey?: boolean;
}

// Rows.

/** A row of `values("id", "author__name")`: `{ id: number; author__name: string }`; of `values()`, all columns. */
export type ValuesRow<M extends ModelType, Args extends readonly string[]> = Args extends readonly []
  ? { [Name in Exclude<keyof M["fields"], AliasNames<M>>]: ColumnValueOf<M["fields"][Name]> }
  : { [Path in Args[number]]: ColumnValueOf<ColumnAt<M, Path>> };

/**
 * A row of `valuesList("id", "author__name")`: `[number, string]`; with `{ flat: true }` the one value; without paths,
 * all columns in the order that the model has them.
 */
export type ListRow<
  M extends ModelType,
  Args extends readonly (string | ListOptions)[],
> = Args extends readonly [infer Path extends string, { readonly flat: true }]
  ? ColumnValueOf<ColumnAt<M, Path>>
  : Args extends readonly [...infer Paths extends readonly string[], ListOptions]
    ? Tuple<M, Paths>
    : Tuple<M, Args>;

type Tuple<M extends ModelType, Paths extends readonly unknown[]> = Paths extends readonly []
  ? unknown[]
  : { -readonly [I in keyof Paths]: Paths[I] extends string ? ColumnValueOf<ColumnAt<M, Paths[I]>> : never };

/** A row after selectRelated(): without paths, every foreign key that is not null was followed; null cleared all. */
export type SelectedRow<
  M extends ModelType,
  Row,
  Args extends readonly (string | null)[],
> = Args extends readonly []
  ? Row & Selected<M, RequiredRelations<M>>
  : Args extends readonly string[]
    ? Row & Selected<M, Args[number]>
    : Instance<M>;
