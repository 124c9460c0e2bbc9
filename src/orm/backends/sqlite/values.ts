import { InvalidFieldValue } from "../../../errors/field-value.ts";
import type { FieldDescription } from "../../../manifest/schema.ts";
import { pythonJson } from "../../../util/python-json.ts";
import { instantOf, wallTime } from "../../../util/time-zone.ts";
import { DateTime, microsecondsOf, parseDateTime } from "../../fields/datetime.ts";
import { naiveText } from "../../fields/datetime-field.ts";
import { decimalOfFloat, formatDecimal, quantize, toPrecision } from "../../fields/decimal-text.ts";
import { toScale } from "../../fields/decimal.ts";
import { formatDuration, parseDuration } from "../../fields/duration-text.ts";
import { safeInteger } from "../../fields/integer.ts";
import { readJson } from "../../fields/json.ts";
import { uuidText } from "../../fields/uuid.ts";
import type { Dialect } from "../backend.ts";

/** Where naive datetimes of the file are. */
interface SqliteZone {
  /** `connection.timezone`: DATABASES' TIME_ZONE, UTC without one. */
  readonly timeZone: string;
  readonly useTz: boolean;
}

/** How SQLite stores what it has no type for, as Django's backend does (`django.db.backends.sqlite3`). */
export function sqliteValues(options: SqliteZone): Pick<Dialect, "toDriver" | "fromDriver" | "fromDeclared"> {
  const encoders: Readonly<Record<string, (value: never, field: FieldDescription) => unknown>> = {
    DecimalField: (value: string, field) => toScale(value, field),
    DurationField: (value: string) => parseDuration(value),
    UUIDField: (value: string) => value.replaceAll("-", ""),
    JSONField: pythonJson,
  };
  const decodeDateTime = dateTimeDecoder(options);

  return {
    toDriver(value, field) {
      if (value === null || value === undefined) return null;
      const encode = field === null ? undefined : encoders[field.internalType];
      if (encode !== undefined) return encode(value as never, field as FieldDescription);
      if (value instanceof Date) return dateTimeText(value, options.timeZone);
      switch (typeof value) {
        case "boolean":
          return value ? 1 : 0;
        case "string":
          return field?.internalType === "DateTimeField" ? value.replace("T", " ") : value;
        case "number":
        case "bigint":
          return value;
        default:
          if (value instanceof Uint8Array) return value;
          throw new InvalidFieldValue(
            `SQLite has no type for a ${value.constructor?.name ?? "value"}.`,
            value,
          );
      }
    },

    // Of the types that Django's tables declare, those whose values are not the ones that SQLite keeps.
    fromDeclared: (type) => (type === "bool" ? truth : type === "datetime" ? decodeDateTime : null),

    fromDriver(field) {
      switch (field.internalType) {
        case "BooleanField":
        case "NullBooleanField":
          return truth;
        case "DecimalField":
          return decimalDecoder(field);
        case "DateTimeField":
          return decodeDateTime;
        case "TimeField":
          return (raw) => (raw === null ? null : String(raw).replace(/\.0+$/, ""));
        case "DurationField":
          return (raw) =>
            typeof raw === "bigint"
              ? formatDuration(raw)
              : // An average has a fraction.
                typeof raw === "number"
                ? formatDuration(BigInt(Math.round(raw)))
                : raw;
        case "UUIDField":
          return (raw) => (typeof raw === "string" && raw.length === 32 ? uuidText(raw) : raw);
        case "JSONField":
          return readJson;
        default:
          return field.internalType.endsWith("IntegerField") || field.internalType.endsWith("AutoField")
            ? (raw) => safeInteger(raw, field)
            : null;
      }
    },
  };
}

/** A table may hold other numbers; Django gives those as they are. */
function truth(raw: unknown): unknown {
  return raw === 1 ? true : raw === 0 ? false : raw;
}

/** `adapt_datetimefield_value`: "2026-01-02 03:04:05.678901" on the connection's clock. */
function dateTimeText(value: Date, timeZone: string): string {
  return naiveText(wallTime(timeZone, value.getTime()), microsecondsOf(value)).replace("T", " ");
}

function dateTimeDecoder(options: SqliteZone): (raw: unknown) => unknown {
  return (raw) => {
    if (typeof raw !== "string") return raw;
    const parts = parseDateTime(raw);
    if (parts === null) return raw;
    const { epoch, microseconds, offset } = parts;
    if (!options.useTz) return naiveText(epoch, microseconds);
    const instant = offset === null ? instantOf(options.timeZone, epoch) : epoch - offset * 60_000;
    return new DateTime(instant, microseconds);
  };
}

/**
 * `get_decimalfield_converter`: SQLite keeps decimals as floats; 15 digits of one are exact, then the field's scale.
 */
function decimalDecoder({ decimalPlaces }: FieldDescription): (raw: unknown) => unknown {
  return (raw) => {
    if (typeof raw === "bigint" || typeof raw === "string") return raw.toString();
    if (typeof raw !== "number") return raw;
    if (decimalPlaces !== null) {
      const text = raw.toFixed(decimalPlaces);
      // Fewer than 15 digits that give the same float again are the ones that were written.
      if (text.length < 15 && Number(text) === raw) return text;
    }
    if (!Number.isFinite(raw)) return String(raw);
    const value = toPrecision(decimalOfFloat(raw), 15);
    return formatDecimal(decimalPlaces === null ? value : quantize(value, decimalPlaces));
  };
}
