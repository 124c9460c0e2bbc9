import { once } from "node:events";

/** How often the parent is looked at, in milliseconds. */
const LOOK = 500;

/**
 * Resolves when this process is asked to stop: by one of the signals, or by the end of npm that started it (`npx`,
 * `npm run`), which hands SIGTERM to its shell only and would leave this process behind.
 */
export async function stopRequest(signals: readonly NodeJS.Signals[]): Promise<void> {
  const requests: Promise<unknown>[] = signals.map((signal) => once(process, signal));
  if (process.env["npm_execpath"] !== undefined) requests.push(parentGone());
  await Promise.race(requests);
}

/** An orphan gets another parent. */
function parentGone(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      resolve();
    }, LOOK);
    timer.unref();
  });
}
