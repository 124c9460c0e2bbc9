import { inspect } from "node:util";
import { QueryError } from "../errors/query.ts";
import { SynchronousOnlyOperation } from "../errors/orm.ts";
import { isPromiseLike } from "../util/maybe-promise.ts";
import type { MaybePromise } from "../util/maybe-promise.ts";
import { combinedTree } from "./combined.ts";
import { conditionOf } from "./conditions.ts";
import { dateTimesOf, datesOf } from "./dates.ts";
import type { DateOrder } from "./dates.ts";
import { EVALUABLE, PLANNED } from "./evaluable.ts";
import type { Evaluable } from "./evaluable.ts";
import type { ExecutorName } from "./executors/answer.ts";
import { fetchRows } from "./fetch.ts";
import { orderTerm } from "./functions/computed.ts";
import type { ZoneOption } from "./functions/dates.ts";
import { expressionArguments } from "./functions/options.ts";
import { plannedTree } from "./planned/plan-query.ts";
import type { RowShape } from "./planned/row-shape.ts";
import { Prefetch } from "./prefetch-lookup.ts";
import type { Combination, Operation, QueryTree } from "./query/tree.ts";
import { hasInstances, refuseSliced } from "./query-rules.ts";
import { withOperation } from "./query-state.ts";
import type { QueryState } from "./query-state.ts";
import { asked, askedAt, queryOrigin } from "./observe.ts";
import type { QueryOrigin } from "./observe.ts";
import { ReadingMethods } from "./reading-methods.ts";
import { runtime } from "./runtime.ts";
import { assertSynchronous } from "./synchronous.ts";
import type {
  Aliased,
  Annotated,
  AnnotatedRow,
  AnnotationChecks,
  Expressions,
} from "./typing/annotations.ts";
import type {
  Combinable,
  CombinedArguments,
  CombinedQuerySet,
  RowOf,
  UnionOptions,
  UnionRow,
} from "./typing/combined.ts";
import type { Conditions } from "./typing/conditions.ts";
import type { DateArgument, DateKind, DateTimeArgument, DateTimeAt, DateTimeKind } from "./typing/dates.ts";
import type { DeferredRow, Instance, OnlyRow } from "./typing/instance.ts";
import type { Managed, ModelType } from "./typing/model-type.ts";
import type {
  ColumnArguments,
  ListArguments,
  ListOptions,
  ListRow,
  LockOptions,
  OrderArguments,
  PrefetchArguments,
  SelectArguments,
  SelectedRow,
  ValuesRow,
} from "./typing/values.ts";
import { deleteRows } from "./write/delete.ts";
import type { Deleted, HookOptions } from "./write/options.ts";

/** What managers and QuerySets have in common: the methods that ask the database, and those that make other QuerySets. */
// oxlint-disable-next-line no-unsafe-declaration-merging -- what is merged in exists for the type checker only
export abstract class QueryMethods<M extends ModelType, Row = Instance<M>> extends ReadingMethods<M, Row> {
  protected abstract override readonly state: QueryState;

  /** What a console shows: nothing is asked, and values stay out of logs. */
  [inspect.custom](): string {
    return `<${this.constructor.name} of ${this.state.tree.model}: await it for its rows>`;
  }

  /** A new QuerySet of the same rows. */
  all(): QuerySet<M, Row> {
    return new QuerySet<M, Row>(this.state);
  }

  /** Rows that meet all conditions: objects of lookups, and Qs. */
  filter<
    A extends string = never,
    B extends string = never,
    C extends string = never,
    D extends string = never,
  >(...conditions: Conditions<M, A, B, C, D>): QuerySet<M, Row> {
    return this.filtered("filter", conditions);
  }

  /** Rows that do not meet the conditions together. */
  exclude<
    A extends string = never,
    B extends string = never,
    C extends string = never,
    D extends string = never,
  >(...conditions: Conditions<M, A, B, C, D>): QuerySet<M, Row> {
    return this.filtered("exclude", conditions);
  }

  /** Sorts: "title", "-published", "author__name", "?"; without terms the default ordering is cleared. */
  orderBy<const Terms extends readonly unknown[]>(...terms: OrderArguments<M, Terms>): QuerySet<M, Row> {
    refuseSliced(this.state.tree, "Cannot reorder a query once a slice has been taken.");
    return this.with({ op: "orderBy", terms: (terms as readonly unknown[]).map(orderTerm) });
  }

