import { BridgeError } from "../../errors/base.ts";

/**
 * Gives an error the stack of the code that waits for it. One that is made while a pipe is read has no frame of the
 * caller; in an async function, after its `await`, V8 knows who waits.
 */
export function withCallerStack(error: unknown): unknown {
  if (error instanceof BridgeError) Error.captureStackTrace(error, withCallerStack);
  return error;
}
