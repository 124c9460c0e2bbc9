import { decodeFailure, type DecodeFailure } from "./failure.ts";

const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt _](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([Zz]|[+-]\d{2}:?\d{2})?)?$/;
/** pydantic's watershed between seconds and milliseconds. */
const LARGEST_SECONDS = 2e10;

/** A Date from text, for `z.date()`: ISO 8601 (without an offset: UTC) or a Unix time, as pydantic reads datetimes. */
export function decodeDate(text: string): Date | DecodeFailure {
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) {
    const number = Number(text);
    return new Date(Math.abs(number) > LARGEST_SECONDS ? number : number * 1000);
  }
  const match = DATE_TIME.exec(text);
  if (match === null)
    return failure(text, text.length < 10 ? "input is too short" : "invalid character in date or time");
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "0", offset = "Z"] = match;
  const problem = outOfRange(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  if (problem !== null) return failure(text, problem);
  const zone = /^[Zz]$/.test(offset)
    ? "Z"
    : offset.length === 5
      ? `${offset.slice(0, 3)}:${offset.slice(3)}`
      : offset;
  return new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, "0").slice(0, 3)}${zone}`,
  );
}

/** What is wrong with a calendar date and time, in the words of pydantic's parser; null: nothing. */
export function outOfRange(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
): string | null {
  if (month < 1 || month > 12) return "month value is outside expected range of 1-12";
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate())
    return "day value is outside expected range";
  if (hour > 23) return "hour value is outside expected range of 0-23";
  if (minute > 59) return "minute value is outside expected range of 0-59";
  if (second > 59) return "second value is outside expected range of 0-59";
  return null;
}

function failure(text: string, error: string): DecodeFailure {
  return decodeFailure(
    "datetime_from_date_parsing",
    `Input should be a valid datetime or date, ${error}`,
    text,
    { error },
  );
}
