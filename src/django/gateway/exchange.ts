import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { ForwarderOptions } from "./forwarder-options.ts";
import type { RawRequest } from "./raw-request.ts";
import type { Unavailable } from "./unavailable.ts";
import { answerUnavailable, brokenOff, notReachable } from "./unavailable.ts";

export interface ExchangeHooks {
  /** Sees the upstream's answer first; true: it has answered the client itself. */
  readonly intercept?: (answer: IncomingMessage) => boolean;
  /** The upstream gave no answer; the default answers 502 or 503. */
  readonly unavailable?: (reason: Unavailable) => void;
}

const NOTHING = Buffer.alloc(0);
const RETRY_PAUSE = 50;
/** A repeated one does no harm (RFC 9110 9.2.1). */
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);
const RESPONSE_HOP_BY_HOP = new Set(["connection", "keep-alive", "transfer-encoding", "proxy-connection"]);

/**
 * One request on its way to the upstream and its answer on the way back. Bodies stream in both directions; a client
 * that goes away ends the upstream's request.
 *
 * It is sent again only where nothing of it can have had an effect: no connection came to be, or a safe request
 * without a body ran into a kept connection that the upstream was closing. Others get a fresh connection.
 */
export class Exchange {
  private readonly request: IncomingMessage;
  private readonly response: ServerResponse;
  private readonly open: (pooled: boolean) => RawRequest;
  private readonly server: string;
  private readonly giveUpAt: number;
  private readonly hooks: ExchangeHooks;
  private readonly hasBody: boolean;
  private upstream: RawRequest | null = null;
  private retryTimer: NodeJS.Timeout | undefined;
  private retriedStale = false;

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    open: (pooled: boolean) => RawRequest,
    { server = "Django", patience = 0 }: Pick<ForwarderOptions, "server" | "patience">,
    hooks: ExchangeHooks,
  ) {
    this.request = request;
    this.response = response;
    this.open = open;
    this.server = server;
    this.giveUpAt = performance.now() + patience;
    this.hooks = hooks;
    this.hasBody = hasBody(request);
  }

  start(): void {
    this.response.on("close", () => {
      clearTimeout(this.retryTimer);
      if (!this.response.writableFinished) this.upstream?.destroy();
    });
    this.attempt(!this.hasBody && SAFE_METHODS.has(this.request.method as string));
  }

  private attempt(pooled: boolean): void {
    let upstream: RawRequest;
    try {
      upstream = this.open(pooled);
    } catch {
      // Node's parser lets a few bytes through that its client refuses.
      this.response.writeHead(400, { "content-length": 0, connection: "close" }).end();
      return;
    }
    this.upstream = upstream;
    let connected = false;
    upstream.on("socket", (socket: Socket) => {
      const begin = (): void => {
        connected = true;
        this.send(upstream);
      };
      // Nothing of the body is read before there is a connection: until then the request can be tried again.
      if (socket.connecting) socket.once("connect", begin);
      else begin();
    });
    upstream.on("continue", () => this.response.writeContinue());
    upstream.on("response", (answer) => this.onAnswer(answer));
    upstream.on("error", () => this.onError(upstream, connected, pooled));
  }

  private send(upstream: RawRequest): void {
    if (!this.hasBody) {
      upstream.end();
      return;
    }
    upstream.flushHeaders();
    this.request.pipe(upstream);
  }

  private onAnswer(answer: IncomingMessage): void {
    const { response } = this;
    if (this.hooks.intercept?.(answer) === true) {
      answer.resume();
      return;
    }
    response.sendDate = false;
    try {
      response.writeHead(
        answer.statusCode as number,
        answer.statusMessage,
        responseHeaders(answer.rawHeaders),
      );
    } catch {
      answer.destroy();
      this.fail(brokenOff(this.server));
      return;
    }
    // An event stream's headers go out before its first event. Not by flushHeaders(), which writes them as UTF-8.
    response.write(NOTHING);
    answer.pipe(response);
    // Half an answer must look like one to the client.
    answer.on("aborted", () => response.destroy());
    answer.on("error", () => response.destroy());
  }

  private onError(upstream: RawRequest, connected: boolean, pooled: boolean): void {
    const { response } = this;
    if (response.destroyed || response.writableEnded) return;
    if (response.headersSent) {
      response.destroy();
    } else if (!connected) {
      if (performance.now() >= this.giveUpAt) return this.fail(notReachable(this.server));
      this.retryTimer = setTimeout(() => this.attempt(pooled), RETRY_PAUSE);
    } else if (pooled && upstream.reusedSocket && !this.retriedStale) {
      this.retriedStale = true;
      this.attempt(false);
    } else {
      this.fail(brokenOff(this.server));
    }
  }

  private fail(reason: Unavailable): void {
    if (this.upstream !== null) this.request.unpipe(this.upstream);
    if (this.hooks.unavailable !== undefined) this.hooks.unavailable(reason);
    else answerUnavailable(this.request, this.response, reason);
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** The answer's headers as they came; its framing and connection are ours. */
function responseHeaders(rawHeaders: readonly string[]): string[] {
  const headers: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (!RESPONSE_HOP_BY_HOP.has(name.toLowerCase())) headers.push(name, rawHeaders[index + 1] as string);
  }
  return headers;
}