  /** The other way round. */
  reverse(): QuerySet<M, Row> {
    refuseSliced(this.state.tree, "Cannot reverse a query once a slice has been taken.");
    return this.with({ op: "reverse" });
  }

  /** Rows from `start` to before `stop`: Python's `[start:stop]`. */
  slice(start: number, stop: number | null = null): QuerySet<M, Row> {
    if (start < 0 || (stop !== null && stop < 0)) throw new QueryError("Negative indexing is not supported.");
    return this.with({ op: "slice", start, stop });
  }

  /** Objects of the columns named, or of all. */
  values<const Args extends readonly string[]>(
    ...paths: ColumnArguments<M, Args>
  ): QuerySet<M, ValuesRow<M, Args>> {
    return this.with({ op: "values", fields: paths as readonly string[] });
  }

  /** Arrays of the columns named; with `{ flat: true }` one column's values. */
  valuesList<const Args extends readonly (string | ListOptions)[]>(
    ...args: ListArguments<M, Args>
  ): QuerySet<M, ListRow<M, Args>> {
    const fields = (args as readonly unknown[]).filter((argument) => typeof argument === "string");
    const options = args.at(-1) as ListOptions | string | undefined;
    const flat = typeof options === "object" && options.flat;
    if (flat && fields.length > 1)
      throw new QueryError("'flat' is not valid when values_list is called with more than one field.");
    return this.with({ op: "valuesList", fields, flat });
  }

  /**
   * The days at which the years (months, weeks, days) of a column begin, each once, as "2026-01-01". Rows without a date are
   * left out.
   */
  dates<const Path extends string>(
    field: DateArgument<M, Path>,
    kind: DateKind,
    order: DateOrder = "ASC",
  ): QuerySet<M, string> {
    return new QuerySet<M, string>(datesOf(this.state, field as string, kind, order));
  }

  /**
   * The times at which the years ... seconds of a datetime column begin, each once.
   * @param options `tzinfo`: the name of a time zone, on whose clock they begin; TIME_ZONE unless told
   */
  datetimes<const Path extends string>(
    field: DateTimeArgument<M, Path>,
    kind: DateTimeKind,
    order: DateOrder = "ASC",
    options: ZoneOption = {},
  ): QuerySet<M, DateTimeAt<M, Path>> {
    const state = dateTimesOf(this.state, field as string, kind, order, options.tzinfo);
    return new QuerySet<M, DateTimeAt<M, Path>>(state);
  }

  /** Reads these columns only, and the primary key. */
  only<const Args extends readonly string[]>(
    ...paths: ColumnArguments<M, Args>
  ): QuerySet<M, OnlyRow<M, Row, Args[number]>> {
    this.refuseValues("only");
    return this.with({ op: "only", fields: paths as readonly string[] });
  }

  /** Reads all columns but these. */
  defer<const Args extends readonly string[]>(
    ...paths: ColumnArguments<M, Args>
  ): QuerySet<M, DeferredRow<M, Row, Args[number]>> {
    this.refuseValues("defer");
    return this.with({ op: "defer", fields: paths as readonly string[] });
  }

  /** No row twice. Names: one row for each of their values (PostgreSQL). */
  distinct(...fields: readonly string[]): QuerySet<M, Row> {
    refuseSliced(this.state.tree, "Cannot create distinct fields once a slice has been taken.");
    return this.with({ op: "distinct", fields });
  }

  /** Reads the related rows by a join: `book.author` is there. Without names every foreign key that is not null; null: none. */
  selectRelated<const Args extends readonly (string | null)[]>(
    ...paths: SelectArguments<M, Args>
  ): QuerySet<M, SelectedRow<M, Row, Args>> {
    this.refuseValues("select_related");
    const names = (paths as readonly (string | null)[]).filter((path) => path !== null);
    return this.with({ op: "selectRelated", paths: paths.length === 0 ? null : names });
  }

