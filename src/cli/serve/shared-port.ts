import { once } from "node:events";
import type { AddressInfo, Server, Socket } from "node:net";
import { createServer } from "node:net";

/** Who takes connections. */
export interface Taker {
  take(socket: Socket): void;
  /** Connections that it was handed, but may not have got. */
  untaken(): readonly Socket[];
}

/** Connections that wait while no process of the API serves; more are closed. */
const WAITING_LIMIT = 1_000;

/**
 * A port that stays open while the processes behind it come and go: it accepts connections and hands each to the next
 * process, as `node:cluster` does, and keeps them while there is none, which that does not.
 */
export class SharedPort {
  private readonly server: Server;
  private readonly waiting: Socket[] = [];
  private takers: Taker[] = [];
  private closed = false;

  constructor() {
    this.server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => this.accept(socket));
  }

  /** @throws what `net.Server.listen` emits, with its code (EADDRINUSE ...). */
  async listen(host: string, port: number): Promise<string> {
    this.server.listen({ host, port });
    await once(this.server, "listening");
    const { address, family, port: taken } = this.server.address() as AddressInfo;
    return `http://${family === "IPv6" ? `[${address}]` : address}:${taken}`;
  }

  add(taker: Taker): void {
    this.takers.push(taker);
    for (const socket of this.waiting.splice(0)) this.accept(socket);
  }

  /** Somebody who is gone: what it did not get goes to the others. */
  remove(taker: Taker): void {
    this.takers = this.takers.filter((other) => other !== taker);
    for (const socket of taker.untaken()) this.accept(socket);
  }

  /** Accepts nothing any more. Connections that were handed over are their takers'. */
  close(): void {
    this.closed = true;
    this.server.close();
    for (const socket of this.waiting.splice(0)) socket.destroy();
  }

  private accept(socket: Socket): void {
    const taker = this.takers.shift();
    if (taker === undefined) {
      if (this.closed || this.waiting.length >= WAITING_LIMIT) socket.destroy();
      else this.waiting.push(socket);
      return;
    }
    this.takers.push(taker);
    taker.take(socket);
  }
}
