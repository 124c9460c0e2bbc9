import type { Dialect } from "../backends/backend.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { Sql } from "./sql.ts";

/** What writing SQL needs to know. */
export interface SqlContext {
  readonly dialect: Dialect;
  /** Set in a query around another one, whose columns are those that the other one selects. */
  readonly inner?: { column(source: SqlExpression): Sql };
}

/**
 * An expression whose names are resolved: it knows its tables and columns and writes its own SQL, as `as_sql` does.
 * Immutable, but for the names of the table aliases that it points to.
 */
export interface SqlExpression {
  /**
   * The field that says what values of this expression are (`output_field`): which lookups it has, how a value
   * compared with it is prepared, how a row's value is decoded. Null: not known.
   */
  readonly output: FieldDescription | null;
  /** Can stand in a WHERE by itself. */
  readonly conditional: boolean;
  readonly containsAggregate: boolean;
  /**
   * @throws EmptyResultSet, FullResultSet (conditions and what holds them)
   */
  toSql(context: SqlContext): Sql;
  /** Reads its values, where its output field does not (`convert_value`). */
  decode?(raw: unknown): unknown;
  /** Its value where it can be of no row (`empty_result_set_value`); 0, when it does not say. */
  emptyResult?(context: SqlContext): Sql | null;
  /** The columns it reads, of this query and of those around it. */
  columns(): readonly SqlExpression[];
  /** What a GROUP BY needs of it. */
  groupBy(): readonly SqlExpression[];
}
