import {
  WebSocketClosure,
  type WebSocketConnection,
  type WebSocketMessage,
} from "../../api/websockets/handshake.ts";
import { Inbox } from "../../api/websockets/inbox.ts";
import { WebSocketDisconnect } from "../../errors/websockets.ts";

/** Both ends of a WebSocket in one process; the server's end is what the API layer sees. */
export class InProcessConnection implements WebSocketConnection {
  /** What the server sent. */
  readonly toClient = new Inbox();
  private readonly toServer = new Inbox();
  private readonly onEnd: () => void;

  constructor(onEnd: () => void) {
    this.onEnd = onEnd;
  }

  get closure(): WebSocketClosure | null {
    return this.toServer.closure;
  }

  send(message: WebSocketMessage): Promise<void> {
    const { closure } = this;
    if (closure !== null) return Promise.reject(new WebSocketDisconnect(closure.code, closure.reason));
    this.toClient.push(message);
    return Promise.resolve();
  }

  receive(): Promise<WebSocketMessage | WebSocketClosure> {
    return this.toServer.receive();
  }

  /** By either side: the other one answers at once. */
  close(code: number, reason: string): void {
    if (this.closure !== null) return;
    const closure = new WebSocketClosure(code, reason);
    this.toServer.end(closure);
    this.toClient.end(closure);
    this.onEnd();
  }

  /** The client's message. */
  deliver(message: WebSocketMessage): void {
    const { closure } = this;
    if (closure !== null) throw new WebSocketDisconnect(closure.code, closure.reason);
    this.toServer.push(message);
  }
}
