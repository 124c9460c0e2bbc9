import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { RAW_SERVER_OPTIONS } from "../django/gateway/http-options.ts";
import { isWebSocket, passOverUpgrade } from "../django/gateway/plain-upgrade.ts";
import { hasBody, lingerBeforeClose } from "./lingering-close.ts";

/** Where to listen: a port (0: any free one), a Unix socket, or a server of the caller's. */
export type ListenOptions =
  | { readonly port: number; readonly host?: string }
  | { readonly path: string }
  /** Listening already, or about to: only the requests are taken. */
  | { readonly server: Server };

export interface RequestListeners {
  readonly handleRequest: (request: IncomingMessage, response: ServerResponse) => void;
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/** Longer than load balancers keep idle connections (60 s and less), so that the side that reuses them closes first. */
export const KEEP_ALIVE = 75_000;
const SWEEP_INTERVAL = 50;

/** The listening sockets of one server, and their graceful end. */
export class Listener {
  private readonly servers: {
    readonly server: Server;
    /** All that are open, those too that became WebSockets or were accepted by another process. */
    readonly connections: ReadonlySet<Socket>;
    readonly detach: () => void;
  }[] = [];
  private readonly listeners: RequestListeners;
  private closing = false;

  constructor(listeners: RequestListeners) {
    this.listeners = listeners;
  }

  async listen(where: ListenOptions): Promise<string> {
    const server =
      "server" in where
        ? where.server
        : createServer({ ...RAW_SERVER_OPTIONS, keepAliveTimeout: KEEP_ALIVE });
    const connections = trackConnections(server);
    this.servers.push({ server, connections, detach: this.attach(server) });
    if (!("server" in where))
      await listening(server, "path" in where ? where : { host: "127.0.0.1", ...where });
    return addressOf(server);
  }

  async close(gracePeriod: number): Promise<void> {
    this.closing = true;
    await Promise.all(
      this.servers.map(({ server, connections, detach }) =>
        closeServer(server, connections, gracePeriod).finally(detach),
      ),
    );
    this.servers.length = 0;
  }

  private attach(server: Server): () => void {
    const handleRequest = (request: IncomingMessage, response: ServerResponse): void => {
      // What comes behind an answer that closes the connection is no request any more (RFC 9112, section 9.6).
      if (!request.socket.writable) return;
      // A connection kept alive would keep a closing server open.
      if (this.closing) response.shouldKeepAlive = false;
      if (hasBody(request)) lingerBeforeClose(request);
      this.listeners.handleRequest(request, response);
    };
    // Without these Node answers Expect itself, before anybody has looked at the request.
    const events = ["request", "checkContinue", "checkExpectation"] as const;
    for (const event of events) server.on(event, handleRequest);
    const handleUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      if (isWebSocket(request)) this.listeners.handleUpgrade(request, socket, head);
      else passOverUpgrade(server, request, socket, head);
    };
    server.on("upgrade", handleUpgrade);
    return () => {
      for (const event of events) server.off(event, handleRequest);
      server.off("upgrade", handleUpgrade);
    };
  }
}

function listening(server: Server, where: { port: number; host: string } | { path: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(where, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function trackConnections(server: Server): ReadonlySet<Socket> {
  const connections = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  });
  return connections;
}

async function closeServer(
  server: Server,
  connections: ReadonlySet<Socket>,
  gracePeriod: number,
): Promise<void> {
  const closed = server.listening ? new Promise((resolve) => server.close(resolve)) : null;
  const deadline = performance.now() + gracePeriod;
  while (connections.size > 0 && performance.now() < deadline) {
    // Node closes what is idle now; a connection whose request ends later would be kept alive.
    server.closeIdleConnections();
    await delay(connections.size === 0 ? 0 : SWEEP_INTERVAL);
  }
  for (const socket of connections) socket.destroy();
  await closed;
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null) return "";
  if (typeof address === "string") return `unix:${address}`;
  const { address: host, family, port } = address satisfies AddressInfo;
  return `http://${family === "IPv6" ? `[${host}]` : host}:${port}`;
}
