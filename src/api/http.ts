import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { MaybePromise } from "../util/maybe-promise.ts";

/**
 * A request as the API layer sees it: no HTTP server in here, so that `server/` (Fastify) and `testing/` (in process)
 * can both bring one.
 */
export interface HttpRequest {
  readonly method: string;
  /** Path as it was sent, still percent-encoded, without the query. */
  readonly rawPath: string;
  /** Query string without "?"; "" when there is none. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** [name, value, name, value ...] as sent, for repeated headers. */
  readonly rawHeaders: readonly string[];
  /** Raw path parameters by name, percent-decoded once; filled by the matcher. */
  readonly pathParams: Readonly<Record<string, string>>;
  readonly scheme: "http" | "https";
  /** Host header, or what a trusted proxy says. */
  readonly host: string;
  readonly client: { readonly host: string; readonly port: number } | null;
  readonly rootPath: string;
  /** The body, read whole once (bounded by DATA_UPLOAD_MAX_MEMORY_SIZE except for uploads). */
  body(): Promise<Uint8Array>;
  /** The body as a stream; exclusive with `body()`. */
  stream(): Readable;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

export type HttpBody =
  | string
  | Uint8Array
  | Readable
  | ReadableStream<string | Uint8Array>
  | AsyncIterable<string | Uint8Array>
  | null;

/** A response ready for the wire. Headers are lower-case name and value pairs; a name may repeat (set-cookie). */
export interface HttpResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: HttpBody;
  /** Names of headers that nobody is to add: Django's middleware would, by its settings. */
  readonly withheld?: readonly string[];
  /** An unexpected error behind this response: for the log and the debug page, never for the client. */
  readonly error?: unknown;
  /**
   * To be called once by whoever sends the response, when it has been sent or the client has gone away (also when
   * it went before there was a response): background tasks and the teardown of dependencies run here. Never rejects.
   */
  readonly finished?: () => MaybePromise<void>;
}
