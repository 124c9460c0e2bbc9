import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import type { HttpRequest } from "../api/http.ts";
import { clientOf } from "../django/gateway/client-info.ts";
import { RequestBodyConsumed, RequestBodyTooLarge } from "../errors/server.ts";
import { readBody } from "./body.ts";
import type { RequestPath } from "./request-path.ts";

export interface NodeRequestParts {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** The body, after what Fastify plugins make of it. */
  readonly payload: Readable;
  readonly path: RequestPath;
  readonly pathParams: Readonly<Record<string, string>>;
  readonly rootPath: string;
  readonly scheme: "http" | "https";
  readonly host: string;
  /** Bytes that `body()` reads at most; null: all. */
  readonly bodyLimit: number | null;
}

/** A request of node:http as the API layer sees it. What costs something is made when it is asked for. */
export class NodeRequest implements HttpRequest {
  readonly method: string;
  readonly rawPath: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly pathParams: Readonly<Record<string, string>>;
  readonly scheme: "http" | "https";
  readonly host: string;
  readonly rootPath: string;
  private readonly parts: NodeRequestParts;
  /** What `body()` read, when it has. */
  received: Uint8Array | null = null;
  private whole: Promise<Uint8Array> | null = null;
  private streamed = false;
  private controller: AbortController | null = null;

  constructor(parts: NodeRequestParts) {
    this.parts = parts;
    this.method = parts.incoming.method as string;
    this.headers = parts.incoming.headers;
    this.rawPath = parts.path.raw;
    this.query = parts.path.query;
    this.pathParams = parts.pathParams;
    this.scheme = parts.scheme;
    this.host = parts.host;
    this.rootPath = parts.rootPath;
  }

  get rawHeaders(): readonly string[] {
    return this.parts.incoming.rawHeaders;
  }

  get client(): HttpRequest["client"] {
    const { client } = clientOf(this.parts.incoming);
    return client === null ? null : { host: client[0], port: client[1] };
  }

  body(): Promise<Uint8Array> {
    if (this.streamed)
      return Promise.reject(new RequestBodyConsumed("The request body was taken as a stream already"));
    return (this.whole ??= this.read().then((content) => (this.received = content)));
  }

  stream(): Readable {
    if (this.whole !== null || this.streamed)
      throw new RequestBodyConsumed("The request body was read already");
    this.streamed = true;
    this.continueIfExpected();
    return this.parts.payload;
  }

  get signal(): AbortSignal {
    if (this.controller === null) {
      const controller = (this.controller = new AbortController());
      const { outgoing } = this.parts;
      const abort = (): void => {
        if (!outgoing.writableFinished) controller.abort();
      };
      if (outgoing.closed) abort();
      else outgoing.once("close", abort);
    }
    return this.controller.signal;
  }

  private read(): Promise<Uint8Array> {
    const { bodyLimit, payload } = this.parts;
    const announced = Number(this.headers["content-length"]);
    if (bodyLimit !== null && announced > bodyLimit)
      return Promise.reject(new RequestBodyTooLarge(bodyLimit));
    this.continueIfExpected();
    return readBody(payload, bodyLimit);
  }

  /** The server leaves `Expect: 100-continue` open until somebody wants the body: who is refused need not send it. */
  private continueIfExpected(): void {
    if (this.headers.expect?.toLowerCase() === "100-continue") this.parts.outgoing.writeContinue();
  }
}
