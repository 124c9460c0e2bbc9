import { AsyncLocalStorage } from "node:async_hooks";
import { SynchronousOnlyOperation } from "../errors/orm.ts";

const asynchronous = new AsyncLocalStorage<boolean>();

/**
 * Runs an asynchronous handler so that synchronous queries inside of it are refused, as Django refuses them where an event
 * loop runs (`django.utils.asyncio.async_unsafe`): one would stop every other request of the process.
 */
export function runAsynchronous<T>(handler: () => T): T {
  return asynchronous.run(true, handler);
}

/** Runs code inside of an asynchronous handler for which waiting is the point (a test, a command). */
export function allowSynchronous<T>(code: () => T): T {
  return asynchronous.run(false, code);
}

/** @throws SynchronousOnlyOperation inside an asynchronous handler. */
export function assertSynchronous(what: string): void {
  if (asynchronous.getStore() === true && process.env["DJANGO_ALLOW_ASYNC_UNSAFE"] === undefined)
    throw new SynchronousOnlyOperation(
      `You cannot call this from an async context: ${what}. Use "for await" or await the QuerySet.`,
    );
}
