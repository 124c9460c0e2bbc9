import { OperationalError } from "../../../errors/database.ts";

/** How long a write waits for other blocks of this process before it gives up, in milliseconds. */
const PATIENCE = 60_000;

/**
 * Who writes in this process: one at a time, in the order in which they came. SQLite has one writer for the whole
 * file; waiting here costs nothing, where finding it locked means trying again and again.
 */
export class WriterQueue {
  private readonly alias: string;
  private readonly waiting: (() => void)[] = [];
  private taken = false;

  constructor(alias: string) {
    this.alias = alias;
  }

  /** Somebody writes: who comes now has to wait. */
  get busy(): boolean {
    return this.taken;
  }

  /** Takes the turn when it comes; `leave` must follow. @throws OperationalError when it does not come in a minute */
  enter(): Promise<void> {
    if (!this.taken) {
      this.taken = true;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const turn = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(turn), 1);
        reject(
          new OperationalError(
            `Database "${this.alias}": database is locked. An atomic block of this process has been open for a minute; ` +
              "does it wait for a write that was started outside of it?",
          ),
        );
      }, PATIENCE);
      this.waiting.push(turn);
    });
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.taken = false;
    else next();
  }
}
