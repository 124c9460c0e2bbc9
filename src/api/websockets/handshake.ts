import type { HeaderPair } from "../context/headers.ts";
import type { HttpRequest, HttpResponse } from "../http.ts";

/** A text message is a string, a binary one bytes. */
export type WebSocketMessage = string | Uint8Array;

/** How a connection ended. */
export class WebSocketClosure {
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason = "") {
    this.code = code;
    this.reason = reason;
  }
}

/** An open connection as the API layer sees it: `server/` brings one of a socket, `testing/` one in process. */
export interface WebSocketConnection {
  /** How the connection ended; null while it is open. Messages that came before may still be unread. */
  readonly closure: WebSocketClosure | null;
  /** Resolves when the network has taken the message; rejects when the connection is over. */
  send(message: WebSocketMessage): Promise<void>;
  /** The next message; when the connection is over and all messages are read, its closure, however often it is asked. */
  receive(): Promise<WebSocketMessage | WebSocketClosure>;
  /** Starts the closing handshake; nothing happens when the connection is over. */
  close(code: number, reason: string): void;
}

export interface AcceptedHandshake {
  readonly subprotocol: string | null;
  readonly headers: readonly HeaderPair[];
}

/** A client's wish for a WebSocket, neither accepted nor refused yet. */
export interface WebSocketHandshake {
  /** The request that asks for it; its signal is aborted when the connection is over. */
  readonly request: HttpRequest;
  /** What the client offers, in its order. */
  readonly subprotocols: readonly string[];
  /** @throws WebSocketDisconnect when the client has gone away. */
  accept(answer: AcceptedHandshake): Promise<WebSocketConnection>;
  /** Answers with a plain HTTP response, and the connection ends. */
  refuse(response: HttpResponse): Promise<void>;
}
