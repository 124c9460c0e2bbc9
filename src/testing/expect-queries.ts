import { relative } from "node:path";
import { QueryCountMismatch } from "../errors/testing.ts";
import type { QueryEvent } from "../orm/observe.ts";
import { placeText } from "../server/debug/shown-path.ts";
import { logQueries, QueryLog } from "../server/query-log.ts";
import { projectFrames } from "../util/stack.ts";

/**
 * Runs code and counts its queries, requests of a `TestClient` included: Django's `assertNumQueries`. Only this code's
 * count, whatever runs beside it.
 *
 * @returns what the code returns
 * @throws QueryCountMismatch with the queries and the lines that asked
 * @example
 * const response = await expectQueries(2, () => client.get("/books"));
 */
export async function expectQueries<T>(count: number, code: () => T): Promise<Awaited<T>> {
  const log = new QueryLog();
  const stop = logQueries();
  try {
    const result = await log.run(code);
    const actual = log.summary().count;
    if (actual !== count) throw new QueryCountMismatch(count, actual, log.events.map(describe));
    return result;
  } finally {
    stop();
  }
}

function describe({ sql, model, origin }: QueryEvent): string {
  const place = projectFrames(origin.stack ?? "")[0];
  const at =
    place === undefined ? "" : `\n   at ${placeText(place, (file) => relative(process.cwd(), file))}`;
  return `${sql ?? `a query of ${model}, in Python`}${at}`;
}
