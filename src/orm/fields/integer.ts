import { z } from "zod";
import { UnsafeInteger } from "../../errors/field-value.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { expectedNumber } from "./field-type.ts";
import type { FieldType } from "./field-type.ts";

const INTEGER = /^\s*[+-]?\d+(?:_\d+)*\s*$/;

/** Integer fields of all sizes, auto fields too: `number`, or `bigint` where 2^53 is not enough to write it. */
export const integer: FieldType = {
  // `int(value)` in IntegerField.get_prep_value: floats are cut, booleans are 0 and 1.
  prepare(value, field) {
    switch (typeof value) {
      case "number":
        if (!Number.isFinite(value)) throw expectedNumber(field, value);
        return Math.trunc(value);
      case "bigint":
        return Number.isSafeInteger(Number(value)) ? Number(value) : value;
      case "boolean":
        return value ? 1 : 0;
      case "string": {
        if (!INTEGER.test(value)) throw expectedNumber(field, value);
        const text = value.replaceAll("_", "").trim();
        const number = Number(text);
        return Number.isSafeInteger(number) ? number : BigInt(text.replace(/^\+/, ""));
      }
      default:
        throw expectedNumber(field, value);
    }
  },
  schema(field) {
    const range = RANGES[field.internalType];
    return range === undefined ? z.int() : z.int().min(range[0]).max(range[1]);
  },
};

/** Reads an integer column: what a `number` does not hold exactly throws. */
export function safeInteger(raw: unknown, field: Pick<FieldDescription, "model" | "name">): unknown {
  if (typeof raw !== "bigint") return raw;
  const number = Number(raw);
  if (Number.isSafeInteger(number)) return number;
  throw new UnsafeInteger(
    `${field.model}.${field.name} holds an integer outside of 2^53, which a number would round. ` +
      "Cast it to text in the query (Cast), or leave it out (defer, only, values).",
  );
}

// DatabaseOperations.integer_field_ranges, as far as a number holds them.
const RANGES: Readonly<Record<string, readonly [min: number, max: number]>> = {
  SmallIntegerField: [-32_768, 32_767],
  IntegerField: [-2_147_483_648, 2_147_483_647],
  PositiveSmallIntegerField: [0, 32_767],
  PositiveIntegerField: [0, 2_147_483_647],
  PositiveBigIntegerField: [0, Number.MAX_SAFE_INTEGER],
};
