import { z } from "zod";
import { FieldFile } from "./field-file.ts";
import { invalid } from "./field-type.ts";
import type { FieldType } from "./field-type.ts";

/** FileField, ImageField: the column holds the name; instances have a `FieldFile`. */
export const file: FieldType = {
  prepare(value, field) {
    if (typeof value === "string") return value;
    if (value instanceof FieldFile) return value.name;
    throw invalid(field, value, "is neither a file of a model nor a file's name.");
  },
  schema: () => z.string(),
};
