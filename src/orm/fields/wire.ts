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
type Read = (wire: WireValue) => unknown;
type Decoders = Record<keyof WireTags, Decode>;

/** What each tag of `manifest/wire.ts` is here: the same values that the database drivers give. */
const decodersFor = (read: Read): Decoders => ({
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
  tuple: (items: readonly WireValue[]) => items.map(read),
  set: (items: readonly WireValue[]) => items.map(read),
  dict: (pairs: WireTags["dict"]) =>
    Object.fromEntries(pairs.map(([key, value]) => [String(read(key)), read(value)])),
  instance: ({ values }: WireTags["instance"]) => record(values, read),
  range: ({ lower, upper, bounds, empty }: WireTags["range"]) =>
    empty ? Range.empty() : new Range(read(lower), read(upper), bounds as RangeBounds),
});

/** A reader of wire values that reads some tags in its own way, wherever they stand. */
export function wireReader(own: (read: Read) => Partial<Decoders> = () => ({})): Read {
  const read: Read = (wire) => {
    if (wire === null || typeof wire !== "object") return wire;
    if (Array.isArray(wire)) return wire.map(read);
    const { $: tag, v: payload } = wire as { readonly [key: string]: WireValue };
    if (typeof tag !== "string") return record(wire as { readonly [key: string]: WireValue }, read);
    const decode: Decode | undefined = Object.hasOwn(decoders, tag)
      ? decoders[tag as keyof WireTags]
      : undefined;
    if (decode === undefined) throw new WireError(`The wire value tag "${tag}" is not known.`);
    return decode(payload as never);
  };
  const decoders: Decoders = { ...decodersFor(read), ...own(read) };
  return read;
}

/** A value that Python answered, as the TypeScript value (DESIGN 8). */
export const fromWire: (wire: WireValue) => unknown = wireReader();

/** A column's value that Python answered: an integer that a number would round throws, as one from a driver does. */
export function fromWireColumn(wire: WireValue): unknown {
  const value = fromWire(wire);
  if (typeof value !== "bigint") return value;
  throw new UnsafeInteger("A column holds an integer outside of 2^53, which a number would round.");
}

function record(values: { readonly [key: string]: WireValue }, read: Read): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, read(value)]));
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
