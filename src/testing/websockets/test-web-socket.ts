import type { ConnectionResult } from "../../api/websockets/connect.ts";
import { WebSocketClosure, type WebSocketMessage } from "../../api/websockets/handshake.ts";
import { WebSocketDisconnect, WebSocketException } from "../../errors/websockets.ts";
import type { InProcessConnection } from "./in-process-connection.ts";

export interface TestWebSocketParts {
  readonly connection: InProcessConnection;
  readonly subprotocol: string | null;
  readonly headers: Headers;
  /** When the operation is through with the connection. */
  readonly served: Promise<ConnectionResult>;
  readonly raiseServerExceptions: boolean;
}

/** The client's end of a WebSocket in a test. */
export class TestWebSocket implements AsyncDisposable {
  /** What the server chose of the subprotocols; null: none. */
  readonly subprotocol: string | null;
  /** Of the answer to the handshake. */
  readonly headers: Headers;
  private readonly parts: TestWebSocketParts;

  /** @internal */
  constructor(parts: TestWebSocketParts) {
    this.parts = parts;
    this.subprotocol = parts.subprotocol;
    this.headers = parts.headers;
  }

  /** @throws WebSocketDisconnect when the connection is over. */
  sendText(text: string): void {
    this.parts.connection.deliver(text);
  }

  sendBytes(bytes: Uint8Array): void {
    this.parts.connection.deliver(bytes);
  }

  sendJson(value: unknown): void {
    this.parts.connection.deliver(JSON.stringify(value));
  }

  /**
   * The server's next message.
   *
   * @throws WebSocketDisconnect with code and reason when the server has closed the connection; an unexpected error of
   *   the handler's.
   */
  async receive(): Promise<WebSocketMessage> {
    const received = await this.parts.connection.toClient.receive();
    if (!(received instanceof WebSocketClosure)) return received;
    await this.raise();
    throw new WebSocketDisconnect(received.code, received.reason);
  }

  async receiveText(): Promise<string> {
    const message = await this.receive();
    if (typeof message === "string") return message;
    throw new WebSocketException(1003, "The server sent a binary message");
  }

  async receiveBytes(): Promise<Uint8Array> {
    const message = await this.receive();
    if (typeof message !== "string") return message;
    throw new WebSocketException(1003, "The server sent a text message");
  }

  async receiveJson(): Promise<unknown> {
    const message = await this.receive();
    return JSON.parse(typeof message === "string" ? message : new TextDecoder().decode(message)) as unknown;
  }

  /**
   * Closes the connection and waits until the handler has ended and teardowns have run.
   *
   * @throws an unexpected error of the handler's.
   */
  async close(code = 1000, reason = ""): Promise<void> {
    this.parts.connection.close(code, reason);
    await this.raise();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  private async raise(): Promise<void> {
    const { error } = await this.parts.served;
    if (error !== undefined && this.parts.raiseServerExceptions) throw error;
  }
}
