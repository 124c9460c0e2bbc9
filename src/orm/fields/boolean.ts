import { z } from "zod";
import { invalid } from "./field-type.ts";
import type { FieldType } from "./field-type.ts";

/** BooleanField, and a NullBooleanField of old migrations. */
export const boolean: FieldType = {
  // BooleanField.to_python
  prepare(value, field) {
    switch (value) {
      case true:
      case 1:
      case 1n:
      case "t":
      case "True":
      case "1":
        return true;
      case false:
      case 0:
      case 0n:
      case "f":
      case "False":
      case "0":
        return false;
      default:
        throw invalid(
          field,
          value,
          `value must be either True${field.null ? ", False, or None" : " or False"}.`,
        );
    }
  },
  schema: () => z.boolean(),
};