  /** Reads related rows by one query for each relation: paths, or a `Prefetch`. null: none. */
  prefetchRelated<const Lookups extends readonly unknown[]>(
    ...lookups: PrefetchArguments<M, Lookups>
  ): QuerySet<M, Row> {
    const asked = (lookups as readonly (string | Prefetch | null)[]).filter((lookup) => lookup !== null);
    return this.with({
      op: "prefetchRelated",
      lookups: asked.map((lookup) => (typeof lookup === "string" ? new Prefetch(lookup) : lookup)),
    });
  }

  /** Adds computed columns. */
  annotate<E extends Expressions<M>>(
    expressions: E & AnnotationChecks<M, E>,
  ): QuerySet<Annotated<M, E>, AnnotatedRow<M, Row, E>> {
    return this.with({ op: "annotate", expressions: expressionArguments(expressions) });
  }

  /** Names computed columns for later filters, and does not read them. */
  alias<E extends Expressions<M>>(expressions: E & AnnotationChecks<M, E>): QuerySet<Aliased<M, E>, Row> {
    return this.with({ op: "alias", expressions: expressionArguments(expressions) });
  }

  /**
   * Locks the rows until the transaction ends: others that want to change or lock them wait. Only in `atomic`; where the
   * database has no row locks (SQLite), the rows are read without.
   *
   * @throws TransactionManagementError outside of a transaction
   * @throws OperationalError with `noWait`: somebody has locked a row
   */
  selectForUpdate<const Of extends readonly string[] = readonly []>(
    options: LockOptions<M, Of> = {},
  ): QuerySet<M, Row> {
    const { noWait = false, skipLocked = false, of = [], noKey = false } = options;
    if (noWait && skipLocked) throw new QueryError("The nowait option cannot be used with skip_locked.");
    return this.with({ op: "selectForUpdate", noWait, skipLocked, of, noKey });
  }

  /**
   * Rows of this query and of others, each once; with `{ all: true }` as many as there are. Rows have the columns of the
   * first query, and the others must select as many, of the same types.
   *
   * ```ts
   * await Author.objects.valuesList("name").union(Publisher.objects.valuesList("name")).orderBy("name");
   * ```
   * @throws NotSupportedError at a method that may not follow
   */
  union<Self extends Combinable, const Others extends readonly unknown[]>(
    this: Self,
    ...others: CombinedArguments<M, RowOf<Self>, Others, UnionOptions>
  ): CombinedQuerySet<M, UnionRow<RowOf<Self>, Others>> {
    return combinedQuery(this, "union", others);
  }

  /** Rows that this query and all the others have. */
  intersection<Self extends Combinable, const Others extends readonly unknown[]>(
    this: Self,
    ...others: CombinedArguments<M, RowOf<Self>, Others>
  ): CombinedQuerySet<M, RowOf<Self>> {
    return combinedQuery(this, "intersection", others);
  }

  /** Rows of this query that none of the others has. */
  difference<Self extends Combinable, const Others extends readonly unknown[]>(
    this: Self,
    ...others: CombinedArguments<M, RowOf<Self>, Others>
  ): CombinedQuerySet<M, RowOf<Self>> {
    return combinedQuery(this, "difference", others);
  }

  /** No rows, and no query. */
  none(): QuerySet<M, Row> {
    return this.with({ op: "none" });
  }

  /** Reads from another database of DATABASES. */
  using(alias: string): QuerySet<M, Row> {
    const { tree } = this.state;
    return new QuerySet<M, Row>({ ...this.state, tree: { ...tree, using: alias }, rows: null });
  }

  /** `N`: the model as the query has it afterwards, with its annotations. */
  private with<N extends ModelType = M>(operation: Operation): QuerySet<N, never> {
    return new QuerySet<N, never>(withOperation(this.state, operation));
  }

  private filtered(op: "filter" | "exclude", conditions: readonly unknown[]): QuerySet<M, Row> {
    if (conditions.length > 0)
      refuseSliced(this.state.tree, "Cannot filter a query once a slice has been taken.");
    return this.with({ op, where: conditionOf(conditions) });
  }

  private refuseValues(method: string): void {
    if (!hasInstances(this.state.tree))
      throw new QueryError(`Cannot call ${method}() after .values() or .values_list()`);
  }
}

/** For the type checker: whose rows these are. */
// oxlint-disable-next-line no-unsafe-declaration-merging, no-unused-vars -- merged declarations have the same parameters
export interface QueryMethods<M extends ModelType, Row> extends Managed<M> {}

