/** Functions that run one after another once the response has been sent. */
export class BackgroundTasks {
  private readonly tasks: (() => unknown)[] = [];

  /** A property, so that it can be handed out on its own. */
  readonly add = <A extends readonly unknown[]>(task: (...args: A) => unknown, ...args: A): void => {
    this.tasks.push(() => task(...args));
  };

  addAll(others: BackgroundTasks): void {
    this.tasks.push(...others.tasks);
  }

  get size(): number {
    return this.tasks.length;
  }

  /** Runs what was added, in order; each one that fails is given to `report`, and the next one runs. */
  async run(report: (error: unknown) => void): Promise<void> {
    // A task may add another one: the array grows while it is walked.
    for (const task of this.tasks) {
      try {
        await task();
      } catch (error) {
        report(error);
      }
    }
    this.tasks.length = 0;
  }
}
