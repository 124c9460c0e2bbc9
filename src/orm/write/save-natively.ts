import { NotUpdated, WriteError } from "../../errors/write.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import type { Dialect } from "../backends/backend.ts";
import { ModelInstance, attribute } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import { isExpression } from "../query/tree.ts";
import { modelMeta, runtime } from "../runtime.ts";
import type { StoredRow } from "../stored-row.ts";
import { atomic } from "../transaction/atomic.ts";
import { attributeValue } from "./attribute-value.ts";
import { isChanged, isLoaded, storedAfter } from "./changes.ts";
import { fieldDefault } from "./field-default.ts";
import { FAIL, insertRows } from "./insert.ts";
import { presave } from "./presave.ts";
import { referring } from "./referring.ts";
import { rowExists } from "./row-exists.ts";
import { baseTree, runWrite } from "./run-write.ts";
import { comparableRow } from "./save-plan.ts";
import type { SavePlan } from "./save-plan.ts";
import { driverValue, isFilledByDatabase, localFields } from "./write-fields.ts";

/** One save while it runs. */
interface Saving extends SavePlan {
  readonly dialect: Dialect;
  /** What the database has of the row; null: it is new, or another one by its key. */
  readonly stored: StoredRow | null;
  readonly adding: boolean;
  /** attnames of columns that were written, for what is remembered afterwards: a parent describes its columns by itself. */
  readonly written: Set<string>;
}

/** `Model.save_base` without signals. */
export async function saveNatively(plan: SavePlan): Promise<void> {
  const { instance, meta, alias } = plan;
  const { dialect } = runtime().database(alias);
  const stored = ModelInstance.stored(instance);
  const saving: Saving = {
    ...plan,
    dialect,
    stored: comparableRow(plan, dialect),
    adding: stored === null,
    written: new Set(),
  };
  const table = concrete(meta);
  const save = async (): Promise<void> => {
    const inserted = await saveParents(saving, table);
    await saveTable(saving, table, plan.forceInsert || inserted);
  };
  // The row of a parent without the child's is no row.
  if (table.description.parents.some(({ link }) => link !== null))
    await atomic(save, { using: alias, savepoint: false });
  else await save();
  for (const field of meta.concreteFields) if (saving.written.has(field.attname)) normalise(instance, field);
  ModelInstance.setStored(instance, alias, storedAfter(instance, meta, saving.written, stored, dialect));
}

/** `Model._save_parents`: answers whether a parent's row is new, and the child's must be, too. */
async function saveParents(saving: Saving, meta: ModelMeta): Promise<boolean> {
  let inserted = false;
  const { instance } = saving;
  for (const { model, link } of meta.description.parents) {
    const field = link === null ? undefined : meta.field(link);
    // A grandparent is listed too; its link is a column of the parent.
    if (field === undefined || field.model !== meta.label) continue;
    const parent = modelMeta(model);
    // The key is in both tables: whichever was given.
    const parentKey = isLoaded(instance, parent.pk) ? attribute(instance, parent.pk.attname) : null;
    if (isEmpty(parentKey) && !isEmpty(attribute(instance, field.attname)))
      set(instance, parent.pk, attribute(instance, field.attname));
    const parentInserted = await saveParents(saving, parent);
    const updated = await saveTable(saving, parent, parentInserted);
    if (!updated) inserted = true;
    set(instance, field, attribute(instance, parent.pk.attname));
  }
  return inserted;
}

/** `Model._save_table`: an UPDATE if there may be a row, else an INSERT. Answers whether it was an UPDATE. */
async function saveTable(saving: Saving, meta: ModelMeta, forceInsert: boolean): Promise<boolean> {
  const { instance, named, forceUpdate, adding } = saving;
  const { pk } = meta;
  if (isEmpty(attribute(instance, pk.attname))) set(instance, pk, fieldDefault(pk));
  const hasKey = !isEmpty(attribute(instance, pk.attname));
  if (!hasKey && (forceUpdate || named !== null))
    throw new WriteError("Cannot force an update in save() with no primary key.");
  // A default is as good as new: no UPDATE is tried.
  const filled = pk.default.kind !== "none" || pk.dbDefault;
  const insert = forceInsert || (!forceUpdate && named === null && adding && filled);
  if (hasKey && !insert) {
    if (await updateRow(saving, meta)) return true;
    if (forceUpdate) throw new NotUpdated("Forced update did not affect any rows.");
    if (named !== null) throw new NotUpdated("Save with update_fields did not affect any rows.");
  }
  await insertRow(saving, meta);
  return false;
}

