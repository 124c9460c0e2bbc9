/**
 * A value, or a promise of one. The paths that a synchronous database takes stay free of promises
 * (one promise a row is what makes an ORM slow), and the same code serves asynchronous drivers.
 */
export type MaybePromise<T> = T | PromiseLike<T>;

export function isPromiseLike<T>(value: MaybePromise<T>): value is PromiseLike<T> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}

/** Applies `transform` now when the value is here already, else when it arrives. */
export function andThen<T, R>(
  value: MaybePromise<T>,
  transform: (value: T) => MaybePromise<R>,
): MaybePromise<R> {
  return isPromiseLike(value) ? value.then(transform) : transform(value);
}

/** What `run` gives, or what `recover` makes of its error, thrown now or later. */
export function orElse<T>(run: () => MaybePromise<T>, recover: (error: unknown) => T): MaybePromise<T> {
  let value: MaybePromise<T>;
  try {
    value = run();
  } catch (error) {
    return recover(error);
  }
  return isPromiseLike(value) ? value.then(undefined, recover) : value;
}
