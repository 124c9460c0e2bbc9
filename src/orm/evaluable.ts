import type { MaybePromise } from "../util/maybe-promise.ts";
import type { RowShape } from "./planned/row-shape.ts";

/** How the API layer knows a QuerySet, whichever copy of this package made it. */
export const EVALUABLE = Symbol.for("django-fastapi-bridge/1/queryset");

/** Method of a QuerySet that gives the same rows, with what will be read of them. */
export const PLANNED = Symbol.for("django-fastapi-bridge/1/planned");

/** How the API layer knows a manager. */
export const MANAGER = Symbol.for("django-fastapi-bridge/1/manager");

/**
 * Rows that are read when somebody asks: an unevaluated QuerySet, wherever it stands in a handler's result.
 * `evaluate()` asks the database each time: a QuerySet is an immutable value that may stay at module level for the life
 * of the process, so that one which kept its rows (Django's `_result_cache`) would serve them stale. Whoever needs the
 * rows twice keeps the array. No promise where the database is synchronous.
 */
export interface Evaluable<Row = unknown> {
  readonly [EVALUABLE]: true;
  evaluate(): MaybePromise<readonly Row[]>;
  /** The rows with joins, related rows and columns as the shape asks for them. */
  [PLANNED]?(shape: RowShape): Evaluable<Row>;
}

export function isEvaluable(value: unknown): value is Evaluable {
  return typeof value === "object" && value !== null && (value as Partial<Evaluable>)[EVALUABLE] === true;
}

/** A QuerySet, or the one that a manager starts: `book.reviews` is its `all()`. Null: the value is neither. */
export function evaluableOf(value: unknown): Evaluable | null {
  if (isEvaluable(value)) return value;
  return typeof value === "object" && value !== null && MANAGER in value
    ? (value as unknown as { all(): Evaluable }).all()
    : null;
}
