import { isPending } from "../pending.ts";
import { andThen, type MaybePromise } from "../../util/maybe-promise.ts";
import type { Dependency } from "./depends.ts";
import { advance, isGenerator, Teardowns, type Outcome } from "./teardown.ts";

type AnyDependency = Dependency<unknown, string>;

/** Values of dependencies that live as long as the application. */
export class AppScope {
  private readonly values = new Map<AnyDependency, MaybePromise<unknown>>();
  private teardowns = new Teardowns();

  /** The dependency's value, made at its first use; a failure is not kept. */
  get(dependency: AnyDependency, make: () => unknown): MaybePromise<unknown> {
    if (this.values.has(dependency)) return this.values.get(dependency);
    const made = this.enter(make());
    this.values.set(dependency, made);
    if (isPending(made))
      made.then(
        (value) => this.values.set(dependency, value),
        () => this.values.delete(dependency),
      );
    return made;
  }

  /** Tears all of them down, the last one made first. */
  close(): MaybePromise<Outcome> {
    const { teardowns } = this;
    this.teardowns = new Teardowns();
    this.values.clear();
    return teardowns.unwind(null);
  }

  private enter(made: unknown): MaybePromise<unknown> {
    if (!isGenerator(made)) return made;
    return andThen(
      advance(made, () => made.next()),
      (step) => {
        if (step.done !== true) this.teardowns.push(made);
        return step.value;
      },
    );
  }
}
