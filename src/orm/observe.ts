import { AsyncLocalStorage } from "node:async_hooks";
import { channel } from "node:diagnostics_channel";
import { projectFrames } from "../util/stack.ts";
import { isPromiseLike, orElse } from "../util/maybe-promise.ts";
import type { MaybePromise } from "../util/maybe-promise.ts";
import type { ExecutorName } from "./executors/answer.ts";

/** A query that ran: for logs, error pages, tests that count. Published in the async context that asked. */
export interface QueryEvent {
  readonly executor: ExecutorName;
  /** "catalog.Book" */
  readonly model: string;
  /** Database alias; null: the worker chose it. */
  readonly alias: string | null;
  /** SQL with placeholders, never values; null: the worker's. */
  readonly sql: string | null;
  readonly milliseconds: number;
  readonly failed: boolean;
  readonly origin: QueryOrigin;
}

/** The stack of the code that wrote the query, where one was asked for. V8 writes the text when somebody reads it. */
export interface QueryOrigin {
  readonly stack?: string;
}

/** Our own frames stand between a query and the project's code. */
const ORIGIN_DEPTH = 40;

const queries = channel("django-fastapi-bridge:query");
/** Has a subscriber while somebody wants to know where queries come from, which costs a stack each. */
const originsWanted = channel("django-fastapi-bridge:query-origin");
const origins = new AsyncLocalStorage<QueryOrigin>();

/**
 * Calls `listener` for each query of the process, until the function that it answers is called.
 *
 * @param options `origins: false`: events need not say where the query was written
 */
export function observeQueries(
  listener: (event: QueryEvent) => void,
  { origins: wantsOrigins = true }: { readonly origins?: boolean } = {},
): () => void {
  const subscriber = (event: unknown): void => listener(event as QueryEvent);
  queries.subscribe(subscriber);
  if (wantsOrigins) originsWanted.subscribe(subscriber);
  return () => {
    queries.unsubscribe(subscriber);
    originsWanted.unsubscribe(subscriber);
  };
}

/**
 * Where this is called from, for a QuerySet that is being made: when it is awaited, the stack is gone (a thenable is
 * called from the microtask queue). Null while nobody wants to know.
 */
export function queryOrigin(): QueryOrigin | null {
  return originsWanted.hasSubscribers ? capture(queryOrigin) : null;
}

/** Evaluates a QuerySet on behalf of the code that wrote it; an error's stack ends there. */
export function askedAt<T>(origin: QueryOrigin, run: () => MaybePromise<T>): MaybePromise<T> {
  const fail = (error: unknown): never => {
    if (error instanceof Error) extendStack(error, origin);
    throw error;
  };
  return orElse(() => origins.run(origin, run), fail);
}

/**
 * Runs what one call of the project's asks, a write or a count: where its promise is returned and not awaited, V8 knows nobody
 * who waits. Free while nobody listens.
 */
export function asked<T>(run: () => Promise<T>): Promise<T>;
export function asked<T>(run: () => MaybePromise<T>): MaybePromise<T>;
export function asked<T>(run: () => MaybePromise<T>): MaybePromise<T> {
  if (!originsWanted.hasSubscribers || origins.getStore() !== undefined) return run();
  return askedAt(capture(asked), run);
}

type Observed = Pick<QueryEvent, "executor" | "model" | "alias" | "sql">;

/** What to call when the query is over; null while nobody listens. */
export function startObserving(query: Observed): ((failed: boolean) => void) | null {
  if (!queries.hasSubscribers) return null;
  const origin = origins.getStore() ?? (originsWanted.hasSubscribers ? capture(startObserving) : {});
  const started = performance.now();
  return (failed) => queries.publish({ ...query, milliseconds: performance.now() - started, failed, origin });
}

/** Runs a query under observation; costs nothing while nobody listens. */
export function observed<T>(query: Observed, run: () => MaybePromise<T>): MaybePromise<T> {
  const report = startObserving(query);
  if (report === null) return run();
  try {
    const result = run();
    if (isPromiseLike(result)) return reportLater(result, report);
    report(false);
    return result;
  } catch (error) {
    report(true);
    throw error;
  }
}

async function reportLater<T>(result: PromiseLike<T>, report: (failed: boolean) => void): Promise<T> {
  try {
    const value = await result;
    report(false);
    return value;
  } catch (error) {
    report(true);
    throw error;
  }
}

function capture(below: (...args: never) => unknown): QueryOrigin {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = ORIGIN_DEPTH;
  const origin: QueryOrigin = {};
  Error.captureStackTrace(origin, below);
  Error.stackTraceLimit = limit;
  return origin;
}

function extendStack(error: Error, origin: QueryOrigin): void {
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  if (projectFrames(stack).length > 0) return;
  const [, ...frames] = (origin.stack ?? "").split("\n");
  error.stack = [stack, ...frames].join("\n");
}
