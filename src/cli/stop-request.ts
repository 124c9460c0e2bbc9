import { once } from "node:events";
import { startedBy } from "./started-by.ts";

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

/** An orphan gets another parent. It may be one already: npm can end in this process's very first moments. */
function parentGone(): Promise<void> {
  if (isOrphan()) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!isOrphan()) return;
      clearInterval(timer);
      resolve();
    }, LOOK);
    timer.unref();
  });
}

function isOrphan(): boolean {
  return process.ppid !== startedBy;
}
