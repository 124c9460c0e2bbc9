import { run } from "../executors/run.ts";
import type { QueryTree } from "../query/tree.ts";

export async function rowExists(tree: QueryTree): Promise<boolean> {
  const { rows } = await run(tree, { kind: "exists" }, { executor: null });
  return rows.length > 0 && rows[0]?.[0] !== false;
}
