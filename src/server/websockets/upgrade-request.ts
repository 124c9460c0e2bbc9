import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Readable, type Duplex } from "node:stream";
import type { HttpRequest } from "../../api/http.ts";
import { clientOf } from "../../django/gateway/client-info.ts";
import type { RequestPath } from "../request-path.ts";

export interface UpgradeRequestParts {
  readonly incoming: IncomingMessage;
  readonly socket: Duplex;
  readonly path: RequestPath;
  readonly pathParams: Readonly<Record<string, string>>;
  readonly rootPath: string;
  readonly scheme: "http" | "https";
  readonly host: string;
}

/** The request that asks for a WebSocket as the API layer sees it: it has no body, and ends with the connection. */
export class UpgradeRequest implements HttpRequest {
  readonly method = "GET";
  readonly rawPath: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly pathParams: Readonly<Record<string, string>>;
  readonly scheme: "http" | "https";
  readonly host: string;
  readonly rootPath: string;
  readonly client: HttpRequest["client"];
  readonly signal: AbortSignal;

  constructor({ incoming, socket, path, pathParams, rootPath, scheme, host }: UpgradeRequestParts) {
    this.rawPath = path.raw;
    this.query = path.query;
    this.headers = incoming.headers;
    this.rawHeaders = incoming.rawHeaders;
    this.pathParams = pathParams;
    this.scheme = scheme;
    this.host = host;
    this.rootPath = rootPath;
    const { client } = clientOf(incoming);
    this.client = client === null ? null : { host: client[0], port: client[1] };
    const controller = new AbortController();
    this.signal = controller.signal;
    if (socket.destroyed) controller.abort();
    else socket.once("close", () => controller.abort());
  }

  body(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array());
  }

  stream(): Readable {
    return Readable.from([]);
  }
}
