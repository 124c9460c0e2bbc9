import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { MaybePromise } from "../util/maybe-promise.ts";

/**
 * The way to Django for what no path operation serves. `django/` implements it (raw streams over node:http) and
 * `server/` is given one; without it the API stands alone and answers 404 itself.
 */
export interface Gateway {
  /** Takes over the exchange: nothing of the request was read, nothing of the response written. */
  forward(request: IncomingMessage, response: ServerResponse): void;
  /** Takes over an upgrade (WebSocket); closing the socket is the gateway's from here on. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Whether Django's URLconf resolves a path (percent-decoded, without the query): for 405 and slash redirects. */
  resolves(path: string): MaybePromise<boolean>;
  /** Whether Django's server takes connections now. */
  reachable(): Promise<boolean>;
}
