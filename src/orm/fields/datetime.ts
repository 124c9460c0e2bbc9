import { inspect } from "node:util";
import type { InspectOptionsStylized } from "node:util";

/**
 * A point in time with Django's microseconds. JavaScript's `Date` ends at milliseconds; this one keeps what
 * PostgreSQL and Python have through reading, filtering, writing and JSON. It is a `Date` everywhere else.
 */
export class DateTime extends Date {
  readonly #microseconds: number;

  constructor(epochMilliseconds: number, microseconds = 0) {
    super(epochMilliseconds);
    this.#microseconds = microseconds;
  }

  /** Microseconds beyond the millisecond, 0 to 999. */
  get microseconds(): number {
    return this.#microseconds;
  }

  /** The same instant as a `Date`, or as ISO 8601 text with an offset. Null: the text is no instant. */
  static from(value: Date | string): DateTime | null {
    if (value instanceof DateTime) return value;
    if (value instanceof Date) return new DateTime(value.getTime());
    const parts = parseDateTime(value);
    if (parts === null || parts.offset === null) return null;
    return new DateTime(parts.epoch - parts.offset * 60_000, parts.microseconds);
  }

  /** Negative, zero or positive: microseconds count, which `<` and `>` on dates do not see. */
  compareTo(other: Date): number {
    const difference = this.getTime() - other.getTime();
    return difference === 0 ? this.microseconds - microsecondsOf(other) : difference;
  }

  /** "2026-01-02T03:04:05.678901Z"; three digits when there are no microseconds, as `Date` has it. */
  override toISOString(): string {
    const text = super.toISOString();
    return this.microseconds === 0 ? text : `${text.slice(0, -1)}${pad3(this.microseconds)}Z`;
  }

  /** In the console: as a date, to the microsecond. */
  [inspect.custom](_depth: number, { stylize }: InspectOptionsStylized): string {
    return stylize(Number.isNaN(this.getTime()) ? "Invalid Date" : this.toISOString(), "date");
  }

  /** As FastAPI writes a datetime: no fraction when it is zero, else six digits. */
  override toJSON(): string {
    const text = super.toISOString();
    if (this.microseconds === 0 && text.endsWith(".000Z")) return `${text.slice(0, -5)}Z`;
    return `${text.slice(0, -1)}${pad3(this.microseconds)}Z`;
  }
}

/** What a date has beyond its milliseconds. */
export function microsecondsOf(value: Date): number {
  return value instanceof DateTime ? value.microseconds : 0;
}

export interface DateTimeParts {
  /** Milliseconds of the wall clock read as if it were UTC. */
  readonly epoch: number;
  /** Beyond the millisecond, 0 to 999. */
  readonly microseconds: number;
  /** Minutes east of UTC; null: the text names none. */
  readonly offset: number | null;
}

// Django's `django.utils.dateparse.datetime_re`, with the date alone allowed as `DateTimeField.to_python` does.
const DATETIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?\s*(Z|[+-]\d{2}(?::?\d{2}(?::\d{2})?)?)?)?$/i;

/** Reads ISO 8601 as Django does; null: it is none, or the day does not exist. */
export function parseDateTime(text: string): DateTimeParts | null {
  return parseStored(text) ?? parseAny(text);
}

const STORED_MARKS = [
  [4, "-"],
  [7, "-"],
  [10, " "],
  [13, ":"],
  [16, ":"],
  [19, "."],
] as const;

/**
 * "2026-01-02 03:04:05", ".678901" behind it or not, "+00" or not: what databases send, of which a page of rows has hundreds.
 * Null: another form, or a day that must be looked at more closely.
 */
function parseStored(text: string): DateTimeParts | null {
  const end = text.endsWith("+00") ? text.length - 3 : text.length;
  if (end !== 26 && end !== 19) return null;
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  const [hour, minute, second] = [digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19)];
  const micros = end === 26 ? digits(text, 20, 26) : 0;
  // NaN, which a wrong character makes, is in no range.
  const plain =
    year > 99 && month > 0 && month < 13 && day > 0 && day < 29 && hour < 24 && minute < 60 && second < 60;
  if (!plain || !(micros >= 0) || !STORED_MARKS.every(([at, mark]) => at >= end || text[at] === mark))
    return null;
  return {
    epoch: Date.UTC(year, month - 1, day, hour, minute, second) + Math.trunc(micros / 1000),
    microseconds: micros % 1000,
    offset: end === text.length ? null : 0,
  };
}

function digits(text: string, start: number, end: number): number {
  let value = 0;
  for (let position = start; position < end; position += 1) {
    const digit = text.charCodeAt(position) - 48;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN;
  }
  return value;
}

function parseAny(text: string): DateTimeParts | null {
  const match = DATETIME.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone] = match;
  const [h, mi, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 23 || mi > 59 || s > 59) return null;
  const epoch = dayEpoch(Number(year), Number(month), Number(day));
  if (epoch === null) return null;
  const micros = Number(fraction.padEnd(6, "0"));
  return {
    epoch: epoch + h * 3_600_000 + mi * 60_000 + s * 1000 + Math.trunc(micros / 1000),
    microseconds: micros % 1000,
    offset: zone === undefined ? null : offsetMinutes(zone),
  };
}

/** Midnight UTC of a day in milliseconds; null: there is no such day. */
export function dayEpoch(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 0 ? date.getTime() : null;
}

function offsetMinutes(zone: string): number {
  if (zone === "Z" || zone === "z") return 0;
  const digits = zone.slice(1).replaceAll(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4) || "0");
  return zone.startsWith("-") ? -minutes : minutes;
}

function pad3(value: number): string {
  return String(value).padStart(3, "0");
}
