import { channel } from "node:diagnostics_channel";
import { isPromiseLike } from "../util/maybe-promise.ts";
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
}

const queries = channel("django-fastapi-bridge:query");

/** Calls `listener` for each query of the process, until the function that it answers is called. */
export function observeQueries(listener: (event: QueryEvent) => void): () => void {
  const subscriber = (event: unknown): void => listener(event as QueryEvent);
  queries.subscribe(subscriber);
  return () => void queries.unsubscribe(subscriber);
}

type Observed = Pick<QueryEvent, "executor" | "model" | "alias" | "sql">;

/** What to call when the query is over; null while nobody listens. */
export function startObserving(query: Observed): ((failed: boolean) => void) | null {
  if (!queries.hasSubscribers) return null;
  const started = performance.now();
  return (failed) => queries.publish({ ...query, milliseconds: performance.now() - started, failed });
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
