import { STATUS_CODES } from "node:http";
import { BridgeError } from "../../errors/base.ts";
import { HTTPException, RequestValidationError } from "../../errors/api.ts";
import { validationDetails } from "../../errors/validation-details.ts";
import { ValidationError } from "../../errors/validation.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import type { Request } from "../context/request.ts";
import { JSONResponse } from "../responses/json-response.ts";
import { Response } from "../responses/response.ts";

/** Turns an error into a response. */
export type ExceptionHandler<E = unknown> = (error: E, request: Request) => MaybePromise<Response>;

export type ErrorClass<E extends Error> = abstract new (...args: never) => E;

/** Handlers by error class and by status; the nearest class wins, as in Starlette. */
export class ExceptionHandlers {
  private readonly byClass = new Map<object, ExceptionHandler<never>>();
  private readonly byStatus = new Map<number, ExceptionHandler<HTTPException>>();

  add(key: ErrorClass<Error> | number, handler: ExceptionHandler<never>): void {
    if (typeof key === "number") this.byStatus.set(key, handler as ExceptionHandler<HTTPException>);
    else this.byClass.set(key.prototype as object, handler);
  }

  /** A user's handler for this error, other than one for everything unexpected; null: none. */
  findSpecific(error: unknown): ExceptionHandler | null {
    if (error instanceof HTTPException) {
      const byStatus = this.byStatus.get(error.status);
      if (byStatus !== undefined) return byStatus as ExceptionHandler;
    }
    for (
      let prototype: unknown = Object(error);
      prototype !== null;
      prototype = Object.getPrototypeOf(prototype)
    ) {
      if (prototype === Error.prototype) break;
      const handler = this.byClass.get(prototype as object);
      if (handler !== undefined) return handler as ExceptionHandler;
    }
    return null;
  }

  /** The handler of `Error` or of status 500: it answers, and the error is still an error to the log. */
  get ofUnexpected(): ExceptionHandler | null {
    return (
      ((this.byClass.get(Error.prototype) ?? this.byStatus.get(500)) as ExceptionHandler | undefined) ?? null
    );
  }
}

/** What nobody wanted to happen: to be logged, its message kept from the client. */
export function isUnexpected(error: unknown): boolean {
  return !(error instanceof BridgeError) || (error.status >= 500 && !(error instanceof HTTPException));
}

/** The response of an error that no handler of the user's takes: FastAPI's. */
export function defaultErrorResponse(error: unknown): Response {
  if (error instanceof HTTPException) {
    const headers = error.headers ?? {};
    const hasBody =
      error.status >= 200 && error.status !== 204 && error.status !== 205 && error.status !== 304;
    return hasBody
      ? new JSONResponse(error.content, { statusCode: error.status, headers })
      : new Response(null, { statusCode: error.status, headers });
  }
  if (error instanceof ValidationError)
    return new JSONResponse({ detail: validationDetails(error, ["body"]) }, { statusCode: 422 });
  if (error instanceof RequestValidationError)
    return new JSONResponse({ detail: error.errors }, { statusCode: 422 });
  if (!isUnexpected(error)) {
    const expected = error as BridgeError;
    return new JSONResponse({ detail: expected.publicMessage }, { statusCode: expected.status });
  }
  // 502 to 504: what Python did not answer. The reason phrase is said, the message only logged.
  const status = error instanceof BridgeError && error.status > 500 ? error.status : 500;
  return new JSONResponse(
    { detail: STATUS_CODES[status] ?? "Internal Server Error" },
    { statusCode: status },
  );
}
