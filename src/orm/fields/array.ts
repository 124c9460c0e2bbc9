import { z } from "zod";
import { invalid } from "./field-type.ts";
import type { FieldType, FieldTypeOf } from "./field-type.ts";

/** ArrayField of django.contrib.postgres: an array of what its base field has. */
export const arrayField = (fieldType: FieldTypeOf): FieldType => ({
  prepare(value, field) {
    if (!Array.isArray(value)) throw invalid(field, value, "is no array.");
    const { baseField } = field;
    if (baseField === null) return value;
    const element = fieldType(baseField);
    return value.map((item: unknown) =>
      item === null || item === undefined ? null : element.prepare(item, baseField),
    );
  },
  schema({ baseField }) {
    if (baseField === null) return z.array(z.json());
    const element = fieldType(baseField).schema(baseField);
    return z.array(baseField.null ? element.nullable() : element);
  },
});
