import { WriteError } from "../../errors/write.ts";
import { run } from "../executors/run.ts";
import type { ModelMeta } from "../meta.ts";
import { queryTree } from "../query/tree.ts";
import { runtime } from "../runtime.ts";
import type { OrmRuntime } from "../runtime.ts";
import { filterBy } from "./run-write.ts";

const known = new WeakMap<OrmRuntime, Map<string, unknown>>();

/**
 * The id of a model's content type (`ContentType.objects.get_for_model`), asked for once.
 * @throws WriteError it is not there: migrations make it
 */
export async function contentTypeId({ label, description }: ModelMeta, alias: string): Promise<unknown> {
  const current = runtime();
  const ids = known.get(current) ?? new Map<string, unknown>();
  known.set(current, ids);
  const key = `${alias} ${label}`;
  const id = ids.get(key);
  if (id !== undefined) return id;
  const { appLabel, modelName } = description;
  const tree = queryTree("contenttypes.ContentType", null, alias);
  const operations = [
    filterBy({ app_label: appLabel, model: modelName }),
    { op: "valuesList", fields: ["id"], flat: true } as const,
  ];
  const { rows } = await run({ ...tree, operations }, { kind: "rows" }, { executor: null });
  const found = rows[0]?.[0];
  if (found === undefined)
    throw new WriteError(`There is no content type for ${label}. Run "python manage.py migrate".`);
  ids.set(key, found);
  return found;
}
