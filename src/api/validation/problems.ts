import type { z } from "zod";
import type { Problem } from "../decoding/failure.ts";
import type { Schema } from "../parameters/argument.ts";
import { parseOnce, Rejected, type RawIssue } from "../schemas/parser.ts";
import { unionTag } from "../schemas/names.ts";
import { describeIssue } from "./issue-descriptions.ts";
import { taggedPath } from "./tagged-path.ts";
import { valueAt } from "./value-at.ts";

/**
 * What is wrong with a parsed value, in pydantic's words.
 *
 * @param schema what it was parsed by: the tags of discriminated unions are part of pydantic's paths.
 */
export function problemsOf(rejected: Rejected, value: unknown, schema: Schema): Problem[] {
  return firstChecks(rejected.issues)
    .flatMap((issue) => issueProblems(issue, value))
    .map((problem) => ({ ...problem, path: taggedPath(schema, value, problem.path) }));
}

/** pydantic stops at the first check that a value fails, Zod names all of them. Refinements are each their own. */
function firstChecks(issues: readonly RawIssue[]): RawIssue[] {
  const failed = new Set<string>();
  return issues.filter((issue) => {
    if (issue.code === "custom" || issue.code === "unrecognized_keys") return true;
    const path = JSON.stringify(issue.path ?? []);
    if (failed.has(path)) return false;
    failed.add(path);
    return true;
  });
}

function issueProblems(issue: RawIssue, root: unknown): Problem[] {
  const path = (issue.path ?? []).map(pathKey);
  const input = "input" in issue ? issue.input : valueAt(root, path);
  if (isMissing(issue, input, path)) {
    // Zod raises it at the key that is not there; pydantic shows the object that lacks it.
    return [{ type: "missing", msg: "Field required", path, input: valueAt(root, path.slice(0, -1)) }];
  }
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        type: "extra_forbidden",
        msg: "Extra inputs are not permitted",
        path: [...path, key],
        input: valueAt(input, [key]),
      }));
    case "invalid_union":
      if (issue.discriminator === undefined) return unionProblems(issue, path, input);
      // Raised at the discriminator's key; pydantic shows the whole object.
      return [
        { ...describeIssue(issue, input), path: path.slice(0, -1), input: valueAt(root, path.slice(0, -1)) },
      ];
    case "invalid_key":
      return innerProblems(schemaOf(issue, "keyType"), input, [...path, "[key]"], issue);
    case "invalid_element":
      return innerProblems(schemaOf(issue, "valueType"), input, path, issue);
    case "too_small":
      // A tuple that is too short lacks its next item.
      if (schemaType(issue.inst) === "tuple" && Array.isArray(input))
        return [{ type: "missing", msg: "Field required", path: [...path, input.length], input }];
      break;
    default:
  }
  return [{ ...describeIssue(issue, input), path, input }];
}

function isMissing(issue: RawIssue, input: unknown, path: Problem["path"]): boolean {
  if (input !== undefined || path.length === 0) return false;
  return (
    issue.code === "invalid_type" ||
    issue.code === "invalid_value" ||
    (issue.code === "invalid_union" && issue.discriminator === undefined)
  );
}

/** A union has the problems of each of its members, under the member's name. */
function unionProblems(issue: RawIssue, path: Problem["path"], input: unknown): Problem[] {
  const options = (issue.inst as z.core.$ZodUnion | undefined)?._zod.def.options ?? [];
  const problems = options.flatMap((option) =>
    innerProblems(option, input, [...path, unionTag(option)], issue),
  );
  return problems.length > 0 ? problems : [{ ...describeIssue(issue, input), path, input }];
}

/** Zod finishes inner issues before they get here, without their schemas: the inner value is parsed once more. */
function innerProblems(
  schema: z.core.$ZodType | undefined,
  input: unknown,
  path: Problem["path"],
  issue: RawIssue,
): Problem[] {
  const parsed = schema === undefined ? null : parseOnce(schema, input);
  if (!(parsed instanceof Rejected)) return [{ ...describeIssue(issue, input), path, input }];
  return problemsOf(parsed, input, schema as Schema).map((problem) => ({
    ...problem,
    path: [...path, ...problem.path],
  }));
}

function schemaOf(issue: RawIssue, part: "keyType" | "valueType"): z.core.$ZodType | undefined {
  const def = issue.inst?._zod.def as { [name in typeof part]?: z.core.$ZodType } | undefined;
  return def?.[part];
}

function schemaType(inst: RawIssue["inst"]): string | undefined {
  return (inst?._zod.def as { type?: string } | undefined)?.type;
}

function pathKey(key: PropertyKey): string | number {
  return typeof key === "symbol" ? (key.description ?? "") : key;
}
