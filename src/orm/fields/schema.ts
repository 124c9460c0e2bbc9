import { z } from "zod";
import type { FieldDescription } from "../../manifest/schema.ts";
import { fieldType } from "./registry.ts";

/**
 * The Zod schema of a field's value: lengths, digits, ranges and formats, `choices` as an enum, nullable where the
 * column is. For a foreign key, give the field at the other end (`targetField`) and the key's own `null`.
 */
export function fieldSchema(
  field: FieldDescription,
  options: { readonly null?: boolean; readonly direction?: "in" | "out" } = {},
): z.ZodType {
  const base = choicesSchema(field) ?? fieldType(field).schema(field);
  const nullable = options.null ?? field.null;
  return nullable ? base.nullable() : base;
}

/** Choices of texts or numbers are an enum; of anything else, what the field is. */
function choicesSchema(field: FieldDescription): z.ZodType | null {
  if (field.choices === null || field.choices.length === 0) return null;
  const values = field.choices.map(([value]) => value);
  const literals = values.filter(
    (value): value is string | number => typeof value === "string" || typeof value === "number",
  );
  // null among the choices labels the empty value.
  if (literals.length === 0 || literals.length < values.filter((value) => value !== null).length) return null;
  if (field.blank && !literals.includes("") && typeof literals[0] === "string") literals.push("");
  return z.literal(literals);
}
