import { DateTime, parseDateTime } from "../../fields/datetime.ts";
import { naiveText } from "../../fields/datetime-field.ts";
import { formatDuration, parseDuration } from "../../fields/duration-text.ts";
import { parseJson } from "../../fields/json.ts";
import { timeText } from "../../fields/time.ts";
import { parseArray, parseRange } from "./text-formats.ts";

type Parse = (text: string) => unknown;

const text: Parse = (raw) => raw;
const float: Parse = (raw) => Number(raw);

/** An integer outside of 2^53 stays a bigint: its field says what becomes of it. */
const bigint: Parse = (raw) => {
  const number = Number(raw);
  return Number.isSafeInteger(number) ? number : BigInt(raw);
};

const bytes: Parse = (raw) => new Uint8Array(Buffer.from(raw.slice(2), "hex"));

const duration: Parse = (raw) => {
  const microseconds = parseDuration(raw);
  return microseconds === null ? raw : formatDuration(microseconds);
};

/** "2026-01-02 03:04:05.678901+00"; "infinity" and years that Python lacks stay text. */
function timestamptz(useTz: boolean): Parse {
  return (raw) => {
    const parts = parseDateTime(raw);
    if (parts === null) return raw;
    const { epoch, microseconds, offset } = parts;
    // Without USE_TZ the session's zone is TIME_ZONE, and the wall clock is the value.
    return useTz
      ? new DateTime(epoch - (offset ?? 0) * 60_000, microseconds)
      : naiveText(epoch, microseconds);
  };
}

const timestamp: Parse = (raw) => {
  const parts = parseDateTime(raw);
  return parts === null ? raw : naiveText(parts.epoch, parts.microseconds);
};

/**
 * How the text of each PostgreSQL type becomes the TypeScript value (DESIGN 8), by type number (pg_type.oid): what
 * is missing stays text, as enums and add-ons' types do.
 */
export function typeParsers(useTz: boolean): ReadonlyMap<number, Parse> {
  const dateTime = timestamptz(useTz);
  const scalars: readonly (readonly [oid: number, arrayOid: number, parse: Parse])[] = [
    [16, 1000, (raw) => raw === "t"], // bool
    [17, 1001, bytes], // bytea
    [20, 1016, bigint], // int8
    [21, 1005, float], // int2
    [23, 1007, float], // int4
    [26, 1028, float], // oid
    [25, 1009, text], // text
    [1042, 1014, text], // bpchar
    [1043, 1015, text], // varchar
    [19, 1003, text], // name
    [700, 1021, float], // float4
    [701, 1022, float], // float8
    [1700, 1231, text], // numeric
    [1082, 1182, text], // date
    [1083, 1183, (raw) => timeText(raw) ?? raw], // time
    [1114, 1115, timestamp], // timestamp
    [1184, 1185, dateTime], // timestamptz
    [1186, 1187, duration], // interval
    [2950, 2951, text], // uuid
    [869, 1041, (raw) => raw], // inet
  ];
  const ranges: readonly (readonly [oid: number, arrayOid: number, parse: Parse])[] = [
    [3904, 3905, (raw) => parseRange(raw, float)], // int4range
    [3926, 3927, (raw) => parseRange(raw, bigint)], // int8range
    [3906, 3907, (raw) => parseRange(raw, text)], // numrange
    [3912, 3913, (raw) => parseRange(raw, text)], // daterange
    [3908, 3909, (raw) => parseRange(raw, timestamp)], // tsrange
    [3910, 3911, (raw) => parseRange(raw, dateTime)], // tstzrange
  ];
  const parsers = new Map<number, Parse>();
  // One JSON value stays text: its field reads it, so that a save can see what was changed in the object that it gave.
  for (const arrayOid of [199, 3807]) parsers.set(arrayOid, (raw) => parseArray(raw, parseJson));
  for (const [oid, arrayOid, parse] of [...scalars, ...ranges]) {
    if (parse !== text) parsers.set(oid, parse);
    parsers.set(arrayOid, (raw) => parseArray(raw, parse));
  }
  return parsers;
}
