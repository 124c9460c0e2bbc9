import { run } from "../executors/run.ts";
import type { QueryTree } from "../query/tree.ts";

/** Values of columns of a query's rows, decoded. */
export async function readColumns(
  tree: QueryTree,
  fields: readonly string[],
): Promise<readonly (readonly unknown[])[]> {
  const operations = [
    ...tree.operations,
    { op: "orderBy", terms: [] } as const,
    { op: "valuesList", fields, flat: false } as const,
  ];
  const { source, rows } = await run({ ...tree, operations }, { kind: "rows" }, { executor: null });
  return rows.map((row) =>
    row.map((value, index) => {
      const decode = source.decoders[index] ?? null;
      return value === null || decode === null ? value : decode(value);
    }),
  );
}
