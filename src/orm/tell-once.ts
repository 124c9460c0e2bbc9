import { runtime } from "./runtime.ts";
import type { OrmRuntime } from "./runtime.ts";

const told = new WeakMap<OrmRuntime, Set<string>>();
const MANY = 1000;

/**
 * Says once that something runs in Python. Where a whole database does, that is said, and not of each of its models.
 *
 * @param what "A query of catalog.Book runs in Python: its manager is Python's."
 */
export function tellOnce(alias: string, what: string): void {
  const current = runtime();
  const engine = alias === "python" ? null : current.uncompilable(alias);
  const message =
    engine === null ? what : `The database "${alias}" is asked in Python, all of it: ${engine}.`;
  const messages = told.get(current) ?? new Set<string>();
  told.set(current, messages);
  if (messages.has(message)) return;
  if (messages.size > MANY) messages.clear();
  messages.add(message);
  current.log.warn(message);
}
