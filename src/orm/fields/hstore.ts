import { z } from "zod";
import { invalid } from "./field-type.ts";
import type { FieldType } from "./field-type.ts";

/** HStoreField of django.contrib.postgres: text by text, values may be null. */
export const hstore: FieldType = {
  // HStoreField.get_prep_value: keys and values become strings.
  prepare(value, field) {
    if (typeof value === "string") return value;
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw invalid(field, value, "is no object of texts.");
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        item === null || item === undefined ? null : String(item),
      ]),
    );
  },
  schema: () => z.record(z.string(), z.string().nullable()),
};
