const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const TIME = String.raw`(?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})`;
/** RFC 9110 section 5.6.7: IMF-fixdate, RFC 850, asctime. */
const FORMS = [
  new RegExp(String.raw`^\w{3}, (?<day>\d{2}) (?<month>\w{3}) (?<year>\d{4}) ${TIME} GMT$`),
  new RegExp(String.raw`^\w{6,9}, (?<day>\d{2})-(?<month>\w{3})-(?<year>\d{2}) ${TIME} GMT$`),
  new RegExp(String.raw`^\w{3} (?<month>\w{3}) (?<day>[ \d]\d) ${TIME} (?<year>\d{4})$`),
];

/**
 * A date of an HTTP header in seconds since the epoch; null for none and for what is no such date, as
 * `django.utils.http.parse_http_date_safe` has it. (`Date.parse` takes much more.)
 */
export function parseHttpDate(header: string | string[] | undefined): number | null {
  if (typeof header !== "string") return null;
  const parts = FORMS.map((form) => form.exec(header)).find((match) => match !== null)?.groups;
  if (parts === undefined) return null;
  const number = (name: string): number => Number(parts[name]);
  const month = MONTHS.indexOf(parts["month"]?.toLowerCase() ?? "");
  const day = number("day");
  const [hour, minute, second] = [number("hour"), number("minute"), number("second")];
  const date = new Date(0);
  date.setUTCFullYear(wholeYear(number("year")), month, day);
  // A day that its month does not have has become one of the next.
  if (month === -1 || date.getUTCMonth() !== month || date.getUTCDate() !== day) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
}

/** Of two digits: the nearest such year that is not more than 50 years ahead. */
function wholeYear(year: number): number {
  if (year >= 100) return year;
  const now = new Date().getUTCFullYear();
  const century = now - (now % 100);
  return year - (now % 100) > 50 ? century - 100 + year : century + year;
}
