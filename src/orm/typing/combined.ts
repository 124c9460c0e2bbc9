import type { Evaluable } from "../evaluable.ts";
import type { QueryTree } from "../query/tree.ts";
import type { Checked } from "./checked.ts";
import type { InstanceRef } from "./instance.ts";
import type { Invalid } from "./invalid.ts";
import type { Managed, ModelType } from "./model-type.ts";
import type {
  ColumnArguments,
  ListArguments,
  ListOptions,
  ListRow,
  OrderArguments,
  ValuesRow,
} from "./values.ts";

/**
 * What `union()`, `intersection()` and `difference()` give: a QuerySet that can be ordered, sliced, counted and combined
 * again, and of which columns can be chosen. What Django refuses after them does not compile.
 */
export interface CombinedQuerySet<M extends ModelType, Row>
  extends Managed<M>, Evaluable<Row>, PromiseLike<Row[]>, AsyncIterable<Row>, Iterable<Row> {
  /** The query as data. */
  readonly tree: QueryTree;
  all(): CombinedQuerySet<M, Row>;
  /** Sorts by columns that the rows have. */
  orderBy<const Terms extends readonly unknown[]>(
    ...terms: OrderArguments<M, Terms>
  ): CombinedQuerySet<M, Row>;
  reverse(): CombinedQuerySet<M, Row>;
  slice(start: number, stop?: number | null): CombinedQuerySet<M, Row>;
  values<const Args extends readonly string[]>(
    ...paths: ColumnArguments<M, Args>
  ): CombinedQuerySet<M, ValuesRow<M, Args>>;
  valuesList<const Args extends readonly (string | ListOptions)[]>(
    ...args: ListArguments<M, Args>
  ): CombinedQuerySet<M, ListRow<M, Args>>;
  union<Self extends Combinable, const Others extends readonly unknown[]>(
    this: Self,
    ...others: CombinedArguments<M, RowOf<Self>, Others, UnionOptions>
  ): CombinedQuerySet<M, UnionRow<RowOf<Self>, Others>>;
  intersection<Self extends Combinable, const Others extends readonly unknown[]>(
    this: Self,
    ...others: CombinedArguments<M, RowOf<Self>, Others>
  ): CombinedQuerySet<M, RowOf<Self>>;
  difference<Self extends Combinable, const Others extends readonly unknown[]>(
    this: Self,
    ...others: CombinedArguments<M, RowOf<Self>, Others>
  ): CombinedQuerySet<M, RowOf<Self>>;
  none(): CombinedQuerySet<M, Row>;
  using(alias: string): CombinedQuerySet<M, Row>;

  /** The only row. @throws Model.DoesNotExist, Model.MultipleObjectsReturned */
  get(): Promise<Row>;
  first(): Promise<Row | null>;
  last(): Promise<Row | null>;
  earliest<const Terms extends readonly unknown[]>(...terms: OrderArguments<M, Terms>): Promise<Row>;
  latest<const Terms extends readonly unknown[]>(...terms: OrderArguments<M, Terms>): Promise<Row>;
  count(): Promise<number>;
  exists(): Promise<boolean>;
  iterator(options?: { readonly chunkSize?: number }): AsyncGenerator<Row>;
  explain(): Promise<string>;

  // Written out, because the compiler would print an alias's name.
  readonly filter: Invalid<"filter() cannot follow union() and its like: call it before, on each query">;
  readonly exclude: Invalid<"exclude() cannot follow union() and its like: call it before, on each query">;
  readonly annotate: Invalid<"annotate() cannot follow union() and its like: call it before, on each query">;
  readonly alias: Invalid<"alias() cannot follow union() and its like: call it before, on each query">;
  readonly aggregate: Invalid<"aggregate() cannot follow union() and its like: call it before, on each query">;
  readonly distinct: Invalid<"distinct() cannot follow union() and its like: call it before, on each query">;
  readonly only: Invalid<"only() cannot follow union() and its like: call it before, on each query">;
  readonly defer: Invalid<"defer() cannot follow union() and its like: call it before, on each query">;
  readonly selectRelated: Invalid<"selectRelated() cannot follow union() and its like: call it before, on each query">;
  readonly prefetchRelated: Invalid<"prefetchRelated() cannot follow union() and its like: call it before, on each query">;
  readonly selectForUpdate: Invalid<"selectForUpdate() cannot follow union() and its like: call it before, on each query">;
  readonly contains: Invalid<"contains() cannot follow union() and its like: call it before, on each query">;
  readonly update: Invalid<"update() cannot follow union() and its like: call it before, on each query">;
  readonly delete: Invalid<"delete() cannot follow union() and its like: call it before, on each query">;
}

/**
 * What union() is called on. Its rows come from there and not from the class's `Row`: as a parameter's type that would keep
 * a QuerySet of rows with more from standing for one of rows with less.
 */
export interface Combinable {
  all(): Evaluable;
}

export type RowOf<Self extends Combinable> =
  ReturnType<Self["all"]> extends Evaluable<infer Row> ? Row : never;

/** The last argument of union(). */
export interface UnionOptions {
  /** Rows that are the same stay, as many as there are: UNION ALL. */
  readonly all: boolean;
}

/** The arguments of union() and its like: QuerySets with rows of the same columns, and options. */
export type CombinedArguments<M extends ModelType, Row, Args extends readonly unknown[], Options = never> = {
  [I in keyof Args]: [Args[I]] extends [never]
    ? Args[I]
    : Checked<Args[I], CombinedArgument<M, Row, Args[I], Options>>;
};

type CombinedArgument<M extends ModelType, Row, Arg, Options> =
  Arg extends Evaluable<infer Other>
    ? SameColumns<M, Row, Other> extends Invalid<string>
      ? SameColumns<M, Row, Other>
      : Arg
    : Arg extends Options
      ? Arg
      : Invalid<"This is no QuerySet: of a manager, take all()"> | Options;

type SameColumns<M extends ModelType, Row, Other> = [Row] extends [InstanceRef]
  ? [Other] extends [InstanceRef<M["label"]>]
    ? unknown
    : Invalid<`The rows are not of ${M["label"]}: choose columns of both by valuesList()`>
  : [Row] extends [readonly unknown[]]
    ? [Other] extends [{ readonly length: Row["length"] } & readonly unknown[]]
      ? unknown
      : Invalid<"The QuerySets have not the same number of columns">
    : [Row] extends [ValuesObject]
      ? [keyof Row, keyof Other] extends [keyof Other, keyof Row]
        ? unknown
        : OtherColumns
      : [Other] extends [InstanceRef | readonly unknown[]]
        ? OtherColumns
        : unknown;

type OtherColumns = Invalid<"The QuerySets have not the same columns: choose them by valuesList()">;

/** An object of values(), not a date or bytes of a flat list. */
type ValuesObject = { readonly [Symbol.toPrimitive]?: never; readonly byteLength?: never } & object;

/** A row of a union is one of any of the queries; instances are all of the first one's model. */
export type UnionRow<Row, Others extends readonly unknown[]> = [Row] extends [InstanceRef]
  ? Row
  : Row | (Others[number] extends infer Other ? (Other extends Evaluable<infer R> ? R : never) : never);
