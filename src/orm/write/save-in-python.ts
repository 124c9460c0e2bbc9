import type { WireValue } from "../../manifest/wire.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { FieldFile } from "../fields/field-file.ts";
import { fromWireColumn } from "../fields/wire.ts";
import { ModelInstance, attribute } from "../instance.ts";
import { isExpression } from "../query/tree.ts";
import { valueToWire } from "../query/wire.ts";
import { runtime } from "../runtime.ts";
import type { StoredRow } from "../stored-row.ts";
import { isChanged, isLoaded } from "./changes.ts";
import { isPythonDefault } from "./field-default.ts";
import { columnReason, databaseReason, modelReason } from "./needs-python.ts";
import { writeInPython } from "./python.ts";
import type { SavePlan } from "./save-plan.ts";

/** Why a save must be Python's; null: it is native. */
export function savesInPython(plan: SavePlan, skipHooks: boolean): string | null {
  const { instance, meta, alias } = plan;
  const { hooks } = meta.description;
  if (hooks.save !== null && !skipHooks) return hooks.save;
  const adding = ModelInstance.stored(instance) === null || plan.forceInsert;
  const written = meta.concreteFields.filter(({ attname }) => plan.named?.has(attname) ?? true);
  return (
    databaseReason(alias) ??
    modelReason(meta) ??
    columnReason(written.filter((field) => isLoaded(instance, field))) ??
    (adding ? newRowReason(instance, written) : null)
  );
}

function newRowReason(instance: ModelInstance, fields: readonly FieldDescription[]): string | null {
  for (const field of fields) {
    const value = attribute(instance, field.attname);
    if (isExpression(value)) return `the new row's "${field.name}" is an expression`;
    if (value === undefined && isPythonDefault(field)) return `the default of "${field.name}" is a function`;
  }
  return null;
}

/** The model's own save(): Python loads the row, sets what was changed, and saves it. */
export async function saveInPython(plan: SavePlan, reason: string): Promise<void> {
  const { instance, meta, alias, named, explicit, forceInsert } = plan;
  const stored = ModelInstance.stored(instance);
  const adding = stored === null || forceInsert;
  const fields = meta.concreteFields.filter(
    (field) =>
      !field.generated && isLoaded(instance, field) && attribute(instance, field.attname) !== undefined,
  );
  const given = adding
    ? fields
    : fields.filter((field) => !field.primaryKey && mayHaveChanged(plan, field, stored));
  const values = Object.fromEntries(
    given
      .filter((field) => !(field.primaryKey && empty(attribute(instance, field.attname))))
      .map((field) => [field.attname, wireOf(field, attribute(instance, field.attname))]),
  );
  const pk = instance.pk;
  const answer = await writeInPython({ what: `Saving ${meta.label}`, reason, alias }, "save", {
    model: meta.label,
    using: alias === "python" ? null : alias,
    pk: empty(pk) ? null : valueToWire(pk),
    adding,
    values,
    updateFields: !explicit || named === null ? null : [...named],
    forceInsert,
  });
  const columns = Object.entries(answer.values).map(([name, wire]) => [
    name,
    columnOf(meta.field(name), wire),
  ]);
  Object.assign(instance, Object.fromEntries(columns));
  ModelInstance.setStored(instance, alias === "python" ? null : alias, storedInWire(answer.values));
}

/** All answered values, as they would have been read by the worker executor. */
function storedInWire(values: Readonly<Record<string, WireValue>>): StoredRow {
  const names = Object.keys(values);
  return {
    row: names.map((name) => fromWireColumn(values[name] as WireValue)),
    layout: { positions: new Map(names.map((name, index) => [name, index])), decoders: new Map() },
  };
}

function mayHaveChanged(
  { instance, alias }: SavePlan,
  field: FieldDescription,
  stored: StoredRow | null,
): boolean {
  if (stored === null) return true;
  if (databaseReason(alias) !== null) return true;
  return isChanged(instance, field, stored, runtime().database(alias).dialect);
}

function wireOf(field: FieldDescription, value: unknown): WireValue {
  if (value instanceof FieldFile) return value.name;
  if (value === null && FILES.has(field.internalType)) return "";
  return valueToWire(value);
}

function columnOf(field: FieldDescription | undefined, wire: WireValue): unknown {
  const value = fromWireColumn(wire);
  if (field === undefined || !FILES.has(field.internalType)) return value;
  return value === "" || value === null ? null : new FieldFile(String(value));
}

const FILES: ReadonlySet<string> = new Set(["FileField", "ImageField"]);

function empty(value: unknown): boolean {
  return value === null || value === undefined;
}
