import type { FieldDescription } from "../../manifest/schema.ts";
import type { Dialect } from "../backends/backend.ts";
import { raw } from "../fields/raw.ts";
import { fieldType } from "../fields/registry.ts";
import { writtenValue } from "../fields/written-value.ts";
import type { ModelMeta } from "../meta.ts";
import { Relations } from "../query/relations.ts";
import { runtime } from "../runtime.ts";

const relations = new WeakMap<object, Relations>();

/** The field that says what a column's values are: for a foreign key, the one at its end. */
export function valueField(field: FieldDescription): FieldDescription {
  if (field.relation === null) return field;
  const { registry } = runtime();
  let known = relations.get(registry);
  if (known === undefined) {
    known = new Relations(registry);
    relations.set(registry, known);
  }
  return known.valueField(field);
}

/** Whether values of the column are converted by Python code. */
export function convertsInPython(field: FieldDescription): boolean {
  return fieldType(valueField(field)) === raw;
}

/** How a database writes values. */
export type ValueDialect = Pick<Dialect, "toDriver">;

/** Values as fields prepare them: what they are compared by where Python knows how the database writes them. */
export const PREPARED: ValueDialect = { toDriver: (value) => value };

const FILES: ReadonlySet<string> = new Set(["FileField", "ImageField"]);

/** A value of an instance in the form that the driver is given. */
export function driverValue(field: FieldDescription, value: unknown, dialect: ValueDialect): unknown {
  if (value === null || value === undefined) return FILES.has(field.internalType) ? "" : null;
  return writtenValue(valueField(field), dialect)(value);
}

/** The fields whose columns are in the model's own table (`local_concrete_fields`). */
export function localFields(meta: ModelMeta): readonly FieldDescription[] {
  const { concreteModel } = meta.description;
  return meta.concreteFields.filter(({ model }) => model === concreteModel);
}

/** Fields that the database fills for itself, and that are read back after an INSERT (`db_returning_fields`). */
export function isFilledByDatabase(field: FieldDescription): boolean {
  return field.generated || field.dbDefault || field.internalType.endsWith("AutoField");
}
