import { outOfRange } from "../decoding/date.ts";
import type { RawIssue } from "../schemas/parser.ts";
import type { Description } from "./description.ts";

type FormatIssue = Extract<RawIssue, { code: "invalid_format" }>;

/** A string of the wrong format, by the type that pydantic would check it with. */
export function describeFormat(issue: FormatIssue, input: unknown): Description {
  const text = typeof input === "string" ? input : "";
  const describe = FORMATS[issue.format];
  if (describe !== undefined) return describe(text);
  const pattern = patternOf(issue);
  if (pattern !== null)
    return {
      type: "string_pattern_mismatch",
      msg: `String should match pattern '${pattern}'`,
      ctx: { pattern },
    };
  const error = `not a valid ${issue.format}`;
  return { type: "value_error", msg: `Value error, ${error}`, ctx: { error: {} } };
}

const FORMATS: Readonly<Record<string, (text: string) => Description>> = {
  uuid: (text) => parsing("uuid_parsing", "Input should be a valid UUID", uuidProblem(text)),
  guid: (text) => parsing("uuid_parsing", "Input should be a valid UUID", uuidProblem(text)),
  url: (text) =>
    parsing(
      "url_parsing",
      "Input should be a valid URL",
      text === "" ? "input is empty" : "relative URL without a base",
    ),
  datetime: (text) =>
    parsing("datetime_from_date_parsing", "Input should be a valid datetime or date", dateProblem(text)),
  date: (text) =>
    parsing("date_from_datetime_parsing", "Input should be a valid date or datetime", dateProblem(text)),
  time: (text) => parsing("time_parsing", "Input should be in a valid time format", timeProblem(text)),
  duration: (text) =>
    parsing(
      "time_delta_parsing",
      "Input should be a valid timedelta",
      text === "" ? "input is too short" : "invalid digit in duration",
    ),
  email: (text) => {
    const reason = text.includes("@")
      ? "The part before or after the @-sign is not valid."
      : "An email address must have an @-sign.";
    return { type: "value_error", msg: `value is not a valid email address: ${reason}`, ctx: { reason } };
  },
  ipv4: () => ({ type: "ip_v4_address", msg: "Input is not a valid IPv4 address" }),
  ipv6: () => ({ type: "ip_v6_address", msg: "Input is not a valid IPv6 address" }),
  cidrv4: () => ({ type: "ip_v4_network", msg: "Input is not a valid IPv4 network" }),
  cidrv6: () => ({ type: "ip_v6_network", msg: "Input is not a valid IPv6 network" }),
  json_string: () => ({ type: "json_invalid", msg: "Invalid JSON" }),
};

function parsing(type: string, msg: string, error: string): Description {
  return { type, msg: `${msg}, ${error}`, ctx: { error } };
}

const UUID_GROUPS = [8, 4, 4, 4, 12];

function uuidProblem(text: string): string {
  const position = text.search(/[^0-9a-fA-F-]/);
  if (position !== -1) return `invalid character: found \`${text[position]}\` at ${position}`;
  const groups = text.split("-");
  if (groups.length === 1) return `invalid length: found ${text.length}`;
  if (groups.length !== UUID_GROUPS.length) return `invalid group count: expected 5, found ${groups.length}`;
  const wrong = groups.findIndex((group, index) => group.length !== UUID_GROUPS[index]);
  if (wrong === -1) return "not a version that is asked for";
  return `invalid group length in group ${wrong}: expected ${UUID_GROUPS[wrong]}, found ${groups[wrong]?.length}`;
}

function dateProblem(text: string): string {
  if (text.length < 10) return "input is too short";
  const match = /^(\d{4})-(\d{2})-(\d{2})(.*)$/.exec(text);
  if (match === null) return "invalid date separator, expected `-`";
  const calendar = outOfRange(Number(match[1]), Number(match[2]), Number(match[3]));
  return calendar ?? "unexpected extra characters at the end of the input";
}

function timeProblem(text: string): string {
  const match = /^(\d{2}):(\d{2})/.exec(text);
  if (match === null) return text.length < 5 ? "input is too short" : "invalid time separator, expected `:`";
  return (
    outOfRange(2000, 1, 1, Number(match[1]), Number(match[2])) ??
    "unexpected extra characters at the end of the input"
  );
}

/** The source of a regular expression as its author wrote it. */
function patternOf(issue: FormatIssue): string | null {
  if (issue.pattern === undefined) {
    const { prefix, suffix, includes } = issue as { prefix?: string; suffix?: string; includes?: string };
    if (prefix !== undefined) return `^${prefix}.*`;
    if (suffix !== undefined) return `.*${suffix}$`;
    return includes ?? null;
  }
  const match = /^\/(.*)\/[a-z]*$/s.exec(issue.pattern);
  return match?.[1] ?? issue.pattern;
}
