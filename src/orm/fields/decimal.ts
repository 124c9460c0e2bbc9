import { z } from "zod";
import type { FieldDescription } from "../../manifest/schema.ts";
import { digitCount, formatDecimal, parseDecimal, quantize } from "./decimal-text.ts";
import { invalid } from "./field-type.ts";
import type { FieldType } from "./field-type.ts";

/** DecimalField: a string with the scale that Django gives it ("12.50"). */
export const decimal: FieldType = {
  prepare(value, field) {
    const text = typeof value === "number" || typeof value === "bigint" ? String(value) : value;
    const parsed = typeof text === "string" ? parseDecimal(text) : null;
    if (parsed === null) throw invalid(field, value, "must be a decimal number.");
    return formatDecimal(parsed);
  },
  schema(field) {
    return z.string().regex(decimalPattern(field));
  },
};

/**
 * `django.db.backends.utils.format_number`: the text that databases without an exact decimal type are given.
 * @throws InvalidFieldValue more digits than `max_digits`, where Python raises decimal.InvalidOperation.
 */
export function toScale(text: string, field: FieldDescription): string {
  const value = parseDecimal(text);
  if (value === null || field.decimalPlaces === null) return text;
  const scaled = quantize(value, field.decimalPlaces);
  if (field.maxDigits !== null && digitCount(scaled) > field.maxDigits)
    throw invalid(field, text, `has more than ${field.maxDigits} digits.`);
  return formatDecimal(scaled);
}

function decimalPattern({ maxDigits, decimalPlaces }: FieldDescription): RegExp {
  if (maxDigits === null || decimalPlaces === null) return /^-?\d+(?:\.\d+)?$/;
  const whole = maxDigits - decimalPlaces;
  const integer = whole === 0 ? "0?" : `0*\\d{1,${whole}}`;
  return new RegExp(`^-?${integer}${decimalPlaces === 0 ? "" : `(?:\\.\\d{0,${decimalPlaces}})?`}$`);
}
