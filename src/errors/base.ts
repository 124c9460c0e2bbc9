/**
 * What every error of this package is: a stable `code` (documented in docs/errors.md), the HTTP status that an
 * unhandled one becomes, and a message that says what arrived and what to do. A message never holds the value of a
 * parameter nor a secret: it may be logged and sent.
 */
export abstract class BridgeError extends Error {
  abstract readonly code: string;
  /** HTTP status when the error leaves a handler; 500 hides the message from the client. */
  readonly status: number = 500;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }

  /** What a client is told where nobody handles the error and `status` is less than 500. */
  get publicMessage(): string {
    return this.message;
  }
}
