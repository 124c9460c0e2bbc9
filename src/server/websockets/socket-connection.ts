import type { RawData, WebSocket as Socket } from "ws";
import {
  WebSocketClosure,
  type WebSocketConnection,
  type WebSocketMessage,
} from "../../api/websockets/handshake.ts";
import { Inbox } from "../../api/websockets/inbox.ts";
import { WebSocketDisconnect } from "../../errors/websockets.ts";

/** What may wait unread; beyond it the client's bytes stay in the network until somebody receives. */
const MAX_UNREAD_MESSAGES = 64;
const MAX_UNREAD_BYTES = 1_048_576;

/** One connection over a socket of `ws`. Its frames, masks and closing handshake are the library's. */
export class SocketConnection implements WebSocketConnection {
  /** Resolves when nothing more can come or go. */
  readonly closed: Promise<void>;
  private readonly socket: Socket;
  private readonly inbox = new Inbox();
  private answersPings = true;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("message", (data: RawData, isBinary: boolean) => this.arrive(data as Buffer, isBinary));
    socket.on("pong", () => (this.answersPings = true));
    // The close that follows says what it was: a broken frame, a message too big, a reset connection.
    socket.on("error", () => {});
    this.closed = new Promise((resolve) => {
      socket.on("close", (code, reason) => {
        this.inbox.end(new WebSocketClosure(code, reason.toString()));
        resolve();
      });
    });
  }

  get closure(): WebSocketClosure | null {
    return this.inbox.closure;
  }

  send(message: WebSocketMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      const { closure } = this;
      if (closure !== null) {
        reject(new WebSocketDisconnect(closure.code, closure.reason));
        return;
      }
      this.socket.send(message, { binary: typeof message !== "string" }, (error) => {
        if (error) reject(new WebSocketDisconnect(1006));
        else resolve();
      });
    });
  }

  receive(): Promise<WebSocketMessage | WebSocketClosure> {
    const received = this.inbox.receive();
    if (this.socket.isPaused && !this.isFull) this.socket.resume();
    return received;
  }

  close(code: number, reason: string): void {
    // The other side's answer to the close frame is behind what nobody will read any more.
    this.inbox.clear();
    if (this.socket.isPaused) this.socket.resume();
    this.socket.close(code, reason);
  }

  /** Cuts the connection without a word. */
  terminate(): void {
    this.socket.terminate();
  }

  /** Asks whether the client is still there; the answer to the last time decides. */
  checkAlive(): void {
    // A paused connection's pong is behind unread messages.
    if (!this.answersPings && !this.socket.isPaused) {
      this.terminate();
      return;
    }
    this.answersPings = false;
    if (this.socket.readyState === this.socket.OPEN) this.socket.ping();
  }

  private get isFull(): boolean {
    return this.inbox.length >= MAX_UNREAD_MESSAGES || this.inbox.bytes >= MAX_UNREAD_BYTES;
  }

  private arrive(data: Buffer, isBinary: boolean): void {
    // After a close of ours nobody receives.
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.inbox.push(
      isBinary ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : data.toString(),
    );
    if (this.isFull) this.socket.pause();
  }
}
