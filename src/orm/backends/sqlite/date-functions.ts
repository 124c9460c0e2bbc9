import { parseDateTime } from "../../fields/datetime.ts";
import { instantOf, wallTime } from "../../../util/time-zone.ts";

type Value = string | number | bigint | null | Uint8Array;

/** A stored datetime on the clock of the zone that is asked for: `_sqlite_datetime_parse`. Null: it is none. */
interface Clock {
  /** The wall clock, read as if it were UTC. */
  readonly date: Date;
  readonly microseconds: number;
}

function clock(stored: Value, zone: Value, storedZone: Value): Clock | null {
  const parts = typeof stored === "string" ? parseDateTime(stored) : null;
  if (parts === null) return null;
  const moves = typeof zone === "string" && typeof storedZone === "string" && zone !== storedZone;
  const wall = moves ? wallTime(zone, instantOf(storedZone, parts.epoch)) : parts.epoch;
  return { date: new Date(wall), microseconds: parts.microseconds };
}

/** `django_date_extract` and `django_datetime_extract`. */
export function datetimeExtract(
  part: Value,
  stored: Value,
  zone: Value = null,
  storedZone: Value = null,
): number | null {
  const at = clock(stored, zone, storedZone);
  return at === null ? null : (EXTRACT[part as string]?.(at.date) ?? null);
}

const EXTRACT: Readonly<Record<string, (date: Date) => number>> = {
  year: (date) => date.getUTCFullYear(),
  iso_year: (date) => isoWeek(date).year,
  quarter: (date) => Math.ceil((date.getUTCMonth() + 1) / 3),
  month: (date) => date.getUTCMonth() + 1,
  week: (date) => isoWeek(date).week,
  // Sunday is 1, Saturday 7; ISO: Monday is 1, Sunday 7.
  week_day: (date) => date.getUTCDay() + 1,
  iso_week_day: (date) => date.getUTCDay() || 7,
  day: (date) => date.getUTCDate(),
  hour: (date) => date.getUTCHours(),
  minute: (date) => date.getUTCMinutes(),
  second: (date) => date.getUTCSeconds(),
};

/** ISO 8601: the week of a day is that of its Thursday. */
function isoWeek(date: Date): { year: number; week: number } {
  const thursday = new Date(date);
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  const day = (thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000;
  return { year, week: Math.floor(day / 7) + 1 };
}

/** `django_datetime_cast_date`. */
export function castDate(stored: Value, zone: Value, storedZone: Value): string | null {
  return clock(stored, zone, storedZone)?.date.toISOString().slice(0, 10) ?? null;
}

/** `django_datetime_cast_time`: "03:04:05", with six digits after the point when there are any. */
export function castTime(stored: Value, zone: Value, storedZone: Value): string | null {
  const at = clock(stored, zone, storedZone);
  if (at === null) return null;
  const micros = at.date.getUTCMilliseconds() * 1000 + at.microseconds;
  const time = at.date.toISOString().slice(11, 19);
  return micros === 0 ? time : `${time}.${String(micros).padStart(6, "0")}`;
}

/** `django_time_extract`. */
export function timeExtract(part: Value, stored: Value): number | null {
  const match = typeof stored === "string" ? /^(\d+):(\d+):(\d+)/.exec(stored) : null;
  const position = ["hour", "minute", "second"].indexOf(part as string);
  return match === null || position < 0 ? null : Number(match[position + 1]);
}

/** `django_date_trunc`, `django_datetime_trunc` and `django_time_trunc`: the beginning of the part. */
export function truncate(
  kind: "date" | "datetime" | "time",
  part: Value,
  stored: Value,
  zone: Value,
  storedZone: Value,
): string | null {
  const text =
    kind === "time" && typeof stored === "string" && !stored.includes("-") ? `2000-01-01 ${stored}` : stored;
  const at = clock(text, zone, storedZone);
  if (at === null) return null;
  const beginning = beginningOf(part as string, at.date).toISOString();
  if (kind === "date") return beginning.slice(0, 10);
  return kind === "time" ? beginning.slice(11, 19) : beginning.slice(0, 19).replace("T", " ");
}

function beginningOf(part: string, date: Date): Date {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const [hour, minute, second] = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  switch (part) {
    case "year":
      return utc(year, 0, 1);
    case "quarter":
      return utc(year, month - (month % 3), 1);
    case "month":
      return utc(year, month, 1);
    case "week":
      return utc(year, month, day - ((date.getUTCDay() + 6) % 7));
    case "day":
      return utc(year, month, day);
    case "hour":
      return utc(year, month, day, hour);
    case "minute":
      return utc(year, month, day, hour, minute);
    default:
      return utc(year, month, day, hour, minute, second);
  }
}

/** Years below 100 are those years. */
function utc(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour, minute, second, 0);
  return date;
}
