import { createRequire } from "node:module";
import type * as Pg from "pg";

let loaded: typeof Pg | undefined;

/** The `pg` package, loaded when a project has a PostgreSQL database. */
export function pg(): typeof Pg {
  loaded ??= createRequire(import.meta.url)("pg") as typeof Pg;
  return loaded;
}
