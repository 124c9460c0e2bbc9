import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { adoptClient } from "../../django/gateway/client-info.ts";
import type { Forwarder } from "../../django/gateway/forwarder.ts";
import { RAW_SERVER_OPTIONS } from "../../django/gateway/http-options.ts";
import { isWebSocket, passOverUpgrade } from "../../django/gateway/plain-upgrade.ts";
import type { Unavailable } from "../../django/gateway/unavailable.ts";
import { answerUnavailable } from "../../django/gateway/unavailable.ts";
import type { Failure } from "./failure.ts";
import { answerFailure } from "./failure-response.ts";

/** Who answers requests now. */
export type Target =
  | { readonly kind: "api"; readonly api: Forwarder }
  /** The API is broken: its paths tell why, Django's pages go on when Django runs. */
  | {
      readonly kind: "failed";
      readonly failure: Failure;
      readonly isApiPath: (url: string) => boolean;
      readonly django: Forwarder | null;
    };

/** How soon the end of a child process is known, in milliseconds. */
const NEWS_TIME = 200;

type Exchange = (target: Target) => void;

/**
 * The development server's port. It stays open from start to end, whatever happens behind it: while the API is
 * started anew, requests wait here, then go to the new process. It looks into no request and runs no project code, so
 * that nothing in the project can stop it.
 */
export class Front {
  private readonly server: Server;
  private readonly baseDir: string;
  private target: Target | null = null;
  /** Whose answer broke off a moment ago: it may be ending. */
  private suspect: Target | null = null;
  private readonly waiting = new Set<Exchange>();

  constructor(baseDir: string) {
    this.baseDir = baseDir;
    this.server = createServer(RAW_SERVER_OPTIONS);
    const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
      // The client's copies of the gateway's header end here.
      adoptClient(request, null);
      this.forward(request, response);
    };
    for (const event of ["request", "checkContinue", "checkExpectation"] as const)
      this.server.on(event, onRequest);
    this.server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (!isWebSocket(request)) return passOverUpgrade(this.server, request, socket, head);
      adoptClient(request, null);
      socket.on("error", () => socket.destroy());
      this.withTarget(socket, (target) => upgrade(target, request, socket, head));
    });
  }

  /** @throws what `net.Server.listen` emits, with its code (EADDRINUSE ...). @returns the port. */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen({ host, port }, () => {
        this.server.off("error", reject);
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  /** From now on requests wait. */
  hold(): void {
    this.target = null;
    this.suspect = null;
  }

  /** From now on this one answers, first those that wait. */
  serve(target: Target): void {
    this.target = target;
    this.suspect = null;
    const all = [...this.waiting];
    this.waiting.clear();
    for (const exchange of all) exchange(target);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private forward(request: IncomingMessage, response: ServerResponse): void {
    this.withTarget(response, (target) => {
      if (target.kind === "api") {
        target.api.forward(request, response, {
          unavailable: (reason) => this.onUnavailable(target, reason, request, response),
        });
        return;
      }
      const { failure, isApiPath, django } = target;
      const answer = (): void => answerFailure(request, response, failure, this.baseDir);
      if (django === null || isApiPath(request.url as string)) return answer();
      django.forward(request, response, {
        // What Django does not have may be an operation that is not known yet.
        intercept: ({ statusCode }) => {
          if (statusCode === 404) answer();
          return statusCode === 404;
        },
      });
    });
  }

  /** The API's process is gone and the news of its end not here yet: nothing was sent, so it waits for the next one. */
  private onUnavailable(
    target: Target,
    reason: Unavailable,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    if (reason.sent) {
      this.waitForNews(target);
      return answerUnavailable(request, response, reason);
    }
    if (this.target === target) this.hold();
    this.forward(request, response);
  }

  /**
   * A process that is ending takes connections for a moment longer and drops them. The next requests wait until its end is
   * known, which is followed by another process, or until it has shown to live on.
   */
  private waitForNews(target: Target): void {
    if (this.target !== target) return;
    this.target = null;
    this.suspect = target;
    setTimeout(() => {
      if (this.suspect === target) this.serve(target);
    }, NEWS_TIME).unref();
  }

  private withTarget(end: ServerResponse | Duplex, exchange: Exchange): void {
    if (this.target !== null) {
      exchange(this.target);
      return;
    }
    this.waiting.add(exchange);
    end.once("close", () => this.waiting.delete(exchange));
  }
}

function upgrade(target: Target, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  if (target.kind === "api") target.api.upgrade(request, socket, head);
  else if (target.django !== null && !target.isApiPath(request.url as string))
    target.django.upgrade(request, socket, head);
  else socket.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}
