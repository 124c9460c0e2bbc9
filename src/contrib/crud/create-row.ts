import { Manager } from "../../orm/manager.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import { setMany, split } from "../writes/save-changes.ts";
import { together } from "../writes/together.ts";

/** Makes a row with its many-to-many keys, in one transaction if it has any. */
export function createRow(meta: ModelMeta, data: Readonly<Record<string, unknown>>): Promise<object> {
  const { columns, many } = split(meta, data);
  const manager = new Manager<ModelType, object>(meta.label, meta.description.defaultManager);
  return together(meta, Object.keys(many), async () => {
    const row = await manager.create(columns as never);
    await setMany(row, many);
    return row;
  });
}
