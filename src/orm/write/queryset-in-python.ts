import { fromWire } from "../fields/wire.ts";
import type { QueryTree } from "../query/tree.ts";
import { treeToWire, valueToWire } from "../query/wire.ts";
import { tagDurations } from "../executors/durations.ts";
import { runtime } from "../runtime.ts";
import { writeInPython } from "./python.ts";
import type { PythonWrite } from "./python.ts";

/** A QuerySet's method by Django's name, in Python. */
export async function querysetInPython(
  tree: QueryTree,
  write: PythonWrite,
  method: string,
  kwargs: Readonly<Record<string, unknown>> = {},
): Promise<unknown> {
  const answer = await writeInPython(write, "querysetMethod", {
    tree: tagDurations(treeToWire(tree), runtime().registry),
    method,
    args: [],
    kwargs: Object.fromEntries(Object.entries(kwargs).map(([name, value]) => [name, valueToWire(value)])),
  });
  return fromWire(answer);
}
