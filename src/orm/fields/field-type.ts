import type { z } from "zod";
import type { FieldDescription } from "../../manifest/schema.ts";
import { InvalidFieldValue } from "../../errors/field-value.ts";

/**
 * What a family of Django's fields does with values. The TypeScript value of each family ("canonical" below) is in
 * DESIGN 8; how a database stores it is in `backends/`.
 */
export interface FieldType {
  /**
   * `Field.get_prep_value`: whatever may be written in a filter or assigned, as the canonical value. Never called
   * with null or undefined.
   * @throws InvalidFieldValue
   */
  prepare(value: unknown, field: FieldDescription): unknown;
  /** The canonical value as a schema, `choices` and null left out: for documents and checks. */
  schema(field: FieldDescription): z.ZodType;
}

/** How a field that holds others' values (an array, a range) finds their family, without knowing the registry. */
export type FieldTypeOf = (field: FieldDescription) => FieldType;

/** Django's "Field 'id' expected a number but got 'x'.", with the kind of the value in place of the value. */
export function expectedNumber(field: FieldDescription, value: unknown): InvalidFieldValue {
  return new InvalidFieldValue(`Field '${field.name}' expected a number but got ${kindOf(value)}.`, value);
}

/** An error in Django's words about one field. */
export function invalid(field: FieldDescription, value: unknown, problem: string): InvalidFieldValue {
  return new InvalidFieldValue(`Field '${field.name}': ${kindOf(value)} ${problem}`, value);
}

/** "a string", "an array", "a Date": what arrived, without saying which. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") {
    const name = value.constructor?.name ?? "Object";
    return `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name === "Object" ? "object" : name}`;
  }
  return value === undefined ? "undefined" : `a ${typeof value}`;
}
