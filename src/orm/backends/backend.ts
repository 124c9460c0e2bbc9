import type { DatabaseDescription, FieldDescription, Secrets } from "../../manifest/schema.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";

/** What a database is like where they differ; only `backends/` asks by name, everybody else by these. */
export interface BackendFeatures {
  /** Queries return at once, not as promises. */
  readonly synchronous: boolean;
  readonly supportsDistinctOn: boolean;
  readonly hasNativeUuid: boolean;
  readonly hasReturning: boolean;
  readonly supportsOrderByNulls: boolean;
  /** NULLs sort after every value ascending (PostgreSQL, Oracle). */
  readonly nullsSortLast: boolean;
}

/** How SQL is written on a database: small hooks, after Django's DatabaseOperations and DatabaseWrapper. */
export interface Dialect {
  readonly vendor: string;
  readonly features: BackendFeatures;
  quoteName(name: string): string;
  /** Placeholder of the n-th parameter, from 1: "?" or "$1". */
  placeholder(position: number): string;
  /** The right-hand side of a lookup by name, with `rhs` in place: `DatabaseWrapper.operators`. */
  operator(lookup: string, rhs: string): string;
  /** `DatabaseWrapper.pattern_ops`, for right-hand sides that are expressions. */
  patternOperator(lookup: string, rhs: string): string;
  /** `DatabaseOperations.lookup_cast`: the left-hand side under a lookup, e.g. "UPPER(%s::text)". */
  lookupCast(lookup: string, lhs: string, internalType: string): string;
  /** A value prepared by its field, as the driver wants it. */
  toDriver(value: unknown, field: FieldDescription | null): unknown;
  /** How a raw column becomes the TypeScript value (DESIGN 8); null: as it comes. */
  fromDriver(field: FieldDescription): ((raw: unknown) => unknown) | null;
  /** LIMIT/OFFSET: `stop` null means no limit. */
  limitOffset(start: number, stop: number | null): string;
}

/** Rows as arrays in select order. */
export interface QueryResult {
  readonly rows: readonly (readonly unknown[])[];
  /** Rows changed, for writes. */
  readonly rowCount: number;
  /** Key of the row just inserted where the driver tells (no RETURNING used). */
  readonly lastRowId: unknown;
}

/**
 * One connection that SQL runs on: a SQLite handle, a pooled PostgreSQL client, or the cursor of a pinned worker
 * whose transaction Python owns. Code that runs SQL sees only this.
 */
export interface Connection {
  readonly alias: string;
  readonly dialect: Dialect;
  execute(sql: string, params: readonly unknown[]): MaybePromise<QueryResult>;
  /** Rows in pages, for `for await`; memory stays flat. Ending early frees the statement. */
  stream(
    sql: string,
    params: readonly unknown[],
    pageSize: number,
  ): AsyncIterable<readonly (readonly unknown[])[]>;
}

/** The connections of one database alias, outside a transaction: each call borrows one. */
export interface Database extends Connection {
  readonly description: DatabaseDescription;
  /** Opens a connection for one `atomic` block: the caller runs BEGIN ... on it and gives it back. */
  acquire(): Promise<TransactionConnection>;
  close(): Promise<void>;
}

export interface TransactionConnection extends Connection {
  begin(): MaybePromise<void>;
  commit(): MaybePromise<void>;
  rollback(): MaybePromise<void>;
  release(): Promise<void>;
}

export type OpenDatabase = (
  alias: string,
  description: DatabaseDescription,
  secret: Secrets["databases"][string],
  options: { readonly timeZone: string; readonly useTz: boolean; readonly baseDir: string },
) => Database;
