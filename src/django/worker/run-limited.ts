import type { Limit } from "./limit.ts";
import type { Worker } from "./worker.ts";

/** Python gets this long to notice that a call was cancelled, before its worker is replaced. */
const CANCEL_GRACE = 2_000;

export interface LimitedRun {
  /** The answer, or why the call was given up. */
  readonly result: Promise<unknown>;
  /** Settles when the worker is free again, or gone; never rejects. */
  readonly finished: Promise<void>;
}

/** Runs a call on a worker until it answers, its deadline passes (the worker is killed) or its caller goes away. */
export function runLimited(worker: Worker, method: string, params: unknown, limit: Limit): LimitedRun {
  const { signal } = limit;
  if (signal.aborted) return { result: Promise.reject(signal.reason), finished: Promise.resolve() };
  const { promise: result, resolve, reject } = Promise.withResolvers<unknown>();
  let killer: NodeJS.Timeout | undefined;
  const giveUp = (): void => {
    reject(signal.reason);
    if (limit.timedOut) return worker.kill();
    worker.cancel();
    killer = setTimeout(() => worker.kill(), CANCEL_GRACE);
  };
  signal.addEventListener("abort", giveUp, { once: true });
  const end = (): void => {
    clearTimeout(killer);
    signal.removeEventListener("abort", giveUp);
  };
  const finished = worker.run(method, params, limit.deadline).then(resolve, reject).then(end);
  return { result, finished };
}
