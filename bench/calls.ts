// What a call of a Python function costs: one caller, one call after the other, over the worker channel.
//   node bench/calls.ts [--calls 5000]
import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { call } from "../src/python/call.ts";
import { pythonFunction } from "../src/python/python-function.ts";
import { openFunctionsProject } from "../tests/functions/project.ts";

const { values } = parseArgs({ options: { calls: { type: "string", default: "5000" } } });
const calls = Number(values.calls);

const noop = pythonFunction<[], null>("shop.functions.noop", "");
const { pool, close } = await openFunctionsProject(1);

console.log(
  `${availableParallelism()} cores, ${cpus()[0]?.model ?? "unknown"}; load ${loadavg()[0]?.toFixed(1)}`,
);
console.log("what                     median     95 %     99 %   (microseconds)");
await measure("ping", () => pool.request("ping", {}));
await measure("exposed, no arguments", () => noop());
await measure("call() by dotted path", () => call("math.hypot", [3, 4]));

await close();

async function measure(name: string, run: () => Promise<unknown>): Promise<void> {
  for (let index = 0; index < 500; index++) await run();
  const times = new Float64Array(calls);
  for (let index = 0; index < calls; index++) {
    const start = performance.now();
    await run();
    times[index] = performance.now() - start;
  }
  times.sort();
  const at = (share: number): string =>
    ((times[Math.floor(calls * share)] ?? 0) * 1000).toFixed(0).padStart(9);
  console.log(`${name.padEnd(22)}${at(0.5)}${at(0.95)}${at(0.99)}`);
}
