import type { DatabaseDescription, FieldDescription, Secrets } from "../../manifest/schema.ts";
import type { WireValue } from "../../manifest/wire.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";

/** What a database is like where they differ; only `backends/` asks by name, everybody else by these. */
export interface BackendFeatures {
  /** Queries return at once, not as promises. */
  readonly synchronous: boolean;
  readonly supportsDistinctOn: boolean;
  /** `FOR UPDATE` with all of its options; without it, rows are read without a lock. */
  readonly hasSelectForUpdate: boolean;
  readonly hasNativeUuid: boolean;
  readonly hasReturning: boolean;
  /** Parameters of one statement at most. */
  readonly maxParameters: number;
  readonly supportsOrderByNulls: boolean;
  /** The queries of a UNION may have an ORDER BY and a LIMIT of their own. */
  readonly supportsSlicingOrderingInCompound: boolean;
  readonly supportsParenthesesInCompound: boolean;
  /** NULLs sort after every value ascending (PostgreSQL, Oracle). */
  readonly nullsSortLast: boolean;
  /** iexact is a LIKE there (`DatabaseOperations.prep_for_iexact_query` escapes). */
  readonly comparesIexactByLike: boolean;
  /** Regular expressions are the database's; else a function of ours stands for Python's `re`. */
  readonly hasNativeRegex: boolean;
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
  /** The same of a column that no field is known for, by the type that its table declares; "": none. */
  fromDeclared(type: string): ((raw: unknown) => unknown) | null;
  /** The right-hand side of `in` when the whole list is one parameter: "= ANY($1)". */
  inList(rhs: string, field: FieldDescription): string;
  /** The list (of driver-ready values) as that one parameter. */
  listToDriver(values: readonly unknown[], field: FieldDescription): unknown;
  /** `DatabaseOperations.integer_field_range`; null: no integer type. */
  integerRange(internalType: string): readonly [min: number | bigint, max: number | bigint] | null;
  /** LIMIT and OFFSET with the given placeholders; null: none. */
  limitOffset(limit: string | null, offset: string | null): string;
  /** `EXTRACT`, and casts to a date or a time, in the project's current time zone (`datetime_extract_sql` and its family). */
  readonly temporal: TemporalSql;
  /** A column cast to another column's type, where a join compares two types (`prepare_join_on_clause`). */
  joinCast(sql: string, own: FieldDescription, other: FieldDescription): string;
  /** A parameter among expressions, where no column says its type. */
  typedValue(placeholder: string, internalType: string): string;
  /** An INSERT that leaves out rows which a constraint refuses (`insert_statement`, `on_conflict_suffix_sql`). */
  readonly insertIgnoring: { readonly into: string; readonly suffix: string };
  /** A parameter that becomes a value of a column of that type, in an expression. */
  columnValue(placeholder: string, dbType: string): string;
  /** An expression that gives decimals, so that it compares as a number (`SQLiteNumericMixin`). */
  exactDecimal(sql: string): string;
  castText(sql: string): string;
  readonly text: TextSql;
  readonly json: JsonSql;
  /** `Cast`; null: not to that type. */
  cast(sql: string, type: CastType): string | null;
  /** A number for functions that take no floats (`FixDecimalInputMixin`). */
  exactNumber(sql: string): string;
  /** The time now. */
  readonly now: string;
  power(base: string, exponent: string): string;
  /** The greatest and the least of several values in one row. */
  readonly greatest: string;
  readonly least: string;
  /** Of a model's columns in a GROUP BY, its primary key is enough (`allows_group_by_selected_pks`). */
  readonly groupsByPrimaryKey: boolean;
  /** A random number: the order "?". */
  readonly random: string;
  /** Before a statement that is to be explained. */
  readonly explainPrefix: string;
}

