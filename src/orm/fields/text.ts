import { z } from "zod";
import type { FieldDescription } from "../../manifest/schema.ts";
import { invalid } from "./field-type.ts";
import type { FieldType } from "./field-type.ts";

/** CharField, TextField, SlugField, EmailField, URLField, FilePathField and what is stored like them. */
export const text: FieldType = {
  // CharField.to_python: `str(value)`.
  prepare(value, field) {
    switch (typeof value) {
      case "string":
        return value;
      case "number":
      case "bigint":
        return String(value);
      case "boolean":
        return value ? "True" : "False";
      default:
        if (value instanceof Date) return value.toISOString();
        throw invalid(field, value, "is no text.");
    }
  },
  schema(field) {
    const base = formatted(field);
    return field.maxLength === null ? base : base.max(field.maxLength);
  },
};

function formatted(field: FieldDescription): z.ZodString | z.ZodEmail | z.ZodURL {
  // A blank value is no address: Django's validators skip empty values, so may ours.
  if (field.blank) return z.string();
  switch (field.className) {
    case "django.db.models.fields.EmailField":
      return z.email();
    case "django.db.models.fields.URLField":
      return z.url();
    case "django.db.models.fields.SlugField":
      return z.string().regex(/^[-\p{L}\p{N}_]+$/u);
    default:
      return z.string();
  }
}
