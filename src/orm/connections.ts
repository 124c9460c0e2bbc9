import { AsyncLocalStorage } from "node:async_hooks";
import type { Connection } from "./backends/backend.ts";
import { runtime } from "./runtime.ts";

/** The transactions that are open here, by database alias. */
const open = new AsyncLocalStorage<ReadonlyMap<string, Connection>>();

/** The connection that SQL for a database runs on now: of the `atomic` block around, else any. */
export function connectionFor(alias: string): Connection {
  return openConnection(alias) ?? runtime().database(alias);
}

/** The connection of the `atomic` block around; null: there is none. */
export function openConnection(alias: string): Connection | null {
  return open.getStore()?.get(alias) ?? null;
}

/** The connections of the `atomic` blocks around. */
export function openConnections(): readonly Connection[] {
  return [...(open.getStore()?.values() ?? [])];
}

/**
 * Runs code whose queries to `alias` go to one connection. What it answers is awaited there: a QuerySet, or a row that
 * nobody has read, is read where it is awaited.
 */
export function withConnection<T>(
  alias: string,
  connection: Connection,
  code: () => T | PromiseLike<T>,
): Promise<T> {
  return open.run(new Map([...(open.getStore() ?? []), [alias, connection]]), async () => {
    const answer = await code();
    return answer;
  });
}

/** Runs code outside of the transaction that is open on `alias`. */
export function withoutConnection<T>(alias: string, code: () => T): T {
  return open.run(new Map([...(open.getStore() ?? [])].filter(([name]) => name !== alias)), code);
}
