import type { FieldDescription } from "../../manifest/schema.ts";
import { Range } from "../fields/range.ts";
import { attribute } from "../instance.ts";
import type { ModelInstance } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import { isExpression } from "../query/tree.ts";
import { AS_WRITTEN } from "../stored-row.ts";
import type { StoredRow } from "../stored-row.ts";
import { attributeValue } from "./attribute-value.ts";
import { convertsInPython, driverValue, valueField } from "./write-fields.ts";
import type { ValueDialect } from "./write-fields.ts";

/** Whether a column was read or assigned: only() and defer() leave it out. */
export function isLoaded(instance: ModelInstance, field: FieldDescription): boolean {
  return Object.hasOwn(instance, field.attname);
}

/** Whether a column has another value than the database has. */
export function isChanged(
  instance: ModelInstance,
  field: FieldDescription,
  stored: StoredRow,
  dialect: ValueDialect,
): boolean {
  const value = attribute(instance, field.attname);
  if (isExpression(value)) return true;
  const position = stored.layout.positions.get(field.attname);
  if (position === undefined) return true;
  const raw = stored.row[position];
  // What most columns are: the very value that was read. An object may have been changed in place.
  if (value === raw && (value === null || typeof value !== "object" || isImmutable(value))) return false;
  if (value === raw && stored.layout.decoders.get(field.attname) !== AS_WRITTEN) return true;
  if (convertsInPython(field)) return !isSame(value, raw);
  return !isSame(comparable(field, value, dialect), storedDriverValue(field, stored, position, dialect));
}

/** Takes down what the database has after a save. `written`: the columns that were; others are as they were before. */
export function storedAfter(
  instance: ModelInstance,
  meta: ModelMeta,
  written: ReadonlySet<string>,
  before: StoredRow | null,
  dialect: ValueDialect,
): StoredRow {
  const positions = new Map<string, number>();
  const decoders = new Map<string, typeof AS_WRITTEN>();
  const row: unknown[] = [];
  for (const field of meta.concreteFields) {
    const position = before?.layout.positions.get(field.attname);
    let value: unknown;
    if (written.has(field.attname)) value = driverValue(field, attribute(instance, field.attname), dialect);
    else if (before !== null && position !== undefined)
      value = storedDriverValue(field, before, position, dialect);
    else continue;
    positions.set(field.attname, row.length);
    decoders.set(field.attname, AS_WRITTEN);
    // A buffer that is changed in place would change what it is compared with.
    row.push(value instanceof Uint8Array ? Uint8Array.from(value) : value);
  }
  return { row, layout: { positions, decoders } };
}

function storedDriverValue(
  field: FieldDescription,
  { row, layout }: StoredRow,
  position: number,
  dialect: ValueDialect,
): unknown {
  const value = row[position];
  const decode = layout.decoders.get(field.attname) ?? null;
  if (decode === AS_WRITTEN || value === null) return value;
  return driverValue(field, decode === null ? value : decode(value), dialect);
}

/** A decimal with its column's scale, as the database gives it. */
function comparable(field: FieldDescription, value: unknown, dialect: ValueDialect): unknown {
  if (valueField(field).internalType !== "DecimalField") return driverValue(field, value, dialect);
  try {
    return driverValue(field, attributeValue(field, value), dialect);
  } catch {
    // More digits than it may have: the database says so.
    return undefined;
  }
}

/** Dates have methods that change them; nobody calls those on a column's value. */
function isImmutable(value: object): boolean {
  return value instanceof Date || value instanceof Range;
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other) === 0;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  return JSON.stringify(one) === JSON.stringify(other);
}
