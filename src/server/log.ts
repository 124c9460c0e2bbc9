import type { QuerySummary } from "./query-log.ts";

/** Who answered a request. */
export type Responder = "operation" | "docs" | "server" | "django";

/** One finished request, for a log line. */
export interface RequestRecord {
  readonly requestId: string;
  readonly method: string;
  /** Path as sent, without the query: a query may hold secrets. */
  readonly path: string;
  readonly servedBy: Responder;
  /** Template of the operation that answered ("/books/{book_id}"); null: it was none. */
  readonly operation: string | null;
  readonly status: number;
  /** Milliseconds from the request's arrival until the response was handed to the socket. */
  readonly duration: number;
  readonly client: string | null;
  /** The client went away before the response was complete. */
  readonly aborted: boolean;
  /** What it asked of databases; counted under DEBUG only. */
  readonly queries?: QuerySummary;
}

/** During which request an error happened. */
export interface ErrorContext extends Pick<RequestRecord, "requestId" | "method" | "path"> {
  /** File, line and column of the operation in the user's code, where known. */
  readonly declaredAt?: string | null;
}

/** Where the server's events go. Everything is optional: what is missing is not logged. */
export interface ServerLogger {
  request?(record: RequestRecord): void;
  /**
   * An error that became a 500, or that came too late for a response; `request` says during which one. Null: of a promise
   * that nobody awaits, which belongs to no request.
   */
  error?(error: unknown, request: ErrorContext | null): void;
  /** Something the project's developers should mend: said once, at start. */
  warning?(message: string): void;
}
