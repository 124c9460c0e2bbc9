import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { FastAPI } from "../api/fastapi.ts";
import type { HttpRequest, HttpResponse } from "../api/http.ts";
import type { Gateway } from "../manifest/gateway.ts";
import { prepareDocuments } from "./documents.ts";
import type { Readiness } from "./health.ts";
import { Listener, type ListenOptions } from "./listener.ts";
import type { ServerLogger } from "./log.ts";
import { createRequestHandler } from "./request-handler.ts";
import { collectRoutes, type ServedRoute } from "./routes.ts";
import type { ServerSettings } from "./settings.ts";

export interface ServerOptions {
  /** The default instance, with what is mounted on it. */
  readonly api: FastAPI;
  /** `serverSettings(manifest.settings)` */
  readonly settings: ServerSettings;
  /** The way to Django; null: what no operation serves is a 404. */
  readonly gateway?: Gateway | null;
  readonly logger?: ServerLogger;
  /** Whether this process can serve, for /-/ready, with what is missing; default: always. */
  readonly ready?: () => Promise<Readiness>;
  /** Under DEBUG, the response in place of a bare 500; null: the bare one. */
  readonly debugPage?: (
    error: unknown,
    request: Pick<HttpRequest, "method" | "headers">,
  ) => HttpResponse | null;
}

export interface ApiServer {
  /** Everything that is served, in the order of matching. */
  readonly routes: readonly ServedRoute[];
  /** For servers of one's own: `http.createServer(server.handleRequest)`. */
  readonly handleRequest: (request: IncomingMessage, response: ServerResponse) => void;
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /**
   * @returns the URL ("http://127.0.0.1:8000", "unix:/run/api.sock").
   * @throws what `net.Server.listen` emits, with its code (EADDRINUSE ...).
   */
  listen(options: ListenOptions): Promise<string>;
  /**
   * Stops accepting and lets running requests end, for at most `gracePeriod` milliseconds (default 10,000); then
   * their connections are cut.
   */
  close(options?: { readonly gracePeriod?: number }): Promise<void>;
}

/**
 * Makes the server of an API: everything is checked and compiled here, so that mistakes are errors at start. Nothing
 * listens yet.
 *
 * @throws DeclarationError for operations that cannot work.
 */
export async function createServer(options: ServerOptions): Promise<ApiServer> {
  prepareDocuments(options.api);
  const routes = collectRoutes(options.api);
  const handler = await createRequestHandler(options, routes);
  const listener = new Listener(handler);
  return {
    routes,
    handleRequest: handler.handleRequest,
    handleUpgrade: handler.handleUpgrade,
    listen: (where) => listener.listen(where),
    async close({ gracePeriod = 10_000 } = {}) {
      await listener.close(gracePeriod);
      await handler.close();
    },
  };
}

export type { ListenOptions, Server };
