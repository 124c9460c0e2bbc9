import type { ModelMeta } from "../../orm/meta.ts";
import { INSTANCE_MODEL, type InstanceValue } from "../../orm/query/tree.ts";
import { modelMeta } from "../../orm/runtime.ts";
import { applyChanges } from "./apply-changes.ts";
import type { ManagedRow } from "./managed-row.ts";
import { together } from "./together.ts";

type Data = Readonly<Record<string, unknown>>;

/**
 * Sets what data has of a row, saves it, and sets its many-to-many keys, in one transaction: `applyChanges()` and what
 * follows it.
 *
 * @throws WriteError, IntegrityError, and what the model's own Python raises
 */
export async function saveChanges(row: ManagedRow, data: Data): Promise<void> {
  const meta = modelMeta((row as unknown as InstanceValue)[INSTANCE_MODEL]);
  const { columns, many } = split(meta, data);
  applyChanges(row, columns);
  await together(meta, Object.keys(many), async () => {
    await row.save();
    await setMany(row, many);
  });
}

/** Columns, and many-to-many keys by the name of their field. */
export function split(meta: ModelMeta, data: Data): { columns: Data; many: Data } {
  const isMany = (name: string): boolean => meta.field(name)?.relation?.kind === "manyToMany";
  const entries = Object.entries(data).filter(([, value]) => value !== undefined);
  return {
    columns: Object.fromEntries(entries.filter(([name]) => !isMany(name))),
    many: Object.fromEntries(entries.filter(([name]) => isMany(name))),
  };
}

/** Sets the rows that many-to-many fields lead to. */
export async function setMany(row: object, many: Data): Promise<void> {
  for (const [name, keys] of Object.entries(many))
    await (row as Record<string, { set(rows: readonly unknown[]): Promise<void> }>)[name]?.set(
      keys as readonly unknown[],
    );
}
