import { hasRuntime, runtime } from "../../orm/runtime.ts";
import type { OrmRuntime } from "../../orm/runtime.ts";
import { atomic } from "../../orm/transaction/atomic.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import type { HttpMethod } from "../operations/operation.ts";

/** How an operation's transaction is opened. */
export interface AtomicRequest {
  /** Database alias; "default" if not given. */
  readonly using?: string;
  /** The transaction is a Python worker's, so that models with write hooks can be saved in it. */
  readonly python?: boolean;
}

const SAFE_METHODS: ReadonlySet<HttpMethod> = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

/**
 * Makes what an operation does (dependencies, handler, response) run in a transaction, which is rolled back when anything of it
 * throws, a response that does not fit its schema included.
 *
 * @param asked the operation's `atomic`; undefined: as ATOMIC_REQUESTS of each database says, for methods that write. Django
 *   opens one for every method; a GET that holds SQLite's only writer would make reading wait for reading.
 */
export function inRequestTransaction<A, T>(
  asked: boolean | AtomicRequest | undefined,
  method: HttpMethod,
  execute: (argument: A) => MaybePromise<T>,
): (argument: A) => MaybePromise<T> {
  if (asked === false || (asked === undefined && SAFE_METHODS.has(method))) return execute;
  if (asked !== undefined) {
    const transactions = [asked === true ? {} : asked];
    return (argument) => nested(transactions, () => execute(argument));
  }
  return (argument) =>
    hasRuntime() ? nested(atomicRequests(runtime()), () => execute(argument)) : execute(argument);
}

function nested<T>(transactions: readonly AtomicRequest[], run: () => MaybePromise<T>): MaybePromise<T> {
  const [first, ...others] = transactions;
  return first === undefined ? run() : atomic(() => nested(others, run), first);
}

const known = new WeakMap<OrmRuntime, readonly Required<AtomicRequest>[]>();

/** The databases with ATOMIC_REQUESTS; Python holds the transaction where a model on it has write hooks. */
function atomicRequests(current: OrmRuntime): readonly Required<AtomicRequest>[] {
  let transactions = known.get(current);
  if (transactions === undefined) {
    transactions = Object.entries(current.manifest.databases)
      .filter(([, { atomicRequests: on }]) => on)
      .map(([using]) => ({ using, python: current.bridge.available && hasWriteHooks(current, using) }));
    known.set(current, transactions);
  }
  return transactions;
}

function hasWriteHooks({ manifest }: OrmRuntime, alias: string): boolean {
  return manifest.models.some(
    ({ hooks, database }) =>
      (database.write === alias || database.write === "python") &&
      (hooks.save !== null ||
        hooks.delete !== null ||
        Object.keys(hooks.m2mChanged).length > 0 ||
        Object.values(hooks.queryset).some((methods) => Object.keys(methods).length > 0)),
  );
}
