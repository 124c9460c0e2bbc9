import { AsyncLocalStorage } from "node:async_hooks";
import { observeQueries, type QueryEvent } from "../orm/observe.ts";
import { projectFrames, type CodePlace } from "../util/stack.ts";

/** The queries of one request in numbers, for its log line. */
export interface QuerySummary {
  readonly count: number;
  /** Spent waiting for them, together: queries side by side count twice. */
  readonly milliseconds: number;
  readonly repeated: readonly RepeatedQuery[];
}

/** One query that one line of the project asked again and again: what a join or one `in` would have read at once. */
export interface RepeatedQuery {
  readonly count: number;
  readonly model: string;
  /** Null: it ran in Python. */
  readonly sql: string | null;
  readonly place: CodePlace;
}

/** Twice may be two things looked up by one helper. */
const REPEATED = 3;
/** A request that asks more often is told of anyway; its memory stays bounded. */
const KEPT = 1000;

const current = new AsyncLocalStorage<QueryLog>();

/**
 * The queries of one request, or of one test. Only where DEBUG is True: production pays nothing for it. Made inside of
 * another one's code it counts for that one too.
 */
export class QueryLog {
  /** The first ones. */
  readonly events: QueryEvent[] = [];
  private readonly around = current.getStore();
  private count = 0;
  private milliseconds = 0;

  /** Runs the request; what it asks, then and later, is noted here. */
  run<T>(request: () => T): T {
    return current.run(this, request);
  }

  add(event: QueryEvent): void {
    this.count += 1;
    this.milliseconds += event.milliseconds;
    if (this.events.length < KEPT) this.events.push(event);
    this.around?.add(event);
  }

  summary(): QuerySummary {
    const { count, milliseconds } = this;
    return { count, milliseconds, repeated: count < REPEATED ? [] : this.repeated() };
  }

  private repeated(): RepeatedQuery[] {
    const groups = new Map<string, RepeatedQuery>();
    for (const { executor, model, sql, origin } of this.events) {
      const place = projectFrames(origin.stack ?? "")[0];
      // Sessions, prefetching: ours to answer for.
      if (place === undefined) continue;
      const key = `${place.file}:${place.line}:${place.column} ${sql ?? `${executor} ${model}`}`;
      groups.set(key, { model, sql, place, count: (groups.get(key)?.count ?? 0) + 1 });
    }
    return [...groups.values()].filter(({ count }) => count >= REPEATED);
  }
}

let users = 0;
let stop: (() => void) | null = null;

/** Starts to give each query to the log of the code that asks it, until the function that it answers is called. */
export function logQueries(): () => void {
  users += 1;
  stop ??= observeQueries((event) => current.getStore()?.add(event));
  let stopped = false;
  return () => {
    if (stopped) return;
    stopped = true;
    users -= 1;
    if (users > 0) return;
    stop?.();
    stop = null;
  };
}
