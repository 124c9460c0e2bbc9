import type { Request } from "./context/request.ts";
import type { Response } from "./responses/response.ts";
import type { MaybePromise } from "../util/maybe-promise.ts";

/**
 * Runs around whatever an application answers, error responses included. `next` gives the response of what is
 * inside; it may be changed or replaced, or `next` left uncalled.
 */
export type Middleware = (request: Request, next: () => Promise<Response>) => MaybePromise<Response>;
