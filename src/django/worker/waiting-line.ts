/** Who waits for something, in order, and may leave before it comes. */
export class WaitingLine<T> {
  private readonly waiting = new Set<Waiter<T>>();

  get length(): number {
    return this.waiting.size;
  }

  /** Waits at the end of the line; `signal` takes the place away and rejects with its reason. */
  wait(signal: AbortSignal): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const leave = (): void => {
      this.waiting.delete(waiter);
      reject(signal.reason);
    };
    const waiter: Waiter<T> = {
      resolve: (value) => {
        signal.removeEventListener("abort", leave);
        resolve(value);
      },
      reject: (error) => {
        signal.removeEventListener("abort", leave);
        reject(error);
      },
    };
    if (signal.aborted) reject(signal.reason);
    else {
      this.waiting.add(waiter);
      signal.addEventListener("abort", leave, { once: true });
    }
    return promise;
  }

  /** Gives the first in line what it waits for; false when nobody waits. */
  serve(value: T): boolean {
    const [first] = this.waiting;
    if (first === undefined) return false;
    this.waiting.delete(first);
    first.resolve(value);
    return true;
  }

  rejectAll(error: unknown): void {
    const all = [...this.waiting];
    this.waiting.clear();
    for (const waiter of all) waiter.reject(error);
  }
}

interface Waiter<T> {
  resolve(value: T): void;
  reject(error: unknown): void;
}
