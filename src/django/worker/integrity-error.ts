import { z } from "zod";
import type { ConstraintKind } from "../../errors/database.ts";
import { IntegrityError } from "../../errors/database.ts";
import type { PythonError } from "../../errors/python.ts";
import { firstLine } from "./first-line.ts";
import { mysqlConstraint } from "./mysql-constraint.ts";

/** What `django_fastapi/failure.py` finds in the driver's error. */
const diagnostics = z.looseObject({
  sqlstate: z.string().optional(),
  sqliteError: z.string().optional(),
  errno: z.int().optional(),
  constraint: z.string().optional(),
  table: z.string().optional(),
  column: z.string().optional(),
});

/** SQLSTATE class 23, SQLite's extended result codes, MySQL's and MariaDB's error numbers. */
const KINDS: Readonly<Record<string, ConstraintKind>> = {
  "23505": "unique",
  "23503": "foreignKey",
  "23514": "check",
  "23502": "notNull",
  "23P01": "exclusion",
  SQLITE_CONSTRAINT_UNIQUE: "unique",
  SQLITE_CONSTRAINT_PRIMARYKEY: "unique",
  SQLITE_CONSTRAINT_FOREIGNKEY: "foreignKey",
  SQLITE_CONSTRAINT_CHECK: "check",
  SQLITE_CONSTRAINT_NOTNULL: "notNull",
  "1062": "unique",
  "1451": "foreignKey",
  "1452": "foreignKey",
  "3819": "check",
  "4025": "check",
  "1048": "notNull",
  "1364": "notNull",
};

/** Python's IntegrityError with the constraint that said no, as far as the driver tells. */
export function integrityError(
  { message, data }: { readonly message: string; readonly data: unknown },
  cause: PythonError,
): IntegrityError {
  const found = diagnostics.safeParse(data).data ?? {};
  // MySQL's SQLSTATE is "23000" for all of them.
  const code = [found.errno, found.sqlstate, found.sqliteError].find((part) => part !== undefined);
  const kind = KINDS[String(code)] ?? "unknown";
  if (found.errno !== undefined) {
    const { message: told, ...details } = mysqlConstraint(found.errno, message);
    return new IntegrityError(told, { kind, ...details }, { cause });
  }
  // SQLite names columns in its message: "UNIQUE constraint failed: shop_item.name, shop_item.size".
  const listed = /constraint failed: (\w+\.\w+(?:, \w+\.\w+)*)$/.exec(message)?.[1]?.split(", ") ?? [];
  const columns = listed.map((name) => name.split(".")[1] as string);
  return new IntegrityError(
    firstLine(message),
    {
      kind,
      constraint: found.constraint ?? null,
      table: found.table ?? listed[0]?.split(".")[0] ?? null,
      columns: found.column === undefined ? columns : [found.column],
    },
    { cause },
  );
}
