import { z } from "zod";
import { invalid } from "./field-type.ts";
import type { FieldType } from "./field-type.ts";

/** UUIDField: lower case with hyphens. */
export const uuid: FieldType = {
  // Python's UUID(): hyphens, braces and "urn:uuid:" do not matter.
  prepare(value, field) {
    const hex = typeof value === "string" ? value.replace(/^urn:uuid:|[{}-]/gi, "") : "";
    if (!/^[0-9a-f]{32}$/i.test(hex)) throw invalid(field, value, "is not a valid UUID.");
    return uuidText(hex.toLowerCase());
  },
  schema: () => z.guid(),
};

/** 32 hexadecimal digits with the hyphens in place. */
export function uuidText(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