/** `Model._do_update`: whether there is a row, changed or not. */
async function updateRow(saving: Saving, meta: ModelMeta): Promise<boolean> {
  const { instance, named, explicit, stored, dialect, alias, written } = saving;
  const candidates = localFields(meta).filter(
    (field) => !field.primaryKey && !field.generated && (named === null || named.has(field.attname)),
  );
  for (const field of candidates) presave(instance, field, false);
  const fields = candidates.filter(
    (field) =>
      isLoaded(instance, field) &&
      attribute(instance, field.attname) !== undefined &&
      (explicit || stored === null || isChanged(instance, field, stored, dialect)),
  );
  const tree = baseTree(meta.label, alias, { pk: attribute(instance, meta.pk.attname) });
  if (fields.length === 0) return named !== null || rowExists(tree);
  const computed = fields.filter(({ attname }) => isExpression(attribute(instance, attname)));
  const generated = localFields(meta).filter((field) => field.generated && isLoaded(instance, field));
  const returned = [...computed, ...generated];
  const values = Object.fromEntries(
    fields.map((field) => [field.attname, valueOf(field, attribute(instance, field.attname))]),
  );
  const returning = returned.map(({ attname }) => attname);
  const { rowCount, rows } = await referring(
    alias,
    fields,
    () => [fields.map((field) => plainValue(field, attribute(instance, field.attname), dialect))],
    () => runWrite(tree, { kind: "update", values, returning }, alias),
  );
  if (rowCount === 0) return false;
  for (const { attname } of fields) written.add(attname);
  for (const { attname } of generated) written.add(attname);
  takeBack(instance, returned, rows[0] ?? []);
  return true;
}

async function insertRow({ instance, alias, dialect, written }: Saving, meta: ModelMeta): Promise<void> {
  const local = localFields(meta);
  const fields = local.filter((field) => {
    if (field.generated) return false;
    presave(instance, field, true);
    const value = attribute(instance, field.attname);
    return value !== undefined && !(isEmpty(value) && field.internalType.endsWith("AutoField"));
  });
  const returning = local.filter((field) => isFilledByDatabase(field) && !fields.includes(field));
  const row = fields.map((field) => driverValue(field, attribute(instance, field.attname), dialect));
  const [back = []] = await insertRows({ meta, fields, rows: [row], returning, onConflict: FAIL }, alias);
  takeBack(instance, returning, back);
  for (const { attname } of local) written.add(attname);
}

/** What an expression gives, the database alone knows. */
function plainValue(field: FieldDescription, value: unknown, dialect: Dialect): unknown {
  return isExpression(value) ? null : driverValue(field, value, dialect);
}

function takeBack(
  instance: ModelInstance,
  fields: readonly FieldDescription[],
  values: readonly unknown[],
): void {
  for (const [index, field] of fields.entries()) set(instance, field, values[index]);
}

/** A file's column has no NULL; an empty attribute stands for "". */
function valueOf(field: FieldDescription, value: unknown): unknown {
  return value === null && (field.internalType === "FileField" || field.internalType === "ImageField")
    ? ""
    : value;
}

function normalise(instance: ModelInstance, field: FieldDescription): void {
  const value = attribute(instance, field.attname);
  set(instance, field, attributeValue(field, value));
}

function set(instance: ModelInstance, field: FieldDescription, value: unknown): void {
  (instance as unknown as Record<string, unknown>)[field.attname] = value;
}

function concrete(meta: ModelMeta): ModelMeta {
  return meta.description.proxy ? modelMeta(meta.description.concreteModel) : meta;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined;
}
