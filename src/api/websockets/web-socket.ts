import type { z } from "zod";
import { WebSocketDisconnect, WebSocketException, WebSocketUsageError } from "../../errors/websockets.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import { ResponseHeaders, type HeaderPair } from "../context/headers.ts";
import type { Request } from "../context/request.ts";
import type { HttpResponse } from "../http.ts";
import type { Schema } from "../parameters/argument.ts";
import { serializeAnything } from "../responses/serializer.ts";
import { status } from "../status.ts";
import { checkedCloseCode, fittingReason } from "./close-code.ts";
import {
  WebSocketClosure,
  type WebSocketConnection,
  type WebSocketHandshake,
  type WebSocketMessage,
} from "./handshake.ts";
import { parseJsonMessage, validateMessage } from "./json-message.ts";

/** "connecting": neither accepted nor refused; "disconnected": refused, closed by either side, or broken. */
export type WebSocketState = "connecting" | "connected" | "disconnected";

export interface AcceptOptions {
  /** One of `socket.subprotocols`. */
  readonly subprotocol?: string;
  /** Sent with the answer to the handshake. */
  readonly headers?: Readonly<Record<string, string>> | Iterable<HeaderPair>;
}

/** @internal How what was said of the response in the context comes into the answer to the handshake. */
export type PrepareAnswer = (response: HttpResponse) => MaybePromise<HttpResponse>;

/** "binary" is JSON in UTF-8 bytes. */
export type JsonMode = "text" | "binary";

/**
 * A WebSocket as handlers see it, after FastAPI's. Each of its messages is received once, by whoever asks first.
 *
 * @example
 * api.websocket("/ws", async (_, { socket }) => {
 *   await socket.accept();
 *   for await (const message of socket) await socket.sendText(`You said: ${String(message)}`);
 * });
 */
export class WebSocket implements AsyncIterable<WebSocketMessage> {
  /** The request of the handshake: headers, cookies, URL, client. */
  readonly request: Request;
  private readonly handshake: WebSocketHandshake;
  private readonly prepareAnswer: PrepareAnswer;
  private connection: WebSocketConnection | null = null;
  /** Set when it was this side that ended the connection. */
  private ownClosure: WebSocketClosure | null = null;
  private answering = false;

  /** @internal */
  constructor(handshake: WebSocketHandshake, request: Request, prepareAnswer: PrepareAnswer) {
    this.handshake = handshake;
    this.request = request;
    this.prepareAnswer = prepareAnswer;
  }

  get state(): WebSocketState {
    if (this.closure !== null) return "disconnected";
    return this.connection === null ? "connecting" : "connected";
  }

  /** The subprotocols that the client offers, in its order. */
  get subprotocols(): readonly string[] {
    return this.handshake.subprotocols;
  }

  /**
   * Agrees to the connection. Headers and cookies that were set in the context come with the answer.
   *
   * @throws WebSocketUsageError the second time; WebSocketDisconnect when the client has gone away.
   */
  async accept({ subprotocol, headers }: AcceptOptions = {}): Promise<void> {
    const own = [...new ResponseHeaders(headers)];
    const answer = await this.answer("accept", { status: 101, headers: own, body: null });
    this.connection = await this.handshake.accept({
      subprotocol: subprotocol ?? null,
      headers: answer.headers,
    });
  }

  /**
   * Refuses the connection with an HTTP response of its own, before `accept`; browsers do not show it to scripts.
   *
   * @throws WebSocketUsageError after `accept`.
   */
  async refuse(response: HttpResponse): Promise<void> {
    const answer = await this.answer("refuse", response);
    this.ownClosure = new WebSocketClosure(status.WS_1006_ABNORMAL_CLOSURE);
    await this.handshake.refuse(answer);
  }

  /**
   * Ends the connection; the other side is told why. Before `accept` it is refused with 403.
   *
   * @throws WebSocketUsageError for a code that may not be sent.
   */
  async close(code: number = status.WS_1000_NORMAL_CLOSURE, reason = ""): Promise<void> {
    checkedCloseCode(code);
    if (this.closure !== null) return;
    if (this.connection === null) {
      await this.refuse({ status: 403, headers: [], body: "" });
      return;
    }
    const fitting = fittingReason(reason);
    this.ownClosure = new WebSocketClosure(code, fitting);
    this.connection.close(code, fitting);
  }

  /**
   * The next message, of either kind.
   *
   * @throws WebSocketDisconnect when there is none to come.
   */
  async receive(): Promise<WebSocketMessage> {
    const connection = this.accepted("receive");
    const received = this.ownClosure ?? (await connection.receive());
    if (received instanceof WebSocketClosure) throw new WebSocketDisconnect(received.code, received.reason);
    return received;
  }

  /** @throws WebSocketDisconnect; WebSocketException (1003), which closes the connection, for a binary message. */
  async receiveText(): Promise<string> {
    const message = await this.receive();
    if (typeof message === "string") return message;
    throw new WebSocketException(status.WS_1003_UNSUPPORTED_DATA, "A text message was expected");
  }

