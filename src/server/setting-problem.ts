import type { ZodError } from "zod";
import type { Manifest } from "../manifest/schema.ts";

type Issue = ZodError["issues"][number];

/** What is wrong with a setting, in Python's words: which, what arrived (never its value), and what it must be. */
export function settingProblem(issue: Issue, settings: Manifest["settings"]): string {
  const inner = innerIssue(issue);
  if (inner !== null) return settingProblem(inner, settings);
  const name = issue.path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}[...]`),
    "",
  );
  const arrived = pythonKind(valueAt(settings, issue.path));
  const choices = choicesOf(issue);
  if (choices !== null) return `${name} must be ${choices}; what arrived is another value (${arrived}).`;
  const kinds = kindsOf(issue);
  if (kinds.length === 0) return `${name}: ${issue.message}.`;
  const said = `${name} must be ${kinds.map((kind) => WORDS[kind] ?? kind).join(" or ")}; what arrived is ${arrived}.`;
  return arrived === "a str" && kinds[0] === "array"
    ? `${said} A list of one is ["..."], a tuple of one ("...",).`
    : said;
}

/** By what Zod expected. */
const WORDS: Readonly<Record<string, string>> = {
  array: "a list",
  tuple: "a tuple",
  string: "a str",
  boolean: "True or False",
  number: "a number",
  int: "an int",
  record: "a dict",
  object: "a dict",
  null: "None",
};

/** The container is of a kind that fits; what is wrong is in it. */
function innerIssue(issue: Issue): Issue | null {
  if (issue.code !== "invalid_union") return null;
  const inside = issue.errors.find(
    (errors) => errors.length > 0 && errors.every(({ path }) => path.length > 0),
  );
  const first = inside?.[0];
  return first === undefined ? null : ({ ...first, path: [...issue.path, ...first.path] } as Issue);
}

function kindsOf(issue: Issue): readonly string[] {
  if (issue.code === "invalid_type") return [issue.expected];
  if (issue.code !== "invalid_union") return [];
  const kinds = issue.errors.flatMap((errors) =>
    errors.filter(({ path }) => path.length === 0).flatMap(kindsOf),
  );
  // A tuple's tagged form is a dict only on its way here.
  return [...new Set(kinds)].filter(
    (kind) => kind !== "object" || !kinds.some((other) => other !== "object"),
  );
}

function choicesOf(issue: Issue): string | null {
  return issue.code === "invalid_value"
    ? issue.values.map((value) => JSON.stringify(value)).join(" or ")
    : null;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

function pythonKind(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return "a str";
    case "boolean":
      return "a bool";
    case "number":
      return Number.isInteger(value) ? "an int" : "a float";
    default:
      return "a dict";
  }
}
