import type { IncomingHttpHeaders } from "node:http";
import { Readable } from "node:stream";
import type { HttpRequest } from "../api/http.ts";

export interface InProcessRequestParts {
  readonly request: Request;
  /** The request's body, read. */
  readonly content: Uint8Array;
  readonly pathParams: Readonly<Record<string, string>>;
  readonly rootPath: string;
}

/** A fetch request as the API layer sees it: no server, no socket. */
export class InProcessRequest implements HttpRequest {
  readonly method: string;
  readonly rawPath: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly pathParams: Readonly<Record<string, string>>;
  readonly scheme: "http" | "https";
  readonly host: string;
  readonly client = { host: "127.0.0.1", port: 50_000 };
  readonly rootPath: string;
  readonly signal: AbortSignal;
  private readonly content: Uint8Array;

  constructor({ request, content, pathParams, rootPath }: InProcessRequestParts) {
    const url = new URL(request.url);
    this.method = request.method;
    this.rawPath = url.pathname;
    this.query = url.search.slice(1);
    this.headers = Object.fromEntries(request.headers);
    this.rawHeaders = [...request.headers].flat();
    this.pathParams = pathParams;
    this.scheme = url.protocol === "https:" ? "https" : "http";
    this.host = url.host;
    this.rootPath = rootPath;
    this.signal = request.signal;
    this.content = content;
  }

  body(): Promise<Uint8Array> {
    return Promise.resolve(this.content);
  }

  stream(): Readable {
    return Readable.from([Buffer.from(this.content)]);
  }
}
