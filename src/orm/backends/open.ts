import { NotSupportedError } from "../../errors/database.ts";
import type { OpenDatabase } from "./backend.ts";
import { openPostgres } from "./postgres/database.ts";
import { openSqlite } from "./sqlite/database.ts";

/** By `connection.vendor`; queries over other databases run in the worker. */
const OPEN: Readonly<Record<string, OpenDatabase>> = { sqlite: openSqlite, postgresql: openPostgres };

/** SQL for the database is written here. */
export function nativeVendor(vendor: string): boolean {
  return Object.hasOwn(OPEN, vendor);
}

/** @throws NotSupportedError no driver of ours. */
export const openDatabase: OpenDatabase = (alias, description, secret, options) => {
  const open = nativeVendor(description.vendor) ? OPEN[description.vendor] : undefined;
  if (open === undefined)
    throw new NotSupportedError(
      `Database "${alias}": there is no driver for "${description.vendor}" here; its queries run in Python.`,
    );
  return open(alias, description, secret, options);
};
