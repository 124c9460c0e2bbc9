import { status } from "../../api/status.ts";
import type { SocketConnection } from "./socket-connection.ts";

/** The open WebSockets of a server: who is still there, and their end when the server ends. */
export class Connections {
  private readonly open = new Map<SocketConnection, Promise<unknown>>();
  private readonly heartbeat: NodeJS.Timeout | undefined;

  /** @param pingInterval seconds; null: clients are not asked whether they are there. */
  constructor(pingInterval: number | null) {
    if (pingInterval === null) return;
    this.heartbeat = setInterval(() => {
      for (const connection of this.open.keys()) connection.checkAlive();
    }, pingInterval * 1000);
    this.heartbeat.unref();
  }

  /** @param served when the operation is through with the connection, teardowns included. */
  add(connection: SocketConnection, served: Promise<unknown>): void {
    this.open.set(connection, served);
    void Promise.allSettled([served, connection.closed]).then(() => this.open.delete(connection));
  }

  /**
   * Tells every client that the server restarts (1012, as uvicorn does) and waits for handlers to end; what is left
   * after the grace period is cut.
   */
  async close(gracePeriod: number): Promise<void> {
    clearInterval(this.heartbeat);
    const all = [...this.open];
    for (const [connection] of all) connection.close(status.WS_1012_SERVICE_RESTART, "");
    const cut = setTimeout(() => {
      for (const [connection] of all) connection.terminate();
    }, gracePeriod);
    const ended = Promise.allSettled(all.flatMap(([connection, served]) => [connection.closed, served]));
    // A handler that never ends must not keep the process.
    const expired = new Promise((resolve) => setTimeout(resolve, gracePeriod).unref());
    await Promise.race([ended, expired]);
    clearTimeout(cut);
    for (const [connection] of all) connection.terminate();
  }
}
