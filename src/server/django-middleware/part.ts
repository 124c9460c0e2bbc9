import type { HttpResponse } from "../../api/http.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import type { Exchange } from "../exchange.ts";
import type { ServerSettings } from "../settings.ts";

export type Headers = HttpResponse["headers"];
export type Header = Headers[number];

/** What one entry of MIDDLEWARE does to API requests and to their responses. */
export interface MiddlewarePart {
  /** `process_request`: the answer in place of an operation's; null: the request goes on. */
  readonly answer?: (exchange: Exchange) => HttpResponse | null;
  /** `process_response`, where it only adds headers: those that a response gets unless it has its own. */
  readonly headers?: readonly Header[];
  /** The same for requests by HTTPS; without it those of `headers`. */
  readonly secureHeaders?: readonly Header[];
  /** `process_response`, where it looks at the response. */
  readonly change?: (response: HttpResponse, exchange: Exchange) => MaybePromise<HttpResponse>;
}

/** @throws SettingInvalid for a setting that means nothing here */
export type MakePart = (settings: ServerSettings) => MiddlewarePart;

/** A response's header; undefined where it has none. */
export function headerOf({ headers }: Pick<HttpResponse, "headers">, name: string): string | undefined {
  return headers.find(([present]) => present === name)?.[1];
}

/** A response's headers with one of them set, in place of its own. */
export function withHeader(headers: Headers, name: string, value: string): Headers {
  return [...headers.filter(([present]) => present !== name), [name, value]];
}
