import { WriteError } from "../../errors/write.ts";
import { fetchRows } from "../fetch.ts";
import { ModelInstance } from "../instance.ts";
import { INSTANCE_MODEL } from "../query/tree.ts";
import type { QueryTree } from "../query/tree.ts";
import { modelMeta } from "../runtime.ts";
import { atomic } from "../transaction/atomic.ts";
import { contentTypeId } from "./content-types.ts";
import { deleteInstance, deleteRows } from "./delete.ts";
import type { GivenValues } from "./new-instance.ts";
import type { BulkOption } from "./options.ts";
import { forgetRead, ownerAlias, ownerKey, relatedRows } from "./related-owner.ts";
import type { GenericAccess, RelatedOwner } from "./related-owner.ts";
import { baseTree, filterBy } from "./run-write.ts";
import { saveInstance } from "./save.ts";
import { updateRows } from "./update.ts";

type Owner = RelatedOwner<GenericAccess>;

/** What a row needs to be one of the owner's: its content type and key. */
export async function genericValues(owner: Owner): Promise<GivenValues> {
  const { access, instance } = owner;
  const { concreteModel } = modelMeta(instance[INSTANCE_MODEL]).description;
  const typeField = modelMeta(access.model).field(access.contentTypeField);
  return {
    [typeField?.attname ?? access.contentTypeField]: await contentTypeId(
      modelMeta(concreteModel),
      ownerAlias(owner),
    ),
    [access.objectIdField]: ownerKey(owner),
  };
}

/** `add()` of a GenericRelation's manager (`create_generic_related_manager`). */
export async function addGeneric(
  owner: Owner,
  given: readonly unknown[],
  { bulk = true }: BulkOption,
): Promise<void> {
  const { access } = owner;
  const values = await genericValues(owner);
  const alias = ownerAlias(owner);
  const rows = relatedRows(modelMeta(access.model), given);
  forgetRead(owner);
  for (const row of rows) Object.assign(row, values);
  if (!bulk) {
    await atomic(
      async () => {
        for (const row of rows) await saveInstance(row, { using: alias });
      },
      { using: alias, savepoint: false },
    );
    return;
  }
  for (const row of rows)
    if (ModelInstance.stored(row) === null)
      throw new WriteError(`${row.toString()} isn't saved. Use { bulk: false } or save the object first.`);
  if (rows.length > 0)
    await updateRows(baseTree(access.model, alias, { pk__in: rows.map(({ pk }) => pk) }), values);
}

/** `remove()`: the rows are deleted, since they belong to nobody then. */
export async function removeGeneric(
  owner: Owner,
  tree: QueryTree,
  given: readonly unknown[],
  options: BulkOption,
): Promise<void> {
  const rows = relatedRows(modelMeta(owner.access.model), given);
  if (rows.length === 0) return;
  const operations = [...tree.operations, filterBy({ pk__in: rows.map(({ pk }) => pk) })];
  await clearGeneric(owner, { ...tree, operations }, options);
}

export async function clearGeneric(
  owner: Owner,
  tree: QueryTree,
  { bulk = true }: BulkOption,
): Promise<void> {
  const alias = ownerAlias(owner);
  forgetRead(owner);
  if (bulk) {
    await deleteRows({ ...tree, using: alias });
    return;
  }
  await atomic(
    async () => {
      const rows = (await fetchRows({ tree, executor: null, rows: null, known: null })) as ModelInstance[];
      for (const row of rows) await deleteInstance(row);
    },
    { using: alias, savepoint: false },
  );
}

export async function setGeneric(
  owner: Owner,
  tree: QueryTree,
  given: readonly unknown[],
  options: BulkOption & { readonly clear?: boolean },
): Promise<void> {
  const rows = relatedRows(modelMeta(owner.access.model), given);
  await atomic(
    async () => {
      if (options.clear === true) {
        await clearGeneric(owner, tree, options);
        return addGeneric(owner, rows, options);
      }
      const before = (await fetchRows({ tree, executor: null, rows: null, known: null })) as ModelInstance[];
      const kept = new Set(rows.map(({ pk }) => String(pk)));
      const known = new Set(before.map(({ pk }) => String(pk)));
      await removeGeneric(
        owner,
        tree,
        before.filter(({ pk }) => !kept.has(String(pk))),
        options,
      );
      await addGeneric(
        owner,
        rows.filter(({ pk }) => !known.has(String(pk))),
        options,
      );
    },
    { using: ownerAlias(owner), savepoint: false },
  );
}
