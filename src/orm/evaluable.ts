import type { MaybePromise } from "../util/maybe-promise.ts";

/** How the API layer knows a QuerySet, whichever copy of this package made it. */
export const EVALUABLE = Symbol.for("django-fastapi-bridge/1/queryset");

/**
 * Rows that are read when somebody asks: an unevaluated QuerySet, wherever it stands in a handler's result.
 * `evaluate()` asks the database each time: a QuerySet is an immutable value that may stay at module level for the life
 * of the process, so that one which kept its rows (Django's `_result_cache`) would serve them stale. Whoever needs the
 * rows twice keeps the array. No promise where the database is synchronous.
 */
export interface Evaluable<Row = unknown> {
  readonly [EVALUABLE]: true;
  evaluate(): MaybePromise<readonly Row[]>;
}

export function isEvaluable(value: unknown): value is Evaluable {
  return typeof value === "object" && value !== null && (value as Partial<Evaluable>)[EVALUABLE] === true;
}
