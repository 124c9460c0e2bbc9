import { advance, isGenerator, Teardowns } from "./dependencies/teardown.ts";

/**
 * What an application does at start and at shutdown: a generator that yields once, in between; or a function for the
 * start alone.
 */
export type Lifespan = () =>
  Generator<void, void, void> | AsyncGenerator<void, void, void> | PromiseLike<void> | void;

/** The lifespans of an application that is running. */
export class RunningLifespans {
  private readonly teardowns = new Teardowns();

  async enter(lifespan: Lifespan): Promise<void> {
    const running = lifespan();
    if (!isGenerator(running)) {
      await running;
      return;
    }
    const { done } = await advance(running, () => running.next());
    if (done !== true) this.teardowns.push(running);
  }

  /** @throws what a shutdown throws, when all of them have run. */
  async leave(): Promise<void> {
    const outcome = await this.teardowns.unwind(null);
    if (outcome !== null) throw outcome.error;
  }
}
