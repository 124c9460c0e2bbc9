import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { HttpRequest, HttpResponse } from "../../api/http.ts";
import type { AcceptedHandshake, WebSocketHandshake } from "../../api/websockets/handshake.ts";
import { WebSocketDisconnect } from "../../errors/websockets.ts";
import { answerPlainly } from "./plain-answer.ts";
import { SocketConnection } from "./socket-connection.ts";

/** Node's upgrade event, and the request as the API layer sees it. */
export interface Upgrade {
  readonly incoming: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Turns upgrades into connections: `ws` without a server of its own, told what to answer for each. */
export class Upgrader {
  private readonly answers = new WeakMap<IncomingMessage, AcceptedHandshake>();
  private readonly server: WebSocketServer;

  constructor(maxMessageSize: number) {
    this.server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: maxMessageSize,
      handleProtocols: (_offered, incoming) => this.answers.get(incoming)?.subprotocol ?? false,
    });
    this.server.on("headers", (lines, incoming) => {
      for (const [name, value] of this.answers.get(incoming)?.headers ?? []) lines.push(`${name}: ${value}`);
    });
    // A handshake that `ws` refuses all the same: its socket's end tells who waits for it.
    this.server.on("wsClientError", (_error, socket) => socket.destroy());
  }

  accept({ incoming, socket, head }: Upgrade, answer: AcceptedHandshake): Promise<SocketConnection> {
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new WebSocketDisconnect(1006));
      if (socket.destroyed) return gone();
      socket.once("close", gone);
      this.answers.set(incoming, answer);
      this.server.handleUpgrade(incoming, socket, head, (opened) => {
        socket.off("close", gone);
        resolve(new SocketConnection(opened));
      });
    });
  }
}

export interface SocketHandshakeOptions {
  readonly upgrade: Upgrade;
  readonly upgrader: Upgrader;
  readonly request: HttpRequest;
  readonly subprotocols: readonly string[];
  /** Told of the answer: 101, or the status of the refusal. */
  readonly onAnswer: (status: number, connection: SocketConnection | null) => void;
}

/** The handshake of a WebSocket over a real socket. */
export class SocketHandshake implements WebSocketHandshake {
  readonly request: HttpRequest;
  readonly subprotocols: readonly string[];
  private readonly options: SocketHandshakeOptions;

  constructor(options: SocketHandshakeOptions) {
    this.options = options;
    this.request = options.request;
    this.subprotocols = options.subprotocols;
  }

  async accept(answer: AcceptedHandshake): Promise<SocketConnection> {
    const { upgrade, upgrader, onAnswer } = this.options;
    const connection = await upgrader.accept(upgrade, answer);
    onAnswer(101, connection);
    return connection;
  }

  async refuse(response: HttpResponse): Promise<void> {
    const { upgrade, onAnswer } = this.options;
    onAnswer(response.status, null);
    await answerPlainly(upgrade.incoming, upgrade.socket, response);
  }
}
