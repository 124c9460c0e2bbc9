import { z } from "zod";
import type { FieldType } from "./field-type.ts";

/** JSONField: `unknown`, as it stands. */
export const json: FieldType = {
  prepare: (value) => value,
  schema: () => z.json(),
};

const LONG_INTEGER = /\d{16}/;

/** Reads a JSON column: an integer that a number would round is a bigint, as Python keeps it. */
export function parseJson(text: string): unknown {
  if (!LONG_INTEGER.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === "number" &&
    !Number.isSafeInteger(value) &&
    context?.source !== undefined &&
    /^-?\d+$/.test(context.source)
      ? BigInt(context.source)
      : value,
  );
}
