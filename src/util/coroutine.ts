import { isPromiseLike } from "./maybe-promise.ts";
import type { MaybePromise } from "./maybe-promise.ts";

/** Code that waits with `yield* wait(x)`: at once where `x` is there already, so that it can stay free of promises. */
export type Coroutine<T> = Generator<MaybePromise<unknown>, T, unknown>;

/** The value, when it is there. */
export function* wait<T>(value: MaybePromise<T>): Coroutine<T> {
  return (isPromiseLike(value) ? yield value : value) as T;
}

/** Runs to the end: at once if nothing had to be waited for, else as a promise. */
export function drive<T>(coroutine: Coroutine<T>): MaybePromise<T> {
  const { done, value } = coroutine.next();
  return done === true ? value : finish(coroutine, value);
}

async function finish<T>(coroutine: Coroutine<T>, first: MaybePromise<unknown>): Promise<T> {
  let pending = first;
  for (;;) {
    let step: IteratorResult<MaybePromise<unknown>, T>;
    try {
      const value = await pending;
      step = coroutine.next(value);
    } catch (error) {
      step = coroutine.throw(error);
    }
    if (step.done === true) return step.value;
    pending = step.value;
  }
}
