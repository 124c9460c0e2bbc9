import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpResponse } from "../api/http.ts";
import { clientOf } from "../django/gateway/client-info.ts";
import type { Match } from "./matcher.ts";
import type { Responder, ServerLogger } from "./log.ts";
import type { NodeRequest } from "./node-request.ts";
import type { QueryLog } from "./query-log.ts";
import type { RequestPath } from "./request-path.ts";
import type { ServedRoute } from "./routes.ts";

export type RouteMatch = Extract<Match<ServedRoute>, { kind: "route" }>;

const NO_HEADERS: HttpResponse["headers"] = [];

/** One request and its response, from arrival to the log line: the state that the server's steps share. */
export class Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly requestId: string;
  readonly path: RequestPath | null;
  /** Null: nobody counts them. */
  readonly queries: QueryLog | null;
  servedBy: Responder = "server";
  match: RouteMatch | null = null;
  /** Once an operation has it. */
  request: NodeRequest | null = null;
  scheme: "http" | "https" = "http";
  host = "";
  /** What became a 500, the first of it; undefined: nothing did. */
  failure: unknown;
  /** Those of the response that was handed over last. */
  headers: HttpResponse["headers"] = NO_HEADERS;
  private readonly logger: ServerLogger;
  private readonly start = performance.now();
  private finished: HttpResponse["finished"];
  constructor(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    path: RequestPath | null,
    requestId: string,
    logger: ServerLogger,
    queries: QueryLog | null = null,
  ) {
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.path = path;
    this.requestId = requestId;
    this.logger = logger;
    this.queries = queries;
    // "close" comes in every case: after the response's last byte, and when the client goes away before it.
    outgoing.once("close", () => this.close());
  }

  /** Takes the response that is about to be sent: what is to happen after it will happen, sent or not. */
  respond(response: HttpResponse): void {
    // A stream that fails before its first byte is followed by an error response; the first one's teardown still runs.
    this.finished ??= response.finished;
    this.headers = response.headers;
    if (response.error !== undefined) this.error(response.error);
    if (this.outgoing.closed) void this.finish();
  }

  error(error: unknown): void {
    this.failure ??= error;
    const { requestId, incoming } = this;
    this.logger.error?.(error, {
      requestId,
      method: incoming.method ?? "",
      path: this.shownPath,
      declaredAt: this.match?.value.declaredAt ?? null,
    });
  }

  private close(): void {
    void this.finish();
    const { logger, incoming, outgoing } = this;
    if (logger.request === undefined) return;
    logger.request({
      requestId: this.requestId,
      method: incoming.method ?? "",
      path: this.shownPath,
      servedBy: this.servedBy,
      operation: this.match?.value.isOperation ? this.match.value.template : null,
      status: outgoing.statusCode,
      duration: performance.now() - this.start,
      client: clientOf(incoming).client?.[0] ?? null,
      aborted: !outgoing.writableFinished,
      ...(this.queries !== null && { queries: this.queries.summary() }),
    });
  }

  private async finish(): Promise<void> {
    const { finished } = this;
    this.finished = undefined;
    try {
      await finished?.();
    } catch (error) {
      this.error(error);
    }
  }

  private get shownPath(): string {
    return this.path?.raw ?? (this.incoming.url as string);
  }
}
