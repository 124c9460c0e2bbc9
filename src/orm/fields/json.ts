import { z } from "zod";
import type { FieldType } from "./field-type.ts";

/** JSONField: `unknown`, as it stands. */
export const json: FieldType = {
  prepare: (value) => value,
  // Any value that is there. Not z.json(): it is recursive, so schemas with one in them could not be compiled, and what comes as
  // JSON is JSON.
  schema: () => z.nonoptional(z.unknown()),
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

/** `JSONField.from_db_value`: what is inside may come as the database's own value, and text that is no JSON is a string of it. */
export function readJson(raw: unknown): unknown {
  if (typeof raw !== "string") return raw;
  try {
    return parseJson(raw);
  } catch {
    return raw;
  }
}

/** Writes a JSON column: a bigint, as `parseJson` reads one, is the integer that it was. */
export function writeJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error as Error).message.includes("BigInt")) throw error;
    return JSON.stringify(value, (_key, item: unknown) =>
      typeof item === "bigint" ? rawJson(item.toString()) : item,
    );
  }
}

/** `JSON.rawJSON`, which the compiler's library does not know yet. */
const { rawJSON: rawJson } = JSON as unknown as { readonly rawJSON: (text: string) => unknown };
