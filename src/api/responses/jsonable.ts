import { ResponseNotSerializable } from "../../errors/api.ts";
import { isEvaluable } from "../../orm/evaluable.ts";
import type { Rows } from "./rows.ts";

/**
 * A value as `JSON.stringify` takes it: FastAPI's `jsonable_encoder`. QuerySets become their rows, sets and
 * iterables arrays, maps objects, bytes base64, big integers numbers; what has a `toJSON` keeps it. What is JSON
 * already is handed back, not copied.
 *
 * @throws ResponseNotSerializable for functions, symbols and circles.
 */
export function jsonable(value: unknown, rows: Rows, ancestors: readonly object[] = []): unknown {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
    case "undefined":
      return value;
    case "bigint":
      return jsonBigInt(value);
    case "object":
      return value === null ? null : jsonableObject(value, rows, ancestors);
    default:
      throw new ResponseNotSerializable(`A ${typeof value} was returned, which has no JSON form`);
  }
}

/** A big integer as a JSON number, all of its digits. */
export function jsonBigInt(value: bigint): unknown {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : rawJson(String(value));
}

/** ES2024's JSON.rawJSON, which TypeScript's library does not know yet. */
const { rawJSON: rawJson } = JSON as unknown as { rawJSON(text: string): unknown };

function jsonableObject(value: object, rows: Rows, ancestors: readonly object[]): unknown {
  if (Array.isArray(value)) return jsonableArray(value, rows, enter(value, ancestors));
  if (isEvaluable(value)) return jsonableArray(rows.of(value), rows, ancestors);
  // Before toJSON: Buffer has one, of another form.
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  if (typeof (value as { toJSON?: unknown }).toJSON === "function") return value;
  if (value instanceof Map) return jsonableRecord(Object.fromEntries(value), rows, enter(value, ancestors));
  if (Symbol.iterator in value)
    return jsonableArray([...(value as Iterable<unknown>)], rows, enter(value, ancestors));
  return jsonableRecord(value as Record<string, unknown>, rows, enter(value, ancestors));
}

function enter(value: object, ancestors: readonly object[]): readonly object[] {
  if (ancestors.includes(value))
    throw new ResponseNotSerializable("An object that holds itself was returned");
  return [...ancestors, value];
}

function jsonableArray(
  values: readonly unknown[],
  rows: Rows,
  ancestors: readonly object[],
): readonly unknown[] {
  let copy: unknown[] | null = null;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    const encoded = jsonable(value, rows, ancestors);
    if (encoded === value && copy === null) continue;
    copy ??= values.slice(0, index);
    copy.push(encoded);
  }
  return copy ?? values;
}

function jsonableRecord(
  record: Readonly<Record<string, unknown>>,
  rows: Rows,
  ancestors: readonly object[],
): Readonly<Record<string, unknown>> {
  let copy: Record<string, unknown> | null = null;
  for (const key of Object.keys(record)) {
    const value = record[key];
    const encoded = jsonable(value, rows, ancestors);
    if (encoded === value) continue;
    copy ??= { ...record };
    copy[key] = encoded;
  }
  return copy ?? record;
}
