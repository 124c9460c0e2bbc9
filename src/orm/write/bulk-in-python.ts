import type { WireValue } from "../../manifest/wire.ts";
import { tagDurations } from "../executors/durations.ts";
import type { ModelInstance } from "../instance.ts";
import type { QueryTree } from "../query/tree.ts";
import { treeToWire, valueToWire } from "../query/wire.ts";
import { modelMeta, runtime } from "../runtime.ts";
import { rowToWire, takeRow } from "./python-row.ts";
import { writeInPython } from "./python.ts";
import type { PythonWrite } from "./python.ts";

/** `bulk_create()` or `bulk_update()` of Python's manager; rows that were made are as they are then. */
export async function bulkInPython(
  tree: QueryTree,
  instances: readonly ModelInstance[],
  method: "bulk_create" | "bulk_update",
  options: Readonly<Record<string, unknown>>,
  write: PythonWrite,
): Promise<number> {
  const meta = modelMeta(tree.model);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const { count, rows } = await writeInPython(write, "bulk", {
    tree: tagDurations(treeToWire(tree), runtime().registry),
    method,
    rows: instances.map((instance) => rowToWire(instance, meta.concreteFields)),
    options: Object.fromEntries(
      given.map(([name, value]): [string, WireValue] => [name, valueToWire(value)]),
    ),
  });
  for (const [index, row] of rows.entries())
    takeRow(instances[index] as ModelInstance, meta, row, write.alias === "python" ? null : write.alias);
  return count;
}
