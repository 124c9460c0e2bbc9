// The three forms of django.utils.dateparse.parse_duration: Django's own, ISO 8601, PostgreSQL's.
const DJANGO =
  /^(?:(-?\d+) (?:days?, )?)?(-?)((?:(\d+):)(?=\d+:\d+))?(?:(\d+):)?(\d+)(?:[.,](\d{1,6})\d{0,6})?$/;
const ISO =
  /^([-+]?)P(?:([-+]?\d+(?:[.,]\d+)?)D)?(?:T(?:([-+]?\d+(?:[.,]\d+)?)H)?(?:([-+]?\d+(?:[.,]\d+)?)M)?(?:([-+]?\d+(?:[.,]\d+)?)S)?)?$/;
const POSTGRES =
  /^(?:(-?\d+) years? ?)?(?:(-?\d+) mons? ?)?(?:(-?\d+) (?:days? ?))?(?:([-+]?)(\d+):(\d\d):(\d\d)(?:\.(\d{1,6}))?)?$/;

const SECOND = 1_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

/** A duration's text in microseconds; null: it is none. */
export function parseDuration(text: string): bigint | null {
  return parseIso(text) ?? parseDjango(text) ?? parsePostgres(text);
}

/** `django.utils.duration.duration_iso_string`: "P1DT02H03M04.000005S". */
export function formatDuration(microseconds: bigint): string {
  const sign = microseconds < 0n ? "-" : "";
  const total = microseconds < 0n ? -microseconds : microseconds;
  const micros = total % SECOND;
  const fraction = micros === 0n ? "" : `.${micros.toString().padStart(6, "0")}`;
  const clock = `${twoDigits((total / HOUR) % 24n)}H${twoDigits((total / MINUTE) % 60n)}M${twoDigits((total / SECOND) % 60n)}`;
  return `${sign}P${total / DAY}DT${clock}${fraction}S`;
}

function parseIso(text: string): bigint | null {
  const match = ISO.exec(text);
  if (match === null || match.slice(2).every((part) => part === undefined)) return null;
  const [, sign, days, hours, minutes, seconds] = match;
  const total = scaled(days, DAY) + scaled(hours, HOUR) + scaled(minutes, MINUTE) + scaled(seconds, SECOND);
  return sign === "-" ? -total : total;
}

function parseDjango(text: string): bigint | null {
  const match = DJANGO.exec(text);
  if (match === null) return null;
  const [, days = "0", sign, , hours = "0", minutes = "0", seconds = "0", fraction = ""] = match;
  const clock =
    BigInt(hours) * HOUR +
    BigInt(minutes) * MINUTE +
    BigInt(seconds) * SECOND +
    BigInt(fraction.padEnd(6, "0"));
  return BigInt(days) * DAY + (sign === "-" ? -clock : clock);
}

// psycopg counts a month as 30 days and a year as 365.
function parsePostgres(text: string): bigint | null {
  const match = POSTGRES.exec(text);
  if (match === null || text.trim() === "") return null;
  const [, years = "0", months = "0", days = "0", sign, hours, minutes, seconds, fraction = ""] = match;
  const date = (BigInt(years) * 365n + BigInt(months) * 30n + BigInt(days)) * DAY;
  if (hours === undefined) return date;
  const clock =
    BigInt(hours) * HOUR +
    BigInt(minutes as string) * MINUTE +
    BigInt(seconds as string) * SECOND +
    BigInt(fraction.padEnd(6, "0"));
  return date + (sign === "-" ? -clock : clock);
}

function scaled(text: string | undefined, unit: bigint): bigint {
  if (text === undefined) return 0n;
  const [whole = "0", fraction = ""] = text.replace(",", ".").split(".");
  const negative = whole.startsWith("-");
  const part = fraction === "" ? 0n : (BigInt(fraction) * unit) / 10n ** BigInt(fraction.length);
  const size = BigInt(whole.replace(/^[-+]/, "")) * unit + part;
  return negative ? -size : size;
}

function twoDigits(value: bigint): string {
  return value.toString().padStart(2, "0");
}
