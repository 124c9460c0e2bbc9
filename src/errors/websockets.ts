import type { ErrorDetail } from "./api.ts";
import { BridgeError } from "./base.ts";

/** The connection is over: the other side closed it, or is gone, or it was closed here. */
export class WebSocketDisconnect extends BridgeError {
  override readonly code = "WEBSOCKET_DISCONNECT";
  override readonly status = 499;
  /** FastAPI's `code`: 1000 for a normal end, 1006 for a connection that broke, see `status.WS_*`. */
  readonly closeCode: number;
  readonly reason: string;

  constructor(closeCode = 1000, reason = "") {
    super(`The WebSocket is closed (${closeCode}${reason === "" ? "" : `: ${reason}`})`);
    this.closeCode = closeCode;
    this.reason = reason;
  }
}

/**
 * Ends a WebSocket with a close code. Thrown before `accept` it refuses the connection (403).
 *
 * @example throw new WebSocketException(status.WS_1008_POLICY_VIOLATION, "No such room");
 */
export class WebSocketException extends BridgeError {
  override readonly code = "WEBSOCKET_EXCEPTION";
  override readonly status = 403;
  /** FastAPI's `code`. */
  readonly closeCode: number;
  readonly reason: string;

  constructor(closeCode: number, reason = "", options?: ErrorOptions) {
    super(reason === "" ? `The WebSocket is to be closed with ${closeCode}` : reason, options);
    this.closeCode = closeCode;
    this.reason = reason;
  }
}

/** The handshake of a WebSocket does not fit the operation's arguments: it is refused. */
export class WebSocketRequestValidationError extends BridgeError {
  override readonly code = "WEBSOCKET_REQUEST_VALIDATION";
  override readonly status = 403;
  readonly errors: readonly ErrorDetail[];

  constructor(errors: readonly ErrorDetail[]) {
    super(
      `The WebSocket's request has ${errors.length} invalid value(s): ${errors.map((error) => error.loc.join(".")).join(", ")}`,
    );
    this.errors = errors;
  }
}

/** A message does not fit the schema it was received with; uncaught it closes the connection with 1008. */
export class WebSocketMessageValidationError extends BridgeError {
  override readonly code = "WEBSOCKET_MESSAGE_VALIDATION";
  override readonly status = 422;
  readonly errors: readonly ErrorDetail[];

  constructor(errors: readonly ErrorDetail[]) {
    super(
      `A message has ${errors.length} invalid value(s): ${errors.map((error) => error.loc.join(".")).join(", ")}`,
    );
    this.errors = errors;
  }
}

/** A WebSocket is used as it cannot be: sending before `accept`, accepting twice, a close code that may not be sent. */
export class WebSocketUsageError extends BridgeError {
  override readonly code = "WEBSOCKET_USAGE";
}

/** A test's WebSocket was refused: before `accept`, or because there is none at this path. */
export class WebSocketRefused extends BridgeError {
  override readonly code = "WEBSOCKET_REFUSED";
  /** The HTTP response of the refusal. */
  readonly response: Response;

  constructor(response: Response) {
    super(`The WebSocket was refused with ${response.status}`);
    this.response = response;
  }
}
