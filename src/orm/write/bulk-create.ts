import { QueryError } from "../../errors/query.ts";
import { WriteError } from "../../errors/write.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { connectionFor } from "../connections.ts";
import { ModelInstance, attribute } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import { isExpression } from "../query/tree.ts";
import type { QueryTree } from "../query/tree.ts";
import { modelMeta } from "../runtime.ts";
import { atomic } from "../transaction/atomic.ts";
import { attributeValue } from "./attribute-value.ts";
import { storedAfter } from "./changes.ts";
import { fieldDefault, isPythonDefault } from "./field-default.ts";
import { prepareGenericKeys } from "./generic-keys.ts";
import { FAIL, insertRows } from "./insert.ts";
import type { OnConflict } from "./insert.ts";
import { columnReason, databaseReason } from "./needs-python.ts";
import type { HookOptions } from "./options.ts";
import { presave } from "./presave.ts";
import { bulkInPython } from "./bulk-in-python.ts";
import { takeRelatedKeys } from "./related-keys.ts";
import { writeAlias } from "./write-alias.ts";
import { driverValue, isFilledByDatabase, localFields } from "./write-fields.ts";

export interface BulkCreateOptions<Names extends string = string> extends HookOptions {
  /** Rows for one statement at most. */
  readonly batchSize?: number;
  /** Rows that a constraint refuses are left out; primary keys are not known then. */
  readonly ignoreConflicts?: boolean;
  /** Rows that are there already are changed: `updateFields` of those that have the same `uniqueFields`. */
  readonly updateConflicts?: boolean;
  readonly updateFields?: readonly Names[];
  readonly uniqueFields?: readonly Names[];
}

/** `QuerySet.bulk_create()`: new rows by as few statements as can be. No save() and no signals, as in Django. */
export async function bulkCreateRows(
  tree: QueryTree,
  instances: readonly ModelInstance[],
  options: BulkCreateOptions = {},
): Promise<void> {
  const meta = modelMeta(tree.model);
  const { batchSize = null, hooks } = options;
  if (batchSize !== null && batchSize <= 0) throw new QueryError("Batch size must be a positive integer.");
  if (meta.description.parents.some(({ link }) => link !== null))
    throw new QueryError("Can't bulk create a multi-table inherited model");
  const onConflict = conflictOf(meta, options);
  if (instances.length === 0) return;
  const alias = writeAlias(meta, tree.using, null);
  for (const instance of instances) {
    if (isEmpty(attribute(instance, meta.pk.attname))) set(instance, meta.pk, fieldDefault(meta.pk));
    takeRelatedKeys(instance, meta, "bulk_create", null);
    await prepareGenericKeys(instance, meta, alias);
  }
  const overridden = meta.description.hooks.queryset[tree.manager ?? ""]?.["bulk_create"] ?? null;
  const [own, skipped] = hooks === "skip" ? [null, overridden] : [overridden, null];
  const reason = own ?? databaseReason(alias) ?? rowsReason(meta, instances);
  if (reason !== null) {
    const what = `Creating rows of ${meta.label}`;
    await bulkInPython(tree, instances, "bulk_create", pythonOptions(options), {
      what,
      reason,
      alias,
      skipped,
    });
    return;
  }
  await insertInstances(meta, instances, alias, onConflict, batchSize);
}

function pythonOptions(options: BulkCreateOptions): Record<string, unknown> {
  return {
    batch_size: options.batchSize,
    ignore_conflicts: options.ignoreConflicts,
    update_conflicts: options.updateConflicts,
    update_fields: options.updateFields,
    unique_fields: options.uniqueFields,
  };
}

function rowsReason(meta: ModelMeta, instances: readonly ModelInstance[]): string | null {
  for (const field of meta.concreteFields)
    for (const instance of instances) {
      const value = attribute(instance, field.attname);
      if (isExpression(value)) return `the new row's "${field.name}" is an expression`;
      if (value === undefined && isPythonDefault(field))
        return `the default of "${field.name}" is a function`;
    }
  return columnReason(meta.concreteFields);
}

