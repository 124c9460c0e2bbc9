import type * as NodeSqlite from "node:sqlite";

let loaded: typeof NodeSqlite | undefined;

/**
 * node:sqlite, without the warning that it is experimental, which would greet every user of every command. Other
 * warnings pass. Loaded when a project has a SQLite database.
 */
export function nodeSqlite(): typeof NodeSqlite {
  if (loaded !== undefined) return loaded;
  const emitWarning = process.emitWarning;
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (String(warning).startsWith("SQLite is an experimental feature")) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  }) as typeof process.emitWarning;
  try {
    loaded = process.getBuiltinModule("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
  return loaded;
}
