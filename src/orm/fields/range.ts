import { z } from "zod";
import type { FieldDescription } from "../../manifest/schema.ts";
import { invalid } from "./field-type.ts";
import type { FieldType, FieldTypeOf } from "./field-type.ts";

export type RangeBounds = "[)" | "[]" | "(]" | "()";

/** A range of django.contrib.postgres. A bound that is null is open-ended; an empty range has no bounds. */
export class Range<T> {
  readonly lower: T | null;
  readonly upper: T | null;
  readonly bounds: RangeBounds;
  readonly empty: boolean;

  constructor(lower: T | null, upper: T | null, bounds: RangeBounds = "[)", empty = false) {
    this.lower = lower;
    this.upper = upper;
    this.bounds = bounds;
    this.empty = empty;
  }

  static empty<T>(): Range<T> {
    return new Range<T>(null, null, "[)", true);
  }

  toJSON(): { lower: T | null; upper: T | null; bounds: RangeBounds } | { empty: true } {
    const { lower, upper, bounds } = this;
    return this.empty ? { empty: true } : { lower, upper, bounds };
  }
}

/** IntegerRangeField, DateTimeRangeField and their family: a `Range`, or a pair [lower, upper). */
export const rangeField = (fieldType: FieldTypeOf): FieldType => ({
  prepare(value, field) {
    const asked = Array.isArray(value) && value.length === 2 ? new Range<unknown>(value[0], value[1]) : value;
    if (!(asked instanceof Range)) throw invalid(field, value, "is neither a Range nor a pair of bounds.");
    if (asked.empty) return asked;
    const bound = (side: unknown): unknown => {
      const element = rangeElement(field);
      return side === null || side === undefined || element === null
        ? (side ?? null)
        : fieldType(element).prepare(side, element);
    };
    return new Range(bound(asked.lower), bound(asked.upper), asked.bounds);
  },
  schema(field) {
    const element = rangeElement(field);
    const bound = element === null ? z.json() : fieldType(element).schema(element).nullable();
    return z.object({ lower: bound, upper: bound, bounds: z.enum(["[)", "[]", "(]", "()"]).default("[)") });
  },
});

/** The field that one bound is a value of; the manifest's, or the one that the field's class implies. */
export function rangeElement(field: FieldDescription): FieldDescription | null {
  if (field.baseField !== null) return field.baseField;
  const internalType = ELEMENTS[field.internalType];
  return internalType === undefined ? null : { ...field, internalType };
}

const ELEMENTS: Readonly<Record<string, string>> = {
  IntegerRangeField: "IntegerField",
  BigIntegerRangeField: "BigIntegerField",
  DecimalRangeField: "DecimalField",
  DateTimeRangeField: "DateTimeField",
  DateRangeField: "DateField",
};
