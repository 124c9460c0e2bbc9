import { runAsynchronous } from "../../orm/synchronous.ts";
import { isPromiseLike, type MaybePromise } from "../../util/maybe-promise.ts";

type AnyGenerator = Generator<unknown, unknown, void> | AsyncGenerator<unknown, unknown, void>;

/** Whether a dependency's function gave a generator: what it yields is the value, what follows is the teardown. */
export function isGenerator(value: unknown): value is AnyGenerator {
  if (typeof value !== "object" || value === null) return false;
  const tag = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  return tag === "Generator" || tag === "AsyncGenerator";
}

/** Takes a step in a generator; an asynchronous one runs as asynchronous code does. */
export function advance(
  generator: AnyGenerator,
  step: () => IteratorResult<unknown> | Promise<IteratorResult<unknown>>,
): MaybePromise<IteratorResult<unknown>> {
  return Symbol.asyncIterator in generator ? runAsynchronous(step) : step();
}

/** How a piece of work ended: nothing, or the error it ended with. */
export type Outcome = { readonly error: unknown } | null;

/** Dependencies that wait for their teardown, the last one first, as Python's ExitStack holds them. */
export class Teardowns {
  private readonly generators: AnyGenerator[] = [];

  get size(): number {
    return this.generators.length;
  }

  push(generator: AnyGenerator): void {
    this.generators.push(generator);
  }

  /**
   * Runs all of them. Each learns of the error that the work (or a teardown before it) ended with as an exception at
   * its `yield`, and may end with another one; an error that it swallows stays the outcome.
   */
  unwind(outcome: Outcome): MaybePromise<Outcome> {
    let current = outcome;
    for (;;) {
      const generator = this.generators.pop();
      if (generator === undefined) return current;
      const next = finish(generator, current);
      if (isPromiseLike(next)) return next.then((settled) => this.unwind(settled));
      current = next;
    }
  }
}

function failed(error: unknown): Outcome {
  return { error };
}

function finish(generator: AnyGenerator, outcome: Outcome): MaybePromise<Outcome> {
  try {
    const step = advance(generator, () =>
      outcome === null ? generator.next() : generator.throw(outcome.error),
    );
    const ended = (result: IteratorResult<unknown>): Outcome =>
      result.done === true
        ? outcome
        : failed(new TypeError("A dependency yielded a second time: it may do so once"));
    return isPromiseLike(step) ? step.then(ended, failed) : ended(step);
  } catch (error) {
    return failed(error);
  }
}
