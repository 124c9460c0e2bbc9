import type { ServerLogger } from "../server/log.ts";

/**
 * From now on a promise that fails and that nobody awaits is logged: a forgotten `await` in one operation must not end the
 * process, and with it every request that it serves. So does Python's asyncio. A thrown error that nothing catches ends it.
 */
export function logUnawaitedErrors({ error }: ServerLogger): void {
  process.on("unhandledRejection", (reason) => error?.(reason, null));
}
