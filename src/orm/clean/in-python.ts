import { ValidationError } from "../../errors/validation.ts";
import { columnValue, rowToWire } from "../write/python-row.ts";
import { fromWireColumn } from "../fields/wire.ts";
import { ModelInstance } from "../instance.ts";
import type { ModelMeta } from "../meta.ts";
import { valueToWire } from "../query/wire.ts";
import { isLoaded } from "../write/changes.ts";
import { writeInPython } from "../write/python.ts";

/** One of the model's methods by Django's name, and its arguments. */
export interface CleanCall {
  readonly method: "full_clean" | "clean_fields" | "validate_unique" | "validate_constraints";
  readonly options: Readonly<Record<string, boolean>>;
  readonly exclude: ReadonlySet<string>;
}

/** Python validates a row with these values, and says what it made of them. */
export async function cleanInPython(
  instance: ModelInstance,
  meta: ModelMeta,
  { method, options, exclude }: CleanCall,
  { alias, reason }: { readonly alias: string; readonly reason: string },
): Promise<void> {
  const loaded = meta.concreteFields.filter((field) => isLoaded(instance, field));
  const { pk } = instance;
  const { values, problems } = await writeInPython(
    { what: `Validating ${meta.label}`, reason, alias },
    "clean",
    {
      model: meta.label,
      using: alias === "python" ? null : alias,
      pk: pk === null || pk === undefined ? null : valueToWire(pk),
      adding: ModelInstance.stored(instance) === null,
      values: rowToWire(instance, loaded),
      method,
      exclude: [...exclude],
      options,
    },
  );
  if (problems !== null) throw new ValidationError(problems);
  for (const field of loaded) {
    const value = values[field.attname];
    if (value !== undefined && !field.generated)
      Object.assign(instance, { [field.attname]: columnValue(field, fromWireColumn(value)) });
  }
}
