import type { FieldDescription } from "../../manifest/schema.ts";
import { fieldType } from "./registry.ts";

/**
 * `Field.get_prep_value`: a value as it is written in a filter or assigned, in the canonical form of its field (a
 * `DateTime`, "12.50", lower-case UUID ...). null stays null. For a foreign key, give the field at the other end.
 * The dialect makes it driver-ready (`Dialect.toDriver`).
 *
 * @throws InvalidFieldValue in Django's words.
 */
export function prepare(field: FieldDescription, value: unknown): unknown {
  return value === null || value === undefined ? null : fieldType(field).prepare(value, field);
}
