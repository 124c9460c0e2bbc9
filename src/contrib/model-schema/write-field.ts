import { z } from "zod";
import type { FieldDescription } from "../../manifest/schema.ts";
import { fieldSchema } from "../../orm/fields/schema.ts";
import { described, targetField } from "./field-meta.ts";
import { validatorChecks } from "./validators.ts";

/** The schema of a column as it comes in: its type, its limits, its validators. Null is a value where the column is. */
export function writeField(field: FieldDescription): z.ZodType {
  const target = targetField(field);
  const base = target === field ? checked(field) : fieldSchema(target, { null: false });
  return described(field.null ? base.nullable() : base, field);
}

function checked(field: FieldDescription): z.ZodType {
  const schema = fieldSchema(field, { null: false });
  if (schema instanceof z.ZodLiteral) return schema;
  const checks = validatorChecks(field, schema) as z.core.$ZodCheck<unknown>[];
  // `Field.clean`: "This field cannot be blank."
  if (!field.blank && TEXT.has(field.internalType) && schema instanceof z.ZodString)
    checks.unshift(z.minLength(1) as z.core.$ZodCheck<unknown>);
  const limited = checks.length === 0 ? schema : schema.check(...checks);
  // A number is an amount, too; its shortest text is what was meant.
  return field.internalType === "DecimalField" ? z.preprocess(numberToText, limited) : limited;
}

function numberToText(value: unknown): unknown {
  return typeof value === "number" ? String(value) : value;
}

const TEXT = new Set(["CharField", "TextField", "SlugField"]);
