import type { RawData, WebSocket as Socket } from "ws";
import {
  WebSocketClosure,
  type WebSocketConnection,
  type WebSocketMessage,
} from "../../api/websockets/handshake.ts";
import { WebSocketDisconnect } from "../../errors/websockets.ts";

/** What may wait unread; beyond it the client's bytes stay in the network until somebody receives. */
const MAX_UNREAD_MESSAGES = 64;
const MAX_UNREAD_BYTES = 1_048_576;

/** One connection over a socket of `ws`. Its frames, masks and closing handshake are the library's. */
export class SocketConnection implements WebSocketConnection {
  closure: WebSocketClosure | null = null;
  /** Resolves when nothing more can come or go. */
  readonly closed: Promise<void>;
  private readonly socket: Socket;
  private readonly unread: WebSocketMessage[] = [];
  private unreadBytes = 0;
  private readonly waiting: ((received: WebSocketMessage | WebSocketClosure) => void)[] = [];
  private answersPings = true;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("message", (data: RawData, isBinary: boolean) => this.arrive(data as Buffer, isBinary));
    socket.on("pong", () => (this.answersPings = true));
    // The close that follows says what it was: a broken frame, a message too big, a reset connection.
    socket.on("error", () => {});
    this.closed = new Promise((resolve) => {
      socket.on("close", (code, reason) => {
        this.end(new WebSocketClosure(code, reason.toString()));
        resolve();
      });
    });
  }

  send(message: WebSocketMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.closure !== null) {
        reject(new WebSocketDisconnect(this.closure.code, this.closure.reason));
        return;
      }
      this.socket.send(message, { binary: typeof message !== "string" }, (error) => {
        if (error) reject(new WebSocketDisconnect(1006));
        else resolve();
      });
    });
  }

  receive(): Promise<WebSocketMessage | WebSocketClosure> {
    const message = this.unread.shift();
    if (message !== undefined) {
      this.unreadBytes -= Buffer.byteLength(message);
      if (this.socket.isPaused && !this.isFull) this.socket.resume();
      return Promise.resolve(message);
    }
    if (this.closure !== null) return Promise.resolve(this.closure);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  close(code: number, reason: string): void {
    // The other side's answer to the close frame is behind what nobody will read any more.
    this.unread.length = 0;
    this.unreadBytes = 0;
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
    return this.unread.length >= MAX_UNREAD_MESSAGES || this.unreadBytes >= MAX_UNREAD_BYTES;
  }

  private arrive(data: Buffer, isBinary: boolean): void {
    const message = isBinary
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : data.toString();
    const next = this.waiting.shift();
    if (next !== undefined) {
      next(message);
      return;
    }
    // After a close of ours nobody receives.
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.unread.push(message);
    this.unreadBytes += data.byteLength;
    if (this.isFull) this.socket.pause();
  }

  private end(closure: WebSocketClosure): void {
    this.closure = closure;
    for (const resolve of this.waiting.splice(0)) resolve(closure);
  }
}
