import type { MaybePromise } from "../../util/maybe-promise.ts";
import type { FormContent } from "../bodies/content.ts";
import type { HttpResponse } from "../http.ts";
import type { WebSocket } from "../websockets/web-socket.ts";
import type { BackgroundTasks } from "./background.ts";
import type { Request } from "./request.ts";
import type { ResponseParameters } from "./response-parameters.ts";

/** Schedules work for after the response has been sent. */
export type AddBackgroundTask = BackgroundTasks["add"];

/** Changes a response before it is sent. */
export type ResponseChange = (response: HttpResponse) => MaybePromise<HttpResponse>;

/** The second parameter of a WebSocket's handler. */
export interface WebSocketContext extends Context {
  readonly socket: WebSocket;
}

/** The second parameter of handlers and dependencies: this request's things that are no arguments. */
export interface Context {
  readonly request: Request;
  /** Status, headers and cookies of the response to come. */
  readonly response: ResponseParameters;
  /** Runs a function after the response has been sent: `background(sendMail, address)`. */
  readonly background: AddBackgroundTask;
  /**
   * Has the response changed once it is known, whatever it came to, an error's too: what Django does in a middleware's
   * `process_response`. The one asked for last comes first.
   */
  readonly onResponse: (change: ResponseChange) => void;
  /** Aborted when the client goes away; a WebSocket's when the connection is over. */
  readonly signal: AbortSignal;
  /** The WebSocket that was asked for; null for an operation's request. */
  readonly socket: WebSocket | null;
  /** What the operation's arguments read the body as; null: they leave it alone. */
  readonly declaredBody: "json" | "form" | null;
  /**
   * The body as a form, urlencoded or multipart: texts and files by name; one of another type is an empty form. It is
   * read once, whoever asks, the operation's own arguments among them; a multipart one is then gone for everybody else.
   *
   * @throws HTTPException 400 for a multipart body that cannot be taken apart
   */
  readForm(): Promise<FormContent>;
  /** OAuth2 scopes that the operation and the dependencies on the way to this one ask for. */
  readonly scopes: readonly string[];
}