/** Inserts rows of one table, and takes their keys back. */
export async function insertInstances(
  meta: ModelMeta,
  instances: readonly ModelInstance[],
  alias: string,
  onConflict: OnConflict = FAIL,
  batchSize: number | null = null,
): Promise<void> {
  const { dialect } = connectionFor(alias);
  const local = localFields(meta);
  for (const instance of instances) for (const field of local) presave(instance, field, true);
  // Rows that are given the same columns go together: with a primary key or without, with a database default or without.
  const groups = Map.groupBy(instances, (instance) =>
    local
      .filter((field) => isGiven(instance, field))
      .map(({ attname }) => attname)
      .join(),
  );
  const insert = async (): Promise<void> => {
    for (const group of groups.values()) {
      const [first] = group as [ModelInstance];
      const fields = local.filter((field) => isGiven(first, field));
      const returning =
        onConflict.kind === "ignore"
          ? []
          : local.filter((field) => isFilledByDatabase(field) && !fields.includes(field));
      const most = Math.max(1, Math.floor(dialect.features.maxParameters / Math.max(1, fields.length)));
      // DEFAULT VALUES is one row.
      const size = fields.length === 0 ? 1 : Math.min(batchSize ?? most, most);
      for (let start = 0; start < group.length; start += size) {
        const batch = group.slice(start, start + size);
        const rows = batch.map((instance) =>
          fields.map((field) => driverValue(field, attribute(instance, field.attname), dialect)),
        );
        const back = await insertRows({ meta, fields, rows, returning, onConflict }, alias);
        for (const [index, instance] of batch.entries())
          for (const [column, field] of returning.entries())
            set(instance, field, back[index]?.[column] ?? null);
      }
    }
  };
  if (groups.size === 1 && instances.length === 1) await insert();
  else await atomic(insert, { using: alias, savepoint: false });
  const written = new Set(local.map(({ attname }) => attname));
  for (const instance of instances) {
    for (const field of local)
      set(instance, field, attributeValue(field, attribute(instance, field.attname)));
    ModelInstance.setStored(instance, alias, storedAfter(instance, meta, written, null, dialect));
  }
}

function isGiven(instance: ModelInstance, field: FieldDescription): boolean {
  const value = attribute(instance, field.attname);
  return (
    !field.generated && value !== undefined && !(isEmpty(value) && field.internalType.endsWith("AutoField"))
  );
}

/** `QuerySet._check_bulk_create_options`. */
function conflictOf(meta: ModelMeta, options: BulkCreateOptions): OnConflict {
  const { ignoreConflicts = false, updateConflicts = false, updateFields = [], uniqueFields = [] } = options;
  if (ignoreConflicts && updateConflicts)
    throw new QueryError("ignore_conflicts and update_conflicts are mutually exclusive.");
  if (ignoreConflicts) return { kind: "ignore" };
  if (!updateConflicts) return FAIL;
  if (updateFields.length === 0)
    throw new QueryError(
      "Fields that will be updated when a row insertion fails on conflicts must be provided.",
    );
  if (uniqueFields.length === 0)
    throw new QueryError("Unique fields that can trigger the upsert must be provided.");
  const update = updateFields.map((name) => concreteField(meta, name, "update_fields"));
  const unique = uniqueFields.map((name) => concreteField(meta, name, "unique_fields"));
  if (update.some(({ primaryKey }) => primaryKey))
    throw new QueryError("bulk_create() cannot be used with primary keys in update_fields.");
  return { kind: "update", update: update.map(({ name }) => name), unique: unique.map(({ name }) => name) };
}

function concreteField(meta: ModelMeta, name: string, option: string): FieldDescription {
  const field = meta.field(name);
  if (field === undefined) throw new WriteError(`${meta.description.name} has no field named '${name}'`);
  if (field.column === null)
    throw new QueryError(`bulk_create() can only be used with concrete fields in ${option}.`);
  return field;
}

function set(instance: ModelInstance, field: FieldDescription, value: unknown): void {
  (instance as unknown as Record<string, unknown>)[field.attname] = value;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined;
}
