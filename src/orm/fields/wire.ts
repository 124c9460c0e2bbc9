import { UnsafeInteger } from "../../errors/field-value.ts";
import { WireError } from "../../errors/query.ts";
import type { WireTags, WireValue } from "../../manifest/wire.ts";
import { naiveText } from "./datetime-field.ts";
import { DateTime, parseDateTime } from "./datetime.ts";
import { formatDecimal, parseDecimal } from "./decimal-text.ts";
import { Range } from "./range.ts";
import type { RangeBounds } from "./range.ts";
import { timeText } from "./time.ts";

type Decode = (payload: never) => unknown;

/** What each tag of `manifest/wire.ts` is here: the same values that the database drivers give. */
const DECODERS = {
  decimal: decimalText,
  datetime: dateTime,
  date: (text: string) => text,
  time: (text: string) => timeText(text) ?? text,
  duration: (text: string) => text,
  uuid: (text: string) => text,
  bytes: (text: string) => new Uint8Array(Buffer.from(text, "base64")),
  // Inside JSON it stays one; as a column's value it is refused (`fromWireColumn`).
  int: (text: string) => BigInt(text),
  float: (text: string) =>
    text === "nan" ? Number.NaN : text === "inf" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY,
  tuple: (items: readonly WireValue[]) => items.map(fromWire),
  set: (items: readonly WireValue[]) => items.map(fromWire),
  dict: (pairs: WireTags["dict"]) =>
    Object.fromEntries(pairs.map(([key, value]) => [String(fromWire(key)), fromWire(value)])),
  instance: ({ values }: WireTags["instance"]) => record(values),
  range: ({ lower, upper, bounds, empty }: WireTags["range"]) =>
    empty ? Range.empty() : new Range(fromWire(lower), fromWire(upper), bounds as RangeBounds),
} satisfies Record<keyof WireTags, Decode>;

/** A value that Python answered, as the TypeScript value (DESIGN 8). */
export function fromWire(wire: WireValue): unknown {
  if (wire === null || typeof wire !== "object") return wire;
  if (Array.isArray(wire)) return wire.map(fromWire);
  const { $: tag, v: payload } = wire as { readonly [key: string]: WireValue };
  if (typeof tag !== "string") return record(wire as { readonly [key: string]: WireValue });
  const decode: Decode | undefined = Object.hasOwn(DECODERS, tag)
    ? DECODERS[tag as keyof WireTags]
    : undefined;
  if (decode === undefined) throw new WireError(`The wire value tag "${tag}" is not known.`);
  return decode(payload as never);
}

/** A column's value that Python answered: an integer that a number would round throws, as one from a driver does. */
export function fromWireColumn(wire: WireValue): unknown {
  const value = fromWire(wire);
  if (typeof value !== "bigint") return value;
  throw new UnsafeInteger("A column holds an integer outside of 2^53, which a number would round.");
}

function record(values: { readonly [key: string]: WireValue }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fromWire(value)]));
}

/** Python may write an exponent ("0E-10"). */
function decimalText(text: string): string {
  const value = /e/i.test(text) ? parseDecimal(text) : null;
  return value === null ? text : formatDecimal(value);
}

function dateTime(text: string): DateTime | string {
  const parts = parseDateTime(text);
  if (parts === null) return text;
  const { epoch, microseconds, offset } = parts;
  return offset === null
    ? naiveText(epoch, microseconds)
    : new DateTime(epoch - offset * 60_000, microseconds);
}
