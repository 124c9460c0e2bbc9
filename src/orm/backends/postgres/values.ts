import { InvalidFieldValue } from "../../../errors/field-value.ts";
import { DateTime } from "../../fields/datetime.ts";
import { parseDuration } from "../../fields/duration-text.ts";
import { safeInteger } from "../../fields/integer.ts";
import { parseJson, writeJson } from "../../fields/json.ts";
import { Range } from "../../fields/range.ts";
import type { Dialect } from "../backend.ts";
import { parseHstore } from "./text-formats.ts";

/**
 * Values on their way to PostgreSQL: nearly all are text that it understands. On the way back the driver reads them by
 * their PostgreSQL type (`types.ts`), so that only types without a fixed number need the field.
 */
export const postgresValues: Pick<Dialect, "toDriver" | "fromDriver"> = {
  toDriver(value, field) {
    if (value === null || value === undefined) return null;
    switch (field?.internalType) {
      case "JSONField":
        return writeJson(value);
      case "DurationField":
        return durationText(value);
      case "HStoreField":
        return typeof value === "object" ? hstoreText(value) : value;
      default:
        return driverValue(value);
    }
  },

  fromDriver(field) {
    switch (field.internalType) {
      case "HStoreField":
        return (raw) => (typeof raw === "string" ? parseHstore(raw) : raw);
      case "JSONField":
        return (raw) => (typeof raw === "string" ? parseJson(raw) : raw);
      case "BigIntegerField":
      case "PositiveBigIntegerField":
      case "BigAutoField":
        return (raw) => safeInteger(raw, field);
      default:
        return null;
    }
  },
};

function driverValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null)
    return typeof value === "bigint" ? value.toString() : value;
  if (value instanceof Date) return dateTimeText(value);
  // A list: `= ANY($1)`, an array column. The driver writes the literal, its elements are ours.
  if (Array.isArray(value)) return value.map(driverValue);
  if (value instanceof Range) return rangeText(value);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  throw new InvalidFieldValue(`PostgreSQL has no type for a ${value.constructor?.name ?? "value"}.`, value);
}

function dateTimeText(value: Date): string {
  return (DateTime.from(value) as DateTime).toISOString().replace("Z", "+00:00");
}

/** Days apart from the clock, as psycopg sends a timedelta. */
function durationText(value: unknown): unknown {
  const microseconds = typeof value === "string" ? parseDuration(value) : null;
  if (microseconds === null) return value;
  const day = 86_400_000_000n;
  return `${microseconds / day} days ${microseconds % day} microseconds`;
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

function rangeText({ lower, upper, bounds, empty }: Range<unknown>): string {
  if (empty) return "empty";
  return `${bounds[0]}${rangeBound(lower)},${rangeBound(upper)}${bounds[1]}`;
}

function rangeBound(value: unknown): string {
  return value === null ? "" : quoted(String(driverValue(value)));
}

function hstoreText(value: object): string {
  return Object.entries(value)
    .map(([key, item]) => `${quoted(key)}=>${item === null ? "NULL" : quoted(String(item))}`)
    .join(",");
}
