import { BridgeError } from "./base.ts";

/**
 * Errors of the database, by Django's names (`django.db.utils`), the same from every driver. The driver's own error is
 * the `cause`; messages hold no values of rows.
 */
export class DatabaseError extends BridgeError {
  override readonly code: string = "DATABASE_ERROR";
}

/** The database does not answer, is locked, out of memory, or cancelled the statement. */
export class OperationalError extends DatabaseError {
  override readonly code: string = "DATABASE_OPERATIONAL";
}

/** The SQL does not fit the database: a table or column that is not there. Usually migrations are missing. */
export class ProgrammingError extends DatabaseError {
  override readonly code: string = "DATABASE_PROGRAMMING";
}

/** A value that the database cannot hold: out of range, division by zero, an invalid date. */
export class DataError extends DatabaseError {
  override readonly code: string = "DATABASE_DATA";
}

/** The database is in a state where the statement makes no sense: a transaction that failed before. */
export class InternalError extends DatabaseError {
  override readonly code: string = "DATABASE_INTERNAL";
}

/** The database cannot do what was asked. */
export class NotSupportedError extends DatabaseError {
  override readonly code: string = "DATABASE_NOT_SUPPORTED";
}

export type ConstraintKind = "unique" | "foreignKey" | "check" | "notNull" | "exclusion" | "unknown";

/** A constraint says no. What it is called and where it is, as far as the database tells. */
export class IntegrityError extends DatabaseError {
  override readonly code: string = "DATABASE_INTEGRITY";
  override readonly status = 409;
  readonly kind: ConstraintKind;
  /** The constraint's or index's name; null where the database does not say (SQLite's unique ones). */
  readonly constraint: string | null;
  readonly table: string | null;
  /** Columns, where the database says. */
  readonly columns: readonly string[];

  constructor(
    message: string,
    details: {
      readonly kind: ConstraintKind;
      readonly constraint?: string | null;
      readonly table?: string | null;
      readonly columns?: readonly string[];
    },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.kind = details.kind;
    this.constraint = details.constraint ?? null;
    this.table = details.table ?? null;
    this.columns = details.columns ?? [];
  }

  /** The message is the database's own: it names tables, and MySQL's holds the value. */
  override get publicMessage(): string {
    return this.kind === "unique" ? "A row like this already exists." : "A constraint is violated.";
  }
}
