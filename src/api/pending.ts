import { isEvaluable } from "../orm/evaluable.ts";
import { isPromiseLike } from "../util/maybe-promise.ts";

/**
 * A promise to wait for. An unevaluated QuerySet is one too in the eyes of `await`, and is none here: handlers and
 * dependencies hand it on as it is.
 */
export function isPending(value: unknown): value is PromiseLike<unknown> {
  return value instanceof Promise || (isPromiseLike(value) && !isEvaluable(value));
}
