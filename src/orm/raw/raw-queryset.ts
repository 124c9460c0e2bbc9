import { SynchronousOnlyOperation } from "../../errors/orm.ts";
import { andThen, isPromiseLike } from "../../util/maybe-promise.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import { EVALUABLE } from "../evaluable.ts";
import type { Evaluable } from "../evaluable.ts";
import { buildRows, prefetchInstances } from "../fetch.ts";
import type { ModelInstance } from "../instance.ts";
import { askedAt, queryOrigin } from "../observe.ts";
import type { QueryOrigin } from "../observe.ts";
import { Prefetch } from "../prefetch-lookup.ts";
import { assertSynchronous } from "../synchronous.ts";
import type { Managed, ModelType } from "../typing/model-type.ts";
import type { PrefetchArguments } from "../typing/values.ts";
import { runRaw } from "./raw-rows.ts";
import type { RawQuery } from "./raw-rows.ts";

/**
 * Rows of a model by SQL of the project's, which is all that they are: nothing can be added to it. Read when they are asked for,
 * as a QuerySet's, and all at once.
 */
// oxlint-disable-next-line no-unsafe-declaration-merging -- what is merged in exists for the type checker only
export class RawQuerySet<M extends ModelType, Row>
  implements Evaluable<Row>, PromiseLike<Row[]>, AsyncIterable<Row>, Iterable<Row>
{
  declare readonly [EVALUABLE]: true;
  private readonly query: RawQuery;
  private readonly lookups: readonly Prefetch[];
  private readonly origin: QueryOrigin | null;

  /** Made by `raw()`. */
  constructor(
    query: RawQuery,
    lookups: readonly Prefetch[] = [],
    origin: QueryOrigin | null = queryOrigin(),
  ) {
    this.query = query;
    this.lookups = lookups;
    this.origin = origin;
  }

  /** Reads related rows by one query for each relation: paths, or a `Prefetch`. null: none. */
  prefetchRelated<const Lookups extends readonly unknown[]>(
    ...lookups: PrefetchArguments<M, Lookups>
  ): RawQuerySet<M, Row> {
    const asked = (lookups as readonly (string | Prefetch | null)[]).filter((lookup) => lookup !== null);
    const added = asked.map((lookup) => (typeof lookup === "string" ? new Prefetch(lookup) : lookup));
    return new RawQuerySet(this.query, added.length === 0 ? [] : [...this.lookups, ...added]);
  }

  /** Runs the SQL on another database of DATABASES. */
  using(alias: string): RawQuerySet<M, Row> {
    const { tree } = this.query;
    return new RawQuerySet({ ...this.query, tree: { ...tree, using: alias } }, this.lookups);
  }

  /** The rows: at once where the database is synchronous, else as a promise. */
  evaluate(): MaybePromise<Row[]> {
    return this.origin === null ? this.fetch() : askedAt(this.origin, () => this.fetch());
  }

  // oxlint-disable-next-line no-thenable -- awaiting it is how its rows are read
  then<Result = Row[], Failure = never>(
    resolve?: ((rows: Row[]) => Result | PromiseLike<Result>) | null,
    reject?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Result | Failure> {
    return new Promise<Row[]>((settle) => {
      settle(this.evaluate());
    }).then(resolve, reject);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Row> {
    yield* await this.evaluate();
  }

  /** @throws SynchronousOnlyOperation as a QuerySet does */
  [Symbol.iterator](): Iterator<Row> {
    const { model } = this.query.tree;
    assertSynchronous(`iterating raw() of ${model}`);
    const rows = this.evaluate();
    if (!isPromiseLike(rows)) return rows[Symbol.iterator]();
    rows.then(undefined, () => undefined);
    throw new SynchronousOnlyOperation(
      `raw() of ${model} cannot be iterated synchronously: its rows come later. Use "for await", or await it.`,
    );
  }

  private fetch(): MaybePromise<Row[]> {
    const { tree } = this.query;
    return andThen(runRaw(this.query), (answer) => {
      const rows = buildRows(answer, { tree, executor: null, rows: null, known: null }) as Row[];
      if (this.lookups.length === 0) return rows;
      return andThen(prefetchInstances(rows as unknown as ModelInstance[], this.lookups), () => rows);
    });
  }
}

/** For the type checker: whose rows these are. */
// oxlint-disable-next-line no-unsafe-declaration-merging, no-unused-vars -- merged declarations have the same parameters
export interface RawQuerySet<M extends ModelType, Row> extends Managed<M> {}

Object.defineProperty(RawQuerySet.prototype, EVALUABLE, { value: true });
