import type { Schema } from "../parameters/argument.ts";
import { wrappedSchema, type KnownSchema } from "../schemas/kind.ts";
import { decodeDate } from "./date.ts";
import { DecodeFailure } from "./failure.ts";
import { MAX_DIGITS } from "./number.ts";

/** A JSON value in, with what JSON cannot hold (dates, big integers, sets, maps, bytes) put in where a schema wants it. */
export type JsonDecoder = (value: unknown) => unknown;

/**
 * How a JSON body becomes what a schema takes; null where that is the body itself. Text that cannot be decoded is
 * left for the schema to refuse.
 */
export function compileJsonDecoder(schema: Schema, seen = new Map<Schema, Pending>()): JsonDecoder | null {
  const known = seen.get(schema);
  if (known !== undefined) return (value) => (known.decoder === null ? value : known.decoder(value));
  const pending: Pending = { decoder: null };
  seen.set(schema, pending);
  pending.decoder = decoderOf(schema as KnownSchema, (inner) => compileJsonDecoder(inner, seen));
  seen.delete(schema);
  return pending.decoder;
}

/** A schema that is being compiled: one that holds itself finds its decoder here. */
interface Pending {
  decoder: JsonDecoder | null;
}

type Compile = (schema: Schema) => JsonDecoder | null;

function decoderOf(schema: KnownSchema, compile: Compile): JsonDecoder | null {
  const { def } = schema._zod;
  const inside = wrappedSchema(schema);
  if (inside !== null) return compile(inside);
  switch (def.type) {
    case "date":
      return onText(decodeDate);
    case "bigint":
      return (value) => (isIntegerLike(value) ? BigInt(value) : value);
    case "set": {
      const element = compile(def.valueType);
      return (value) =>
        Array.isArray(value) ? new Set(element === null ? value : value.map(element)) : value;
    }
    case "map":
      return mapDecoder(compile(def.keyType), compile(def.valueType));
    case "array": {
      const element = compile(def.element);
      return element && ((value) => (Array.isArray(value) ? value.map(element) : value));
    }
    case "tuple": {
      const items = def.items.map(compile);
      const rest = def.rest === null ? null : compile(def.rest);
      if (rest === null && items.every((item) => item === null)) return null;
      return (value) =>
        Array.isArray(value) ? value.map((item, index) => (items[index] ?? rest ?? asItIs)(item)) : value;
    }
    case "object":
      return objectDecoder(Object.entries(def.shape).map(([key, inner]) => [key, compile(inner)] as const));
    case "record": {
      const value = compile(def.valueType);
      return value && ((record) => (isObject(record) ? mapValues(record, value) : record));
    }
    case "union": {
      const options = def.options.map(compile).filter((option) => option !== null);
      // Each decoder leaves alone what is not its own, so that they can follow one another.
      return options.length === 0
        ? null
        : (value) => options.reduce((current, option) => option(current), value);
    }
    case "intersection": {
      const [left, right] = [compile(def.left), compile(def.right)];
      return left === null || right === null ? (left ?? right) : (value) => right(left(value));
    }
    case "lazy":
      return compile(def.getter());
    case "pipe":
      return compile(def.in);
    default:
      return null;
  }
}

const asItIs: JsonDecoder = (value) => value;

function onText(decode: (text: string) => unknown): JsonDecoder {
  return (value) => {
    if (typeof value !== "string") return value;
    const decoded = decode(value);
    return decoded instanceof DecodeFailure ? value : decoded;
  };
}

function objectDecoder(fields: readonly (readonly [string, JsonDecoder | null])[]): JsonDecoder | null {
  const decoded = fields.filter((field): field is [string, JsonDecoder] => field[1] !== null);
  if (decoded.length === 0) return null;
  return (value) => {
    if (!isObject(value)) return value;
    const copy: Record<string, unknown> = { ...value };
    for (const [key, decode] of decoded) if (Object.hasOwn(copy, key)) copy[key] = decode(copy[key]);
    return copy;
  };
}

/** A map travels as an object, or as an array of pairs where its keys are no text. */
function mapDecoder(key: JsonDecoder | null, value: JsonDecoder | null): JsonDecoder {
  const decodeEntry = ([entryKey, entryValue]: readonly unknown[]): [unknown, unknown] => [
    key === null ? entryKey : key(entryKey),
    value === null ? entryValue : value(entryValue),
  ];
  return (input) => {
    if (Array.isArray(input) && input.every(Array.isArray)) return new Map(input.map(decodeEntry));
    return isObject(input) ? new Map(Object.entries(input).map(decodeEntry)) : input;
  };
}

function mapValues(record: Record<string, unknown>, decode: JsonDecoder): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, decode(value)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isIntegerLike(value: unknown): value is number | string {
  if (typeof value === "string") return value.length <= MAX_DIGITS && /^-?\d+$/.test(value);
  return Number.isSafeInteger(value);
}
