import { QueryError } from "../../errors/query.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { connectionFor } from "../connections.ts";
import { ModelInstance, attribute } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import { expression, isExpression } from "../query/tree.ts";
import type { Expression, QueryTree } from "../query/tree.ts";
import { modelMeta } from "../runtime.ts";
import { atomic } from "../transaction/atomic.ts";
import { attributeValue } from "./attribute-value.ts";
import { bulkInPython } from "./bulk-in-python.ts";
import { storedAfter } from "./changes.ts";
import { columnReason, databaseReason } from "./needs-python.ts";
import type { HookOptions } from "./options.ts";
import { takeRelatedKeys } from "./related-keys.ts";
import { filterBy } from "./run-write.ts";
import { updateRows } from "./update.ts";
import { writeAlias } from "./write-alias.ts";

export interface BulkUpdateOptions extends HookOptions {
  /** Rows for one statement at most. */
  readonly batchSize?: number;
}

/** `QuerySet.bulk_update()`: columns of several rows, each with its own values, by as few statements as can be. */
export async function bulkUpdateRows(
  tree: QueryTree,
  instances: readonly ModelInstance[],
  names: readonly string[],
  { batchSize, hooks }: BulkUpdateOptions = {},
): Promise<number> {
  const meta = modelMeta(tree.model);
  if (batchSize !== undefined && batchSize <= 0)
    throw new QueryError("Batch size must be a positive integer.");
  const fields = updatableFields(meta, names);
  if (instances.length === 0) return 0;
  if (instances.some(({ pk }) => pk === null || pk === undefined))
    throw new QueryError("All bulk_update() objects must have a primary key set.");
  const attnames = new Set(fields.map(({ attname }) => attname));
  for (const instance of instances) takeRelatedKeys(instance, meta, "bulk_update", attnames);
  const alias = writeAlias(meta, tree.using, null);
  const overridden = meta.description.hooks.queryset[tree.manager ?? ""]?.["bulk_update"] ?? null;
  const [own, skipped] = hooks === "skip" ? [null, overridden] : [overridden, null];
  const reason = own ?? databaseReason(alias) ?? columnReason(fields);
  if (reason !== null) {
    const write = { what: `Updating rows of ${meta.label}`, reason, alias, skipped };
    return bulkInPython(tree, instances, "bulk_update", { fields: names, batch_size: batchSize }, write);
  }
  const { dialect } = connectionFor(alias);
  // Each row is three parameters a column at most, and one of the keys.
  const most = Math.max(1, Math.floor(dialect.features.maxParameters / (fields.length * 2 + 1)));
  const size = Math.min(batchSize ?? most, most);
  const count = await atomic(
    async () => {
      let changed = 0;
      for (let start = 0; start < instances.length; start += size)
        changed += await updateBatch(tree, instances.slice(start, start + size), fields);
      return changed;
    },
    { using: alias, savepoint: false },
  );
  for (const instance of instances) remember(instance, meta, fields, alias);
  return count;
}

function updateBatch(
  tree: QueryTree,
  batch: readonly ModelInstance[],
  fields: readonly FieldDescription[],
): Promise<number> {
  const keys = batch.map(({ pk }) => pk);
  const operations = [...tree.operations, filterBy({ pk__in: keys })];
  const values = Object.fromEntries(fields.map((field) => [field.attname, perRow(batch, field)]));
  // An overridden update() is not asked: Django's bulk_update() calls it, with expressions that only it could make sense of.
  return updateRows({ ...tree, operations }, values, { hooks: "skip" });
}

/** Each row's own value, by its key: `query/write-update.ts` writes it as CASE. */
function perRow(batch: readonly ModelInstance[], { attname }: FieldDescription): Expression {
  return expression(
    "PerRow",
    batch.flatMap((instance) => {
      const value = attribute(instance, attname);
      return [
        expression("Value", [instance.pk]),
        isExpression(value) ? value : expression("Value", [value ?? null]),
      ];
    }),
  );
}

function remember(
  instance: ModelInstance,
  meta: ModelMeta,
  fields: readonly FieldDescription[],
  alias: string,
): void {
  const known = fields.filter(({ attname }) => !isExpression(attribute(instance, attname)));
  for (const field of known)
    Object.assign(instance, { [field.attname]: attributeValue(field, attribute(instance, field.attname)) });
  const stored = ModelInstance.stored(instance);
  if (stored === null) return;
  const written = new Set(known.map(({ attname }) => attname));
  const { dialect } = connectionFor(alias);
  ModelInstance.setStored(
    instance,
    ModelInstance.database(instance),
    storedAfter(instance, meta, written, stored, dialect),
  );
}

/** The checks of `QuerySet.bulk_update`. */
function updatableFields(meta: ModelMeta, names: readonly string[]): readonly FieldDescription[] {
  if (names.length === 0) throw new QueryError("Field names must be given to bulk_update().");
  return names.map((name) => {
    const field = meta.field(name);
    if (field === undefined || field.column === null)
      throw new QueryError("bulk_update() can only be used with concrete fields.");
    if (field.primaryKey || name === "pk")
      throw new QueryError("bulk_update() cannot be used with primary key fields.");
    return field;
  });
}
