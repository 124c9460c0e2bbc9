import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import { HTTPException } from "../../errors/api.ts";
import type { HttpRequest } from "../http.ts";
import { parseCookies } from "./cookies.ts";

/** Room for what middleware and dependencies of one request tell each other; extend it by declaration merging. */
export interface RequestState {
  [name: string]: unknown;
}

/** By request: a mounted application's operations see what the middlewares around it have put there. */
const states = new WeakMap<HttpRequest, RequestState>();

/** The request as handlers see it. */
export class Request {
  /** The request as the server handed it over. */
  readonly raw: HttpRequest;
  private parsedUrl: URL | undefined;
  private parsedQuery: URLSearchParams | undefined;
  private parsedCookies: ReadonlyMap<string, string> | undefined;

  constructor(raw: HttpRequest) {
    this.raw = raw;
  }

  get method(): string {
    return this.raw.method;
  }

  /** Headers by lower-case name, as Node's `http` gives them. */
  get headers(): IncomingHttpHeaders {
    return this.raw.headers;
  }

  get cookies(): ReadonlyMap<string, string> {
    return (this.parsedCookies ??= parseCookies(this.raw.headers.cookie));
  }

  /** The full URL that the client asked for. @throws HTTPException 400 for a Host header that no URL can have */
  get url(): URL {
    return (this.parsedUrl ??= this.parseUrl());
  }

  private parseUrl(): URL {
    const { scheme, host, rawPath, query } = this.raw;
    const url = URL.parse(`${scheme}://${host}${rawPath}${query === "" ? "" : `?${query}`}`);
    if (url === null) throw new HTTPException(400, "Invalid Host header");
    return url;
  }

  get queryParams(): URLSearchParams {
    return (this.parsedQuery ??= new URLSearchParams(this.raw.query));
  }

  get client(): HttpRequest["client"] {
    return this.raw.client;
  }

  /** Path parameters as strings. */
  get pathParams(): Readonly<Record<string, string>> {
    return this.raw.pathParams;
  }

  get state(): RequestState {
    const known = states.get(this.raw);
    if (known !== undefined) return known;
    const made: RequestState = {};
    states.set(this.raw, made);
    return made;
  }

  get signal(): AbortSignal {
    return this.raw.signal;
  }

  /** The body as bytes; may be asked for more than once. */
  body(): Promise<Uint8Array> {
    return this.raw.body();
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await this.raw.body());
  }

  /** The body as JSON. @throws SyntaxError */
  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown;
  }

  /** The body as a stream; exclusive with the other ways. */
  stream(): Readable {
    return this.raw.stream();
  }
}
