import { atomic, setRollback, type AtomicOptions } from "../orm/transaction/atomic.ts";

/**
 * Runs a test in a transaction that is rolled back whatever it does: Django's `TestCase`. Requests of a `TestClient`
 * made inside see what it wrote; functions given to `onCommit` do not run.
 *
 * @param options.python true: what Python writes (a model's own `save()`, receivers) is in the transaction too
 * @example
 * test("an order takes the book", () => rolledBack(async () => {
 *   await client.post("/orders", { json: { book: 1 } });
 *   expect(await Order.objects.count()).toBe(1);
 * }));
 */
export function rolledBack<T>(
  test: () => T | PromiseLike<T>,
  options: Pick<AtomicOptions, "using" | "python"> = {},
): Promise<T> {
  return atomic(async () => {
    const result = await test();
    setRollback(true, options.using);
    return result;
  }, options);
}
