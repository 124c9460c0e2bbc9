import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { FastAPI } from "../api/fastapi.ts";
import { prepareDocuments, withPythonDocument, type DocumentSource } from "./documents.ts";
import { Listener, type ListenOptions } from "./listener.ts";
import type { ServerLogger } from "./log.ts";
import { createRequestHandler } from "./request-handler.ts";
import { collectRoutes, type ServedRoute } from "./routes.ts";
import type { ServerOptions } from "./server-options.ts";
import { collectWebSockets, type ServedWebSocket } from "./websockets/routes.ts";
import { createUpgradeHandler } from "./websockets/upgrade-handler.ts";

export interface ApiServer {
  /** Everything that is served, in the order of matching. */
  readonly routes: readonly ServedRoute[];
  /** The WebSockets that are served, in the order of matching. */
  readonly webSockets: readonly ServedWebSocket[];
  /** For servers of one's own: `http.createServer(server.handleRequest)`. */
  readonly handleRequest: (request: IncomingMessage, response: ServerResponse) => void;
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Runs the applications' start (lifespans) and readies Fastify's plugins; `listen` does it where it was not done. */
  start(): Promise<void>;
  /**
   * @returns the URL ("http://127.0.0.1:8000", "unix:/run/api.sock").
   * @throws what `net.Server.listen` emits, with its code (EADDRINUSE ...).
   */
  listen(options: ListenOptions): Promise<string>;
  /**
   * Stops accepting, tells WebSockets that they end (1012), and lets running requests end, for at most `gracePeriod`
   * milliseconds (default 10,000); then their connections are cut. The applications' shutdown comes last.
   */
  close(options?: { readonly gracePeriod?: number }): Promise<void>;
}

/**
 * Makes the server of an API: everything is checked and compiled here, so that mistakes are errors at start. Nothing
 * listens yet.
 *
 * @throws DeclarationError for operations that cannot work.
 */
export function createServer(options: ServerOptions): ApiServer {
  prepareDocuments(options.api);
  setReporters(options.api, options.logger);
  const routes = collectRoutes(options.api, documentsOf(options));
  const handler = createRequestHandler(options, routes);
  const webSockets = collectWebSockets(options.api);
  const { handleUpgrade, close: closeUpgrades } = createUpgradeHandler(options, webSockets);
  const { handleRequest } = handler;
  warnOfFallbacks(options.api, options.logger);
  const listener = new Listener({ handleRequest, handleUpgrade });
  let started: Promise<void> | null = null;
  const start = (): Promise<void> => (started ??= options.api.start().then(handler.ready));
  return {
    routes,
    webSockets,
    handleRequest,
    handleUpgrade,
    start,
    async listen(where) {
      await start();
      return listener.listen(where);
    },
    async close({ gracePeriod = 10_000 } = {}) {
      await Promise.all([listener.close(gracePeriod), closeUpgrades(gracePeriod)]);
      await handler.close();
      if (started !== null) await options.api.stop();
    },
  };
}

function documentsOf({ api, pythonDocument, logger }: ServerOptions): DocumentSource | undefined {
  if (pythonDocument === undefined) return undefined;
  const where = { requestId: "", method: "GET", path: api.settings.openapiUrl ?? "" };
  return withPythonDocument(api, pythonDocument, (error) => logger?.error?.(error, where));
}

/** Schemas that Zod does not compile are right and slower: said once, so that nobody wonders later. */
function warnOfFallbacks(app: FastAPI, logger: ServerLogger | undefined): void {
  for (const { schema, reason, operation } of app.fallbacks)
    logger?.warning?.(
      `${operation}: ${schema === null ? "a schema" : `the schema ${schema}`} is not compiled and parsed slower: ${reason}`,
    );
  for (const mount of app.mounts) warnOfFallbacks(mount.app, logger);
}

function setReporters(app: FastAPI, logger: ServerLogger | undefined): void {
  if (logger?.error === undefined) return;
  app.reportError = (error, operation) =>
    logger.error?.(error, { requestId: "", ...splitOperation(operation) });
  for (const mount of app.mounts) setReporters(mount.app, logger);
}

/** "GET /books" as the two that it is. */
function splitOperation(operation: string): { method: string; path: string } {
  const space = operation.indexOf(" ");
  return { method: operation.slice(0, space), path: operation.slice(space + 1) };
}
