// What a query costs natively and in the worker: 20 books with their authors, one caller, one query after the other.
//   node bench/executors.ts [--queries 2000]
import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { conditionOf } from "../src/orm/conditions.ts";
import { fetchRows } from "../src/orm/fetch.ts";
import type { ExecutorName } from "../src/orm/executors/answer.ts";
import { queryTree } from "../src/orm/query/tree.ts";
import type { QueryTree } from "../src/orm/query/tree.ts";
import { runtime, setRuntime } from "../src/orm/runtime.ts";
import { mariadbShop } from "../tests/support/mariadb-shop.ts";
import { shopRuntime } from "../tests/support/shop-runtime.ts";
import { postgresShop, sqliteShop } from "../tests/support/shop.ts";
import type { Shop } from "../tests/support/shop.ts";

const { values } = parseArgs({ options: { queries: { type: "string", default: "2000" } } });
const queries = Number(values.queries);

console.log(
  `${availableParallelism()} cores, ${cpus()[0]?.model ?? "unknown"}; load ${loadavg()[0]?.toFixed(1)}`,
);
console.log("executor, database       median     95 %     99 %   (microseconds)");
await measure(await sqliteShop(), "SQLite", ["native", "worker"]);
await measure(await postgresShop(), "PostgreSQL", ["native", "worker"]);
await measure(await mariadbShop(), "MariaDB", ["worker"]);

async function measure(
  shop: Shop | string,
  database: string,
  executors: readonly ExecutorName[],
): Promise<void> {
  if (typeof shop === "string") return console.log(`${database}: ${shop}`);
  const { runtime: opened, close } = await shopRuntime(shop);
  setRuntime(opened);
  for (const executor of executors) {
    const tree: QueryTree = {
      ...queryTree("catalog.Book", "objects", null),
      operations: [
        { op: "filter", where: conditionOf([{ stock__gte: 0 }]) },
        { op: "selectRelated", paths: ["author"] },
        { op: "orderBy", terms: ["title", "pk"] },
        { op: "slice", start: 0, stop: 20 },
      ],
    };
    const run = async (): Promise<unknown> => fetchRows({ tree, executor, rows: null, known: null });
    await report(`${executor}, ${database}`, run);
  }
  if (executors.length > 0) await report(`worker's ping`, () => runtime().bridge.request("ping", {}));
  setRuntime(null);
  await close();
}

async function report(name: string, run: () => Promise<unknown>): Promise<void> {
  for (let index = 0; index < queries / 4; index++) await run();
  const times = new Float64Array(queries);
  for (let index = 0; index < queries; index++) {
    const start = performance.now();
    await run();
    times[index] = performance.now() - start;
  }
  times.sort();
  const at = (share: number): string =>
    ((times[Math.floor(queries * share)] ?? 0) * 1000).toFixed(0).padStart(9);
  console.log(`${name.padEnd(22)}${at(0.5)}${at(0.95)}${at(0.99)}`);
}
