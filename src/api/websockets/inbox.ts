import type { WebSocketClosure, WebSocketMessage } from "./handshake.ts";

/** Messages that came and wait to be received, and receivers that wait for messages. */
export class Inbox {
  private readonly unread: WebSocketMessage[] = [];
  private readonly waiting: ((received: WebSocketMessage | WebSocketClosure) => void)[] = [];
  private unreadBytes = 0;
  private ended: WebSocketClosure | null = null;

  /** How the connection ended; null while messages can come. */
  get closure(): WebSocketClosure | null {
    return this.ended;
  }

  get length(): number {
    return this.unread.length;
  }

  get bytes(): number {
    return this.unreadBytes;
  }

  push(message: WebSocketMessage): void {
    const next = this.waiting.shift();
    if (next !== undefined) {
      next(message);
      return;
    }
    this.unread.push(message);
    this.unreadBytes += Buffer.byteLength(message);
  }

  /** The next message; when no more can come and all are read, how it ended, however often it is asked. */
  receive(): Promise<WebSocketMessage | WebSocketClosure> {
    const message = this.unread.shift();
    if (message !== undefined) {
      this.unreadBytes -= Buffer.byteLength(message);
      return Promise.resolve(message);
    }
    if (this.ended !== null) return Promise.resolve(this.ended);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Forgets what was not read. */
  clear(): void {
    this.unread.length = 0;
    this.unreadBytes = 0;
  }

  /** The first end counts. */
  end(closure: WebSocketClosure): void {
    this.ended ??= closure;
    for (const resolve of this.waiting.splice(0)) resolve(this.ended);
  }
}
