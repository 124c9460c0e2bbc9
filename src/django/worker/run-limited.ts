import type { Limit } from "./limit.ts";
import type { Worker } from "./worker.ts";

/** Python gets this long to notice that a call was cancelled, before its worker is replaced. */
const CANCEL_GRACE = 2_000;

/**
 * Runs a call on a worker until it answers, its deadline passes (the worker is killed) or its caller goes away.
 * `onFree` is called once, when the worker can take the next call (or is gone): before the answer is given, so that
 * who makes one call after another keeps its worker, and later than it when the call was given up.
 */
export function runLimited(
  worker: Worker,
  method: string,
  params: unknown,
  limit: Limit,
  onFree: () => void,
): Promise<unknown> {
  const { signal } = limit;
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  if (signal.aborted) {
    onFree();
    reject(signal.reason);
    return promise;
  }
  let killer: NodeJS.Timeout | undefined;
  const giveUp = (): void => {
    reject(signal.reason);
    if (limit.timedOut) return worker.kill();
    worker.cancel();
    killer = setTimeout(() => worker.kill(), CANCEL_GRACE);
  };
  const free = (): void => {
    clearTimeout(killer);
    signal.removeEventListener("abort", giveUp);
    onFree();
  };
  signal.addEventListener("abort", giveUp, { once: true });
  worker.run(method, params, limit.deadline).finally(free).then(resolve, reject);
  return promise;
}
