import type { FieldDescription } from "../../manifest/schema.ts";
import type { WireValue } from "../../manifest/wire.ts";
import { toScale } from "../fields/decimal.ts";
import { FieldFile } from "../fields/field-file.ts";
import { fromWireColumn } from "../fields/wire.ts";
import { ModelInstance, attribute } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import { valueToWire } from "../query/wire.ts";

/** Values of a row on their way to Python, by attname; a key that is empty is left out. */
export function rowToWire(
  instance: ModelInstance,
  fields: readonly FieldDescription[],
): Record<string, WireValue> {
  const values: Record<string, WireValue> = {};
  for (const field of fields) {
    const value = attribute(instance, field.attname);
    if (value === undefined || field.generated || (field.primaryKey && value === null)) continue;
    values[field.attname] = columnToWire(field, value);
  }
  return values;
}

/** Sets what Python answered of a row that it saved. */
export function takeRow(
  instance: ModelInstance,
  meta: ModelMeta,
  values: Readonly<Record<string, WireValue>>,
  database: string | null,
): void {
  const names = Object.keys(values);
  const row = names.map((name) => fromWireColumn(values[name] as WireValue));
  for (const [index, name] of names.entries())
    Object.assign(instance, { [name]: columnValue(meta.field(name), row[index]) });
  ModelInstance.setStored(instance, database, {
    row,
    layout: { positions: new Map(names.map((name, index) => [name, index])), decoders: new Map() },
  });
}

/** The same from values that were decoded already. */
export function columnValue(field: FieldDescription | undefined, value: unknown): unknown {
  if (field === undefined || value === undefined) return value;
  // Python has the value as it was given until the row is read.
  if (field.internalType === "DecimalField" && value !== null) return toScale(String(value), field);
  if (!FILES.has(field.internalType)) return value;
  return value === "" || value === null ? null : new FieldFile(String(value));
}

function columnToWire(field: FieldDescription, value: unknown): WireValue {
  if (value instanceof FieldFile) return value.name;
  if (value === null && FILES.has(field.internalType)) return "";
  return valueToWire(value);
}

const FILES: ReadonlySet<string> = new Set(["FileField", "ImageField"]);
