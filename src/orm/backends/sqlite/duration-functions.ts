import { parseDateTime } from "../../fields/datetime.ts";
import { naiveText } from "../../fields/datetime-field.ts";

type Value = string | number | bigint | null | Uint8Array;

/* Durations are microseconds in SQLite (`django/db/backends/sqlite3/_functions.py`). */

/** `django_format_dtdelta`: a stored datetime and a duration, either way round. */
export function addDuration(connector: Value, left: Value, right: Value): string | null {
  const [stored, duration] = typeof left === "string" ? [left, right] : [right, left];
  const at = microsecondsOf(stored);
  if (at === null || (typeof duration !== "number" && typeof duration !== "bigint")) return null;
  const moved = connector === "-" ? at - BigInt(duration) : at + BigInt(duration);
  const milliseconds = floorDivide(moved, 1000n);
  return naiveText(Number(milliseconds), Number(moved - milliseconds * 1000n)).replace("T", " ");
}

/** `django_timestamp_diff` */
export function timestampDifference(left: Value, right: Value): bigint | null {
  const [from, to] = [microsecondsOf(right), microsecondsOf(left)];
  return from === null || to === null ? null : to - from;
}

/** `django_time_diff` */
export function timeDifference(left: Value, right: Value): bigint | null {
  return timestampDifference(onOneDay(left), onOneDay(right));
}

function onOneDay(time: Value): Value {
  return typeof time === "string" ? `2000-01-01 ${time}` : time;
}

function microsecondsOf(stored: Value): bigint | null {
  const parts = typeof stored === "string" ? parseDateTime(stored) : null;
  return parts === null ? null : BigInt(parts.epoch) * 1000n + BigInt(parts.microseconds);
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor < 0n ? quotient - 1n : quotient;
}
