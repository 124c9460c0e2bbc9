import { prefetchInstances } from "./fetch.ts";
import type { ModelInstance } from "./instance.ts";
import { Prefetch } from "./prefetch-lookup.ts";

/**
 * Reads related rows of rows that were read before, by one query for each relation:
 * `await prefetchRelatedObjects(books, "reviews", "author__profile")`. What was read already is not read again.
 */
export async function prefetchRelatedObjects(
  rows: readonly object[],
  ...lookups: readonly (string | Prefetch)[]
): Promise<void> {
  await prefetchInstances(
    rows as readonly ModelInstance[],
    lookups.map((lookup) => (typeof lookup === "string" ? new Prefetch(lookup) : lookup)),
  );
}