  /** @throws WebSocketDisconnect; WebSocketException (1003), which closes the connection, for a text message. */
  async receiveBytes(): Promise<Uint8Array> {
    const message = await this.receive();
    if (typeof message !== "string") return message;
    throw new WebSocketException(status.WS_1003_UNSUPPORTED_DATA, "A binary message was expected");
  }

  /**
   * A message's JSON, checked by a schema where one is given.
   *
   * @throws WebSocketDisconnect; WebSocketException (1007) for what is no JSON; WebSocketMessageValidationError, with
   *   all problems in FastAPI's form.
   * @example const { x, y } = await socket.receiveJson(Move);
   */
  receiveJson(mode?: JsonMode): Promise<unknown>;
  receiveJson<S extends Schema>(schema: S, mode?: JsonMode): Promise<z.output<S>>;
  async receiveJson(schemaOrMode: Schema | JsonMode = "text", mode: JsonMode = "text"): Promise<unknown> {
    const schema = typeof schemaOrMode === "string" ? null : schemaOrMode;
    const wanted = typeof schemaOrMode === "string" ? schemaOrMode : mode;
    const text =
      wanted === "text" ? await this.receiveText() : new TextDecoder().decode(await this.receiveBytes());
    const value = parseJsonMessage(text);
    return schema === null ? value : validateMessage(value, schema);
  }

  /**
   * Resolves when the network has taken the message: who awaits it sends no faster than the client reads.
   *
   * @throws WebSocketDisconnect when the connection is over; WebSocketUsageError before `accept`.
   */
  sendText(text: string): Promise<void> {
    return this.send(text);
  }

  sendBytes(bytes: Uint8Array): Promise<void> {
    return this.send(bytes);
  }

  /** Sends what a handler could return as JSON: instances and QuerySets too. */
  sendJson(value: unknown, mode: JsonMode = "text"): Promise<void> {
    return handled(this.sendSerialized(value, mode));
  }

  /** Messages until the connection is over. */
  async *[Symbol.asyncIterator](): AsyncGenerator<WebSocketMessage, void, undefined> {
    yield* this.until(() => this.receive());
  }

  iterText(): AsyncGenerator<string, void, undefined> {
    return this.until(() => this.receiveText());
  }

  iterBytes(): AsyncGenerator<Uint8Array, void, undefined> {
    return this.until(() => this.receiveBytes());
  }

  iterJson(): AsyncGenerator<unknown, void, undefined>;
  iterJson<S extends Schema>(schema: S): AsyncGenerator<z.output<S>, void, undefined>;
  iterJson(schema?: Schema): AsyncGenerator<unknown, void, undefined> {
    return this.until(() => (schema === undefined ? this.receiveJson() : this.receiveJson(schema)));
  }

  private async *until<T>(receive: () => Promise<T>): AsyncGenerator<T, void, undefined> {
    for (;;) {
      let message: T;
      try {
        message = await receive();
      } catch (error) {
        if (error instanceof WebSocketDisconnect) return;
        throw error;
      }
      yield message;
    }
  }

  private send(message: WebSocketMessage): Promise<void> {
    return handled(this.sendNow(message));
  }

  private async sendNow(message: WebSocketMessage): Promise<void> {
    const connection = this.accepted("send");
    const { closure } = this;
    if (closure !== null) throw new WebSocketDisconnect(closure.code, closure.reason);
    await connection.send(message);
  }

  private async sendSerialized(value: unknown, mode: JsonMode): Promise<void> {
    const text = await serializeAnything(value);
    await this.sendNow(mode === "text" ? text : Buffer.from(text));
  }

  private accepted(doing: string): WebSocketConnection {
    if (this.connection !== null) return this.connection;
    const { closure } = this;
    if (closure !== null) throw new WebSocketDisconnect(closure.code, closure.reason);
    throw new WebSocketUsageError(`Cannot ${doing}: await socket.accept() first`);
  }

  private get closure(): WebSocketClosure | null {
    if (this.ownClosure !== null) return this.ownClosure;
    if (this.connection !== null) return this.connection.closure;
    return this.handshake.request.signal.aborted
      ? new WebSocketClosure(status.WS_1006_ABNORMAL_CLOSURE)
      : null;
  }

  /** The handshake's answer, which there is one of; where it cannot be made, another one may follow. */
  private async answer(doing: string, response: HttpResponse): Promise<HttpResponse> {
    if (this.answering)
      throw new WebSocketUsageError(`Cannot ${doing}: the handshake has been answered already`);
    this.answering = true;
    try {
      return await this.prepareAnswer(response);
    } catch (error) {
      this.answering = false;
      throw error;
    }
  }
}

/** A promise that may be left alone: one send to a client that has gone must not end the process. */
function handled(sending: Promise<void>): Promise<void> {
  sending.catch(() => undefined);
  return sending;
}
