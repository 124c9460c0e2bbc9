import {
  DatabaseError,
  IntegrityError,
  NotSupportedError,
  OperationalError,
} from "../../../errors/database.ts";
import type { ConstraintKind } from "../../../errors/database.ts";

/** https://www.sqlite.org/rescode.html; the low byte of an extended code. */
const CONSTRAINT = 19;
const BUSY = 5;
const LOCKED = 6;

interface SqliteError extends Error {
  readonly code?: string;
  readonly errcode?: number;
}

function resultCode(error: unknown): number | null {
  const { errcode } = error as SqliteError;
  return typeof errcode === "number" ? errcode & 0xff : null;
}

/** Another connection holds the lock: worth another try. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === BUSY || code === LOCKED;
}

/** A driver's error as Django's; anything else as it came. */
export function sqliteError(error: unknown, alias: string): unknown {
  if (!(error instanceof Error)) return error;
  const code = resultCode(error);
  if (code === null) {
    // What the driver itself refuses: a value of a type that SQLite has no place for, a closed database.
    return (error as SqliteError).code?.startsWith("ERR_") === true
      ? new DatabaseError(`Database "${alias}": ${error.message}`, { cause: error })
      : error;
  }
  if (code === CONSTRAINT) return integrityError(error);
  if (isBusy(error))
    return new OperationalError(
      `Database "${alias}": database is locked. Another process is writing; raise "timeout" in the OPTIONS of ` +
        `DATABASES["${alias}"], or keep transactions short.`,
      { cause: error },
    );
  // "no such table: x" and its family: the SQL is ours, so the schema is behind.
  if (/^no such (table|column)/.test(error.message))
    return new OperationalError(`${error.message}. Run "python manage.py migrate".`, { cause: error });
  if (error.message.startsWith("no such function"))
    return new NotSupportedError(error.message, { cause: error });
  return new OperationalError(error.message, { cause: error });
}

function integrityError(error: Error): IntegrityError {
  const [, what = "", detail = ""] = /^(.+?) constraint failed(?:: (.*))?$/.exec(error.message) ?? [];
  const kind = KINDS[what] ?? "unknown";
  const index = /^index '(.+)'$/.exec(detail);
  if (index !== null || kind === "check") {
    const constraint = index?.[1] ?? detail;
    return new IntegrityError(error.message, { kind, constraint }, { cause: error });
  }
  const columns =
    detail === "" ? [] : detail.split(", ").map((name) => name.slice(name.lastIndexOf(".") + 1));
  const table = detail.includes(".") ? detail.slice(0, detail.indexOf(".")) : null;
  return new IntegrityError(error.message, { kind, table, columns }, { cause: error });
}

const KINDS: Readonly<Record<string, ConstraintKind>> = {
  UNIQUE: "unique",
  "PRIMARY KEY": "unique",
  "NOT NULL": "notNull",
  CHECK: "check",
  "FOREIGN KEY": "foreignKey",
};
