import { QueryError } from "../errors/query.ts";
import { conditionOf } from "./conditions.ts";
import { explain, run } from "./executors/run.ts";
import { fetchPages } from "./fetch.ts";
import { expressionArguments } from "./functions/options.ts";
import { rowsByKey } from "./in-bulk.ts";
import { ModelInstance } from "./instance.ts";
import { asked } from "./observe.ts";
import type { PendingRow } from "./pending-row.ts";
import { hasInstances, refuseSliced } from "./query-rules.ts";
import { refuseCombined } from "./query/combination.ts";
import { withOperation } from "./query-state.ts";
import type { QueryState } from "./query-state.ts";
import type { RawParams } from "./raw/placeholders.ts";
import { RawQuerySet } from "./raw/raw-queryset.ts";
import { endRow, existsRow, getRow, latestRow } from "./single-row.ts";
import type { AggregateChecks, Expressions, ValuesOf } from "./typing/annotations.ts";
import type { BulkKey, BulkValue } from "./typing/bulk.ts";
import type { Conditions } from "./typing/conditions.ts";
import type { Instance, InstanceRef } from "./typing/instance.ts";
import type { ModelType } from "./typing/model-type.ts";
import type { OrderArguments } from "./typing/values.ts";
import { WritingMethods } from "./writing-methods.ts";

/** How many rows `for await` holds at a time; Django's `iterator()` reads as many. */
const CHUNK_SIZE = 2000;

/** The options of raw(). */
export interface RawOptions {
  /** Names of the model's columns by those of the SQL: `{ first: "name" }`. */
  readonly translations?: Readonly<Record<string, string>>;
  /** A database of DATABASES. */
  readonly using?: string;
}

/** The methods of managers and QuerySets that ask the database, and answer promises. */
export abstract class ReadingMethods<M extends ModelType, Row = Instance<M>> extends WritingMethods<M> {
  protected abstract override readonly state: QueryState;

  /**
   * The one row that meets the conditions.
   * @throws Model.DoesNotExist, Model.MultipleObjectsReturned
   */
  get<A extends string = never, B extends string = never, C extends string = never, D extends string = never>(
    ...conditions: Conditions<M, A, B, C, D>
  ): Promise<Row> {
    return getRow(this.state, conditions) as PendingRow<Row>;
  }

  /** The first row, by primary key if nothing else orders; null: there is none. */
  first(): Promise<Row | null> {
    return endRow(this.state, "first") as PendingRow<Row | null>;
  }

  /** The last row; null: there is none. */
  last(): Promise<Row | null> {
    return endRow(this.state, "last") as PendingRow<Row | null>;
  }

  /** The first row by these fields, or by `Meta.get_latest_by`. @throws Model.DoesNotExist */
  earliest<const Terms extends readonly unknown[]>(...terms: OrderArguments<M, Terms>): Promise<Row> {
    return latestRow(this.state, terms, "earliest") as PendingRow<Row>;
  }

  /** The last row by these fields, or by `Meta.get_latest_by`. @throws Model.DoesNotExist */
  latest<const Terms extends readonly unknown[]>(...terms: OrderArguments<M, Terms>): Promise<Row> {
    return latestRow(this.state, terms, "latest") as PendingRow<Row>;
  }

  /** How many rows there are. */
  async count(): Promise<number> {
    if (this.state.rows !== null) return this.state.rows.length;
    const { rows } = await asked(() => run(this.state.tree, { kind: "count" }, this.state));
    return Number(rows[0]?.[0] ?? 0);
  }

  /** Whether there is a row. */
  async exists(): Promise<boolean> {
    return existsRow(this.state);
  }

  /** Whether a row is among these. */
  async contains(row: InstanceRef<M["label"]>): Promise<boolean> {
    refuseCombined(this.state.tree, "contains");
    if (!hasInstances(this.state.tree))
      throw new QueryError("Cannot call contains() after .values() or .values_list()");
    if (!(row instanceof ModelInstance)) throw new QueryError("'obj' must be a model instance.");
    const { pk } = row;
    if (pk === null || pk === undefined)
      throw new QueryError("QuerySet.contains() cannot be used on unsaved objects.");
    refuseSliced(this.state.tree, "Cannot filter a query once a slice has been taken.");
    return existsRow(withOperation(this.state, { op: "filter", where: conditionOf([{ pk }]) }));
  }

  /**
   * Rows by key: by primary key, or by another field that is unique (or alone in a `distinct()`).
   * @param keys undefined: all rows
   */
  async inBulk<const Name extends keyof M["fields"] & string = never>(
    keys?: readonly BulkKey<M, Name>[],
    options: { readonly fieldName?: Name | "pk" } = {},
  ): Promise<Map<BulkValue<M, Name>, Row>> {
    return (await rowsByKey(this.state, keys, options.fieldName)) as Map<BulkValue<M, Name>, Row>;
  }

  /** Values computed over all rows. */
  async aggregate<E extends Expressions<M>>(expressions: E & AggregateChecks<M, E>): Promise<ValuesOf<M, E>> {
    refuseCombined(this.state.tree, "aggregate");
    const terminal = { kind: "aggregate", expressions: expressionArguments(expressions) } as const;
    const { source, rows } = await asked(() => run(this.state.tree, terminal, this.state));
    const values = source.shape.columns.map((name, index) => {
      const raw = rows[0]?.[index] ?? null;
      const decode = source.decoders[index] ?? null;
      return [name, raw === null || decode === null ? raw : decode(raw)];
    });
    return Object.fromEntries(values) as ValuesOf<M, E>;
  }

  /** Reads rows in pages, so that memory stays flat; what was prefetched is read page by page. */
  async *iterator(options: { readonly chunkSize?: number } = {}): AsyncGenerator<Row> {
    for await (const page of fetchPages(this.state, options.chunkSize ?? CHUNK_SIZE)) yield* page as Row[];
  }

  /**
   * Rows by SQL of your own, which must give the primary key. Columns that it leaves out are deferred, others than the model's are
   * there by their names. Values stand for `%s` or `%(name)s` and reach the database beside the SQL: never write one into it.
   *
   * ```ts
   * const books = await Book.objects.raw<{ sold: number }>(
   *   "SELECT b.*, total_sold AS sold FROM catalog_book b WHERE title LIKE %s",
   *   ["A%"],
   * );
   * ```
   * @throws QueryError placeholders and parameters do not fit
   */
  raw<Extra extends object = object>(
    sql: string,
    params: RawParams = [],
    options: RawOptions = {},
  ): RawQuerySet<M, Instance<M> & Extra> {
    const { tree, executor } = this.state;
    const { translations = {}, using = tree.using } = options;
    return new RawQuerySet<M, Instance<M> & Extra>({
      tree: { ...tree, using },
      sql,
      params,
      translations,
      executor,
    });
  }

  /** Which executor runs this query ("native", or "worker" and why), its SQL, and the database's plan. */
  async explain(): Promise<string> {
    return explain(this.state.tree, this.state);
  }
}
