import { ResponseNotSerializable } from "../../errors/api.ts";
import { StreamingResponse } from "./streaming-response.ts";
import type { ResponseOptions } from "./response.ts";

export interface ServerSentEventFields {
  /** Sent as JSON. */
  readonly data?: unknown;
  /** Sent as it is, in place of `data`. */
  readonly rawData?: string;
  readonly event?: string;
  readonly id?: string;
  /** Milliseconds after which the client connects again. */
  readonly retry?: number;
  readonly comment?: string;
}

/** One event with more than data. Yield it from a handler whose `responseClass` is EventSourceResponse. */
export class ServerSentEvent {
  readonly fields: ServerSentEventFields;

  constructor(fields: ServerSentEventFields) {
    for (const name of ["event", "id"] as const)
      if (/[\r\n\0]/.test(fields[name] ?? ""))
        throw new TypeError(`The ${name} of a server-sent event holds a line break or a null`);
    this.fields = fields;
  }
}

/** Keeps proxies from closing a quiet connection; FastAPI's interval. */
const KEEP_ALIVE_MILLISECONDS = 15_000;
const KEEP_ALIVE = ": ping\n\n";

/**
 * Server-Sent Events (text/event-stream). As a route's `responseClass`, its generator handler yields values (sent as
 * JSON) or `ServerSentEvent`s.
 */
export class EventSourceResponse extends StreamingResponse {
  static override readonly mediaType = "text/event-stream";

  constructor(events: AsyncIterable<unknown> | Iterable<unknown>, options?: ResponseOptions) {
    super(withKeepAlive(formatted(events)), options);
    this.headers.set("cache-control", "no-cache");
    // For Nginx, which would hold events back.
    this.headers.set("x-accel-buffering", "no");
  }
}

async function* formatted(
  events: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncGenerator<string, void, undefined> {
  for await (const event of events)
    yield formatEvent(event instanceof ServerSentEvent ? event.fields : { data: event });
}

/** One event as the HTML standard's section 9.2.6 reads it. */
function formatEvent({ data, rawData, event, id, retry, comment }: ServerSentEventFields): string {
  const lines: string[] = [];
  if (comment !== undefined) lines.push(...textLines(comment).map((line) => `: ${line}`));
  if (event !== undefined) lines.push(`event: ${event}`);
  const text = rawData ?? (data === undefined ? undefined : toJson(data));
  if (text !== undefined) lines.push(...textLines(text).map((line) => `data: ${line}`));
  if (id !== undefined) lines.push(`id: ${id}`);
  if (retry !== undefined) lines.push(`retry: ${retry}`);
  return `${lines.join("\n")}\n\n`;
}

function textLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (text === undefined) throw new ResponseNotSerializable("A server-sent event's data has no JSON form");
  return text;
}

async function* withKeepAlive(
  events: AsyncGenerator<string, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  let next = events.next();
  let isAsked = true;
  try {
    for (;;) {
      const timer = Promise.withResolvers<null>();
      const timeout = setTimeout(timer.resolve, KEEP_ALIVE_MILLISECONDS, null);
      const result = await Promise.race([next, timer.promise]);
      clearTimeout(timeout);
      if (result === null) {
        yield KEEP_ALIVE;
        continue;
      }
      isAsked = false;
      if (result.done === true) return;
      yield result.value;
      next = events.next();
      isAsked = true;
    }
  } finally {
    const ended = events.return();
    // A source that waits for its next event ends when that comes, and nobody hears how.
    if (isAsked) void Promise.allSettled([next, ended]);
    else await ended;
  }
}
