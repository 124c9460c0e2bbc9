import { ResponseNotSerializable } from "../../errors/api.ts";
import { evaluableOf } from "../../orm/evaluable.ts";
import type { Rows } from "./rows.ts";

/** Deeper than any data, and than what a request may bring: an object that holds itself. */
const MAX_DEPTH = 1000;

/**
 * A value as `JSON.stringify` takes it: FastAPI's `jsonable_encoder`. QuerySets become their rows, sets and
 * iterables arrays, maps objects, bytes base64, big integers numbers; what has a `toJSON` keeps it. What is JSON
 * already is handed back, not copied.
 *
 * @throws ResponseNotSerializable for functions, symbols and circles.
 */
export function jsonable(value: unknown, rows: Rows, depth = 0): unknown {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
    case "undefined":
      return value;
    case "bigint":
      return jsonBigInt(value);
    case "object":
      return value === null ? null : jsonableObject(value, rows, depth + 1);
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

function jsonableObject(value: object, rows: Rows, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new ResponseNotSerializable("An object that holds itself was returned");
  if (Array.isArray(value)) return jsonableArray(value, rows, depth);
  const source = evaluableOf(value);
  if (source !== null) return jsonableArray(rows.of(source), rows, depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  const plain = prototype === Object.prototype || prototype === null;
  return plain && !("toJSON" in value)
    ? jsonableRecord(value as Record<string, unknown>, rows, depth)
    : jsonableInstance(value, rows, depth);
}

function jsonableInstance(value: object, rows: Rows, depth: number): unknown {
  // Before toJSON: Buffer has one, of another form.
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  if (typeof (value as { toJSON?: unknown }).toJSON === "function") return value;
  if (value instanceof Map) return jsonableRecord(Object.fromEntries(value), rows, depth);
  if (Symbol.iterator in value) return jsonableArray([...(value as Iterable<unknown>)], rows, depth);
  return jsonableRecord({ ...value }, rows, depth);
}

/** Most values in data are text and numbers: told apart here, without a call for each. */
function isScalar(value: unknown): boolean {
  return (
    typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null
  );
}

function jsonableArray(values: readonly unknown[], rows: Rows, depth: number): readonly unknown[] {
  let copy: unknown[] | null = null;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (isScalar(value)) continue;
    const encoded = jsonable(value, rows, depth);
    if (encoded !== value) (copy ??= [...values])[index] = encoded;
  }
  return copy ?? values;
}

/** A plain object: what `for in` finds is its own. */
function jsonableRecord(
  record: Readonly<Record<string, unknown>>,
  rows: Rows,
  depth: number,
): Readonly<Record<string, unknown>> {
  let copy: Record<string, unknown> | null = null;
  for (const key in record) {
    const value = record[key];
    if (isScalar(value)) continue;
    const encoded = jsonable(value, rows, depth);
    if (encoded !== value) (copy ??= { ...record })[key] = encoded;
  }
  return copy ?? record;
}
