import { BridgeError } from "./base.ts";

/** A request body is larger than the project allows. */
export class RequestBodyTooLarge extends BridgeError {
  override readonly code = "REQUEST_BODY_TOO_LARGE";
  override readonly status = 413;

  constructor(limit: number) {
    super(`The request body is larger than DATA_UPLOAD_MAX_MEMORY_SIZE allows (${limit} bytes)`);
  }
}

/** The client went away before its request was read. Nobody is left to answer. */
export class ClientDisconnected extends BridgeError {
  override readonly code = "CLIENT_DISCONNECTED";
  /** nginx's code for it; it is only ever seen in logs. */
  override readonly status = 499;
}

/** A request's body was asked for twice, as a stream and whole. */
export class RequestBodyConsumed extends BridgeError {
  override readonly code = "REQUEST_BODY_CONSUMED";
}