/**
 * Rows of a model that are read when they are asked for. Immutable: every method gives another one, and each evaluation
 * reads anew, so that one may be kept for the life of the process.
 *
 * ```ts
 * const books = await Book.objects.filter({ in_print: true }).orderBy("title").slice(0, 20);  // an array
 * for await (const book of Book.objects.all()) { ... }                                       // in pages
 * ```
 */
export class QuerySet<M extends ModelType, Row = Instance<M>>
  extends QueryMethods<M, Row>
  implements Evaluable<Row>, PromiseLike<Row[]>, AsyncIterable<Row>, Iterable<Row>
{
  declare readonly [EVALUABLE]: true;
  protected override readonly state: QueryState;
  /** For logs and errors; null while nobody observes queries. */
  readonly #origin: QueryOrigin | null;

  /** Made by managers and by other QuerySets. */
  constructor(state: QueryState, origin: QueryOrigin | null = queryOrigin()) {
    super();
    this.state = state;
    this.#origin = origin;
  }

  /** The query as data. */
  get tree(): QueryTree {
    return this.state.tree;
  }

  /**
   * Deletes the rows and, as `on_delete` says, those that point to them; how many, and of which models.
   * @throws ProtectedError, RestrictedError
   */
  async delete(options?: HookOptions): Promise<Deleted> {
    return asked(() => deleteRows(this.state.tree, options));
  }

  /** The rows: at once where the database is synchronous, else as a promise. */
  evaluate(): MaybePromise<Row[]> {
    const fetch = (): MaybePromise<Row[]> => fetchRows(this.state) as MaybePromise<Row[]>;
    return this.#origin === null ? fetch() : askedAt(this.#origin, fetch);
  }

  /** For the response step. */
  [PLANNED](shape: RowShape): QuerySet<M, Row> {
    if (this.state.rows !== null) return this;
    const tree = plannedTree(this.tree, shape);
    return tree === this.tree ? this : new QuerySet<M, Row>({ ...this.state, tree }, this.#origin);
  }

  // oxlint-disable-next-line no-thenable -- awaiting a QuerySet is how its rows are read
  then<Result = Row[], Failure = never>(
    resolve?: ((rows: Row[]) => Result | PromiseLike<Result>) | null,
    reject?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Result | Failure> {
    return new Promise<Row[]>((settle) => {
      settle(this.evaluate());
    }).then(resolve, reject);
  }

  [Symbol.asyncIterator](): AsyncIterator<Row> {
    return this.iterator();
  }

  /**
   * Rows at once, where every database is SQLite.
   * @throws SynchronousOnlyOperation on other databases, and inside an asynchronous handler.
   */
  [Symbol.iterator](): Iterator<Row> {
    assertSynchronous(`iterating a QuerySet of ${this.tree.model}`);
    const rows = runtime().synchronous ? this.evaluate() : null;
    if (rows === null || isPromiseLike(rows))
      throw new SynchronousOnlyOperation(
        `A QuerySet of ${this.tree.model} cannot be iterated synchronously: its rows come from a database that answers ` +
          'later, or from Python. Use "for await", or await it.',
      );
    return rows[Symbol.iterator]();
  }
}

Object.defineProperty(QuerySet.prototype, EVALUABLE, { value: true });

/** Whether a value is a QuerySet. */
export function isQuerySet(value: unknown): value is QuerySet<ModelType, unknown> {
  return value instanceof QuerySet;
}

/** The same query on one executor only, for tests that compare the two. */
export function withExecutor<M extends ModelType, Row>(
  query: QueryMethods<M, Row>,
  executor: ExecutorName,
): QuerySet<M, Row> {
  return new QuerySet<M, Row>({ ...query["state"], executor });
}

/** A QuerySet, but for the types of what may not follow. */
function combinedQuery<M extends ModelType, Row>(
  query: unknown,
  combinator: Combination["combinator"],
  others: unknown,
): CombinedQuerySet<M, Row> {
  const { state } = query as { readonly state: QueryState };
  const tree = combinedTree(state.tree, combinator, others as readonly unknown[]);
  const { executor, known } = state;
  return new QuerySet<M, Row>({ tree, executor, rows: null, known }) as unknown as CombinedQuerySet<M, Row>;
}
