import {
  DataError,
  DatabaseError,
  IntegrityError,
  InternalError,
  NotSupportedError,
  OperationalError,
  ProgrammingError,
} from "../../../errors/database.ts";
import type { ConstraintKind } from "../../../errors/database.ts";

/** What the driver puts on an error that the server sent. */
interface ServerError extends Error {
  readonly code?: string;
  readonly severity?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
  /** "Key (isbn)=(978...) already exists.": names the columns, and values that must not go further. */
  readonly detail?: string;
}

/** The server's code: five characters, https://www.postgresql.org/docs/current/errcodes-appendix.html. */
export function sqlState(error: unknown): string | null {
  const { code, severity } = error as ServerError;
  return severity !== undefined && typeof code === "string" ? code : null;
}

/** A driver's error as Django's; anything else as it came. */
export function postgresError(error: unknown, alias: string, address: string): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseError) return error;
  const state = sqlState(error);
  if (state === null) return connectionError(error as ServerError, alias, address);
  const options = { cause: error };
  if (state.startsWith("23")) return integrityError(error as ServerError, state);
  if (state === "42P01" || state === "42703")
    return new ProgrammingError(`${error.message}. Run "python manage.py migrate".`, options);
  if (state === "3D000")
    return new OperationalError(
      `Database "${alias}": ${error.message}. Create it (createdb), then run "python manage.py migrate".`,
      options,
    );
  if (state.startsWith("28"))
    return new OperationalError(
      `Database "${alias}": ${error.message}. Check USER and PASSWORD in DATABASES["${alias}"].`,
      options,
    );
  const kind = CLASSES[state.slice(0, 2)] ?? DatabaseError;
  return new kind(withoutValues(error.message), options);
}

/** SQLSTATE classes, as psycopg maps them to the errors of PEP 249. */
const CLASSES: Readonly<Record<string, new (message: string, options?: ErrorOptions) => DatabaseError>> = {
  "08": OperationalError,
  "0A": NotSupportedError,
  "22": DataError,
  "25": InternalError,
  "26": ProgrammingError,
  "2D": InternalError,
  "34": OperationalError,
  "40": OperationalError,
  "42": ProgrammingError,
  "53": OperationalError,
  "54": OperationalError,
  "55": OperationalError,
  "57": OperationalError,
  "58": OperationalError,
  XX: InternalError,
};

const CONSTRAINTS: Readonly<Record<string, ConstraintKind>> = {
  "23502": "notNull",
  "23503": "foreignKey",
  "23505": "unique",
  "23514": "check",
  "23P01": "exclusion",
};

function integrityError(error: ServerError, state: string): IntegrityError {
  const listed = /^Key \((.+?)\)=/.exec(error.detail ?? "")?.[1];
  const columns =
    error.column === undefined
      ? (listed?.split(", ").map((name) => name.replaceAll('"', "")) ?? [])
      : [error.column];
  return new IntegrityError(
    error.message,
    {
      kind: CONSTRAINTS[state] ?? "unknown",
      constraint: error.constraint ?? null,
      table: error.table ?? null,
      columns,
    },
    { cause: error },
  );
}

/** `invalid input syntax for type integer: "x"` says which value; the cause does too, for who may see it. */
function withoutValues(message: string): string {
  return message.replace(/^((?:invalid input|invalid value|value|date\/time)[^:"]*?):? ".*"(.*)$/s, "$1$2");
}

function connectionError(error: ServerError, alias: string, address: string): OperationalError {
  const options = { cause: error };
  const network =
    error.code ?? (error instanceof AggregateError ? (error.errors[0] as ServerError).code : undefined);
  const where = `Database "${alias}": connection to server at ${address} failed`;
  switch (network) {
    case "ECONNREFUSED":
    case "ENOENT":
      return new OperationalError(
        `${where}: nothing answers there. Start PostgreSQL, or mend HOST and PORT in DATABASES["${alias}"].`,
        options,
      );
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new OperationalError(
        `${where}: the host's name is not known. Mend HOST in DATABASES["${alias}"].`,
        options,
      );
    default:
      return new OperationalError(`${where}: ${error.message}`, options);
  }
}