/** JSON columns: paths inside of them, and what they are compared with (django/db/models/fields/json.py). */
export interface JsonSql {
  /** `contains` and `contained_by` (`supports_json_field_contains`). */
  readonly supportsContainment: boolean;
  /** What is at a path of one key at least. */
  key(lhs: string, keys: readonly string[]): string;
  keyText(lhs: string, keys: readonly string[]): string;
  /** NULL where the path leads nowhere, and only there. */
  keyOrNull(lhs: string, keys: readonly string[]): string;
  /** A value as the driver wants JSON. */
  toDriver(value: unknown): unknown;
  /** A parameter beside a whole column. */
  value(placeholder: string): string;
  /** One beside what is at a path. `isWord`: it is true, false or null. */
  keyValue(placeholder: string, isWord: boolean): string;
  /** One that what is at a path is greater or less than. */
  orderValue(placeholder: string): string;
  orderToDriver(value: unknown): unknown;
  /** What is at a path is one of a list that is one parameter. */
  keyIn(placeholder: string): string;
  listToDriver(values: readonly unknown[]): unknown;
  /** An object has a key, or all or any of several; `keys`: the path to the object. */
  has(lhs: string, keys: readonly string[], mode: "one" | "all" | "any", placeholder: string): string;
  hasToDriver(names: string | readonly string[]): unknown;
}

export type TemporalKind = "date" | "time" | "datetime";

export type DatePart =
  | "year"
  | "iso_year"
  | "quarter"
  | "month"
  | "week"
  | "week_day"
  | "iso_week_day"
  | "day"
  | "hour"
  | "minute"
  | "second";

export type TruncPart = "year" | "quarter" | "month" | "week" | "day" | "hour" | "minute" | "second";

/** `zone`: on whose clock datetimes are read; the current time zone unless told. */
export interface TemporalSql {
  extract(part: DatePart, sql: string, kind: TemporalKind, zone?: string | null): string;
  castDate(sql: string, zone?: string | null): string;
  castTime(sql: string, zone?: string | null): string;
  /** `datetime_trunc_sql` and its family. `isDateTime`: of the value that is cut; `kind`: of what it becomes. */
  truncate(
    part: TruncPart,
    sql: string,
    kind: TemporalKind,
    isDateTime: boolean,
    zone?: string | null,
  ): string;
  /** A datetime and a duration (`combine_duration_expression`). */
  addDuration(connector: "+" | "-", left: string, right: string): string;
  /** The duration between two of one kind (`subtract_temporals`). */
  difference(kind: TemporalKind, left: string, right: string): string;
}

/** Functions on texts that databases name differently. */
export interface TextSql {
  left(text: string, length: string): string;
  right(text: string, length: string): string;
  /** The function that finds a text in another. */
  readonly position: string;
}

/** A type to cast to: a field class, with what its arguments say. */
export interface CastType {
  readonly internalType: string;
  readonly maxLength?: number;
  readonly maxDigits?: number;
  readonly decimalPlaces?: number;
}

/** A column as the SQL calls it. */
export interface ResultField {
  readonly name: string;
  /** SQLite: the type with which the table declares it. */
  readonly type?: string | null;
}

/** Rows as arrays in select order. */
export interface QueryResult {
  readonly rows: readonly (readonly unknown[])[];
  /** The rows' columns; none, where the statement gives no rows. */
  readonly fields: readonly ResultField[];
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
  /**
   * Rows that Python's cursor gave for our SQL, as our own driver would have given them.
   *
   * @param types PostgreSQL's type number of each column; null elsewhere
   */
  fromPython(rows: readonly (readonly WireValue[])[], types: readonly (number | null)[]): QueryResult["rows"];
  /** Opens a connection for one `atomic` block: the caller runs BEGIN ... on it and gives it back. */
  acquire(): Promise<TransactionConnection>;
  close(): Promise<void>;
}

export interface TransactionConnection extends Connection {
  begin(): MaybePromise<void>;
  /** False: it was rolled back, because something inside had failed. */
  commit(): MaybePromise<boolean>;
  rollback(): MaybePromise<void>;
  release(): Promise<void>;
}

export type OpenDatabase = (
  alias: string,
  description: DatabaseDescription,
  secret: Secrets["databases"][string],
  options: { readonly timeZone: string; readonly useTz: boolean; readonly baseDir: string },
) => Database;
