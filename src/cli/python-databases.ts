import type { Manifest } from "../manifest/schema.ts";
import { nativeVendor } from "../orm/backends/open.ts";

/** A database that SQL is not written for here. */
export interface PythonDatabase {
  /** What that means, and costs. */
  readonly text: string;
  /** Why nothing can be asked of it; null: it can. */
  readonly problem: string | null;
}

/** The databases that only Python asks, for `check` and `dev` to tell of. */
export function pythonDatabases({
  databases,
  settings,
}: Pick<Manifest, "databases" | "settings">): PythonDatabase[] {
  const refused = settings["FASTAPI_QUERY_FALLBACK"] === "error";
  return Object.entries(databases)
    .filter(([, { vendor }]) => !nativeVendor(vendor))
    .map(([alias, { engine }]) => ({
      text:
        `Database "${alias}" (${engine}): all of its queries and writes run in Python processes, which is slower than SQLite and ` +
        "PostgreSQL are here, and FASTAPI_WORKER_PROCESSES of them run at a time.",
      problem: refused
        ? `Database "${alias}" (${engine}) is asked in Python, which FASTAPI_QUERY_FALLBACK = "error" forbids: every query of it is ` +
          "refused. Take the setting away."
        : null,
    }));
}
