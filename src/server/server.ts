import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Gateway } from "../manifest/gateway.ts";
import type { ServerLogger } from "./log.ts";
import type { ServedApi } from "./served-api.ts";
import type { ServerSettings } from "./settings.ts";

export interface ServerOptions {
  /** The default instance, with what is mounted on it. */
  readonly api: ServedApi;
  /** `serverSettings(manifest.settings)` */
  readonly settings: ServerSettings;
  /** The way to Django; null: what no operation serves is a 404. */
  readonly gateway?: Gateway | null;
  readonly logger?: ServerLogger;
  /** Whether this process can serve, for /-/ready, with what is missing; default: always. */
  readonly ready?: () => Promise<{ readonly ready: boolean; readonly [what: string]: unknown }>;
}

/** Where to listen: a port (0: any free one), a Unix socket, or a server that listens already (or will). */
export type ListenOptions =
  { readonly port: number; readonly host?: string } | { readonly path: string } | { readonly server: Server };

export interface ApiServer {
  /** For servers of one's own: `createServer(api.handleRequest)`. */
  readonly handleRequest: (request: IncomingMessage, response: ServerResponse) => void;
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** @returns the URL ("http://127.0.0.1:8000", "unix:/run/api.sock"). @throws with code EADDRINUSE and its family. */
  listen(options: ListenOptions): Promise<string>;
  /**
   * Stops accepting, lets running requests end (at most `gracePeriod` milliseconds, default 10,000; then their
   * connections are cut), and runs the instances' shutdown.
   */
  close(options?: { readonly gracePeriod?: number }): Promise<void>;
}

/**
 * Makes the server of an API: everything is checked and compiled here, so that mistakes are errors at start. Nothing
 * listens yet.
 */
export function createServer(_options: ServerOptions): Promise<ApiServer> {
  return Promise.reject(new Error("not built yet"));
}
