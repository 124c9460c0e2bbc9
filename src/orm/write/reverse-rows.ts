import { QueryError } from "../../errors/query.ts";
import { WriteError } from "../../errors/write.ts";
import { fetchRows } from "../fetch.ts";
import { instanceClass } from "../instance-class.ts";
import { ModelInstance, attribute } from "../instance.ts";
import { INSTANCE_MODEL } from "../query/tree.ts";
import type { QueryTree } from "../query/tree.ts";
import { modelMeta } from "../runtime.ts";
import { atomic } from "../transaction/atomic.ts";
import type { GivenValues } from "./new-instance.ts";
import type { BulkOption } from "./options.ts";
import { forgetRead, ownerAlias, ownerKey, relatedRows } from "./related-owner.ts";
import type { RelatedOwner, ReverseAccess } from "./related-owner.ts";
import { baseTree, filterBy } from "./run-write.ts";
import { saveInstance } from "./save.ts";
import { updateRows } from "./update.ts";

type Owner = RelatedOwner<ReverseAccess>;

/** What a row needs to be one of the owner's. */
export function reverseValues(owner: Owner): GivenValues {
  ownerKey(owner);
  return { [owner.access.field]: owner.instance };
}

/** `add()` of a reverse manager (`create_reverse_many_to_one_manager`): points the rows' foreign key here. */
export async function addReverse(
  owner: Owner,
  given: readonly unknown[],
  { bulk = true }: BulkOption,
): Promise<void> {
  const { access, instance } = owner;
  const key = ownerKey(owner);
  const alias = ownerAlias(owner);
  const rows = relatedRows(modelMeta(access.model), given);
  forgetRead(owner);
  for (const row of rows) Object.assign(row, { [access.field]: instance });
  if (!bulk) return saveAll(rows, alias);
  for (const row of rows)
    if (ModelInstance.stored(row) === null)
      throw new WriteError(`${row.toString()} isn't saved. Use { bulk: false } or save the object first.`);
  if (rows.length > 0)
    await updateRows(baseTree(access.model, alias, { pk__in: rows.map(({ pk }) => pk) }), {
      [access.attname]: key,
    });
}

/** `remove()`: only where the foreign key may be null. */
export async function removeReverse(
  owner: Owner,
  tree: QueryTree,
  given: readonly unknown[],
  options: BulkOption,
): Promise<void> {
  refuseRequired(owner, "remove");
  const { access, instance } = owner;
  const meta = modelMeta(access.model);
  const key = ownerKey(owner);
  const rows = relatedRows(meta, given);
  for (const row of rows)
    if (attribute(row, access.attname) !== key) {
      const { DoesNotExist } = instanceClass(instance[INSTANCE_MODEL]);
      throw new DoesNotExist(`${row.toString()} is not related to ${instance.toString()}.`);
    }
  if (rows.length === 0) return;
  await detach(owner, withFilter(tree, { pk__in: rows.map(({ pk }) => pk) }), options);
}

/** `clear()`: only where the foreign key may be null. */
export async function clearReverse(owner: Owner, tree: QueryTree, options: BulkOption): Promise<void> {
  refuseRequired(owner, "clear");
  await detach(owner, tree, options);
}

/** `set()`: these rows and no others; where the foreign key may not be null, others stay. */
export async function setReverse(
  owner: Owner,
  tree: QueryTree,
  given: readonly unknown[],
  options: BulkOption & { readonly clear?: boolean },
): Promise<void> {
  if (!isNullable(owner)) return addReverse(owner, given, options);
  const rows = relatedRows(modelMeta(owner.access.model), given);
  await atomic(
    async () => {
      if (options.clear === true) {
        await clearReverse(owner, tree, options);
        return addReverse(owner, rows, options);
      }
      const before = (await fetchRows({ tree, executor: null, rows: null, known: null })) as ModelInstance[];
      const kept = new Set(rows.map(({ pk }) => String(pk)));
      const known = new Set(before.map(({ pk }) => String(pk)));
      await removeReverse(
        owner,
        tree,
        before.filter(({ pk }) => !kept.has(String(pk))),
        options,
      );
      await addReverse(
        owner,
        rows.filter(({ pk }) => !known.has(String(pk))),
        options,
      );
    },
    { using: ownerAlias(owner), savepoint: false },
  );
}

async function detach(owner: Owner, tree: QueryTree, { bulk = true }: BulkOption): Promise<void> {
  const { access } = owner;
  forgetRead(owner);
  if (bulk) {
    await updateRows({ ...tree, using: ownerAlias(owner) }, { [access.attname]: null });
    return;
  }
  await atomic(
    async () => {
      const rows = (await fetchRows({ tree, executor: null, rows: null, known: null })) as ModelInstance[];
      for (const row of rows) {
        Object.assign(row, { [access.field]: null });
        await saveInstance(row, { updateFields: [access.attname] });
      }
    },
    { using: ownerAlias(owner), savepoint: false },
  );
}

async function saveAll(rows: readonly ModelInstance[], alias: string): Promise<void> {
  await atomic(
    async () => {
      for (const row of rows) await saveInstance(row, { using: alias });
    },
    { using: alias, savepoint: false },
  );
}

function withFilter(tree: QueryTree, lookups: GivenValues): QueryTree {
  return { ...tree, operations: [...tree.operations, filterBy(lookups)] };
}

function isNullable({ access }: Owner): boolean {
  return modelMeta(access.model).field(access.field)?.null === true;
}

function refuseRequired(owner: Owner, method: string): void {
  const { accessor, model, field } = owner.access;
  if (!isNullable(owner))
    throw new QueryError(
      `${accessor}.${method}() is not there: ${model}.${field} is never null. Delete the rows, or add() them elsewhere.`,
    );
}
