import { FieldError, QueryError } from "../../errors/query.ts";
import { Column } from "../expressions/column.ts";
import type { SqlExpression } from "../expressions/expression.ts";
import { NotCompilable } from "../expressions/result-set.ts";
import { Slot } from "../expressions/slot.ts";
import { LookupCondition } from "../lookups/condition.ts";
import { isnull } from "../lookups/isnull.ts";
import type { RightSide } from "../lookups/lookup.ts";
import { className, findLookup, findTransform } from "../lookups/registry.ts";

/** `Query.build_lookup`: the names behind a field are transforms, the last a lookup, or a transform compared by `exact`. */
export function buildLookup(names: readonly string[], start: SqlExpression, rhs: RightSide): LookupCondition {
  const transforms = names.slice(0, -1);
  let name = names.at(-1) ?? "exact";
  let lhs = start;
  for (const [index, transform] of transforms.entries())
    lhs = applyTransform(lhs, transform, names.slice(index));
  let lookup = findLookup(lhs, name);
  if (lookup === undefined) {
    lhs = applyTransform(lhs, name);
    name = "exact";
    lookup = findLookup(lhs, name);
    if (lookup === undefined) throw unsupported(lhs, name);
  }
  if (rhs.kind === "value" && rhs.slot.isNull && lookup.takesNull !== true) {
    if (name !== "exact" && name !== "iexact" && name !== "isnull")
      throw new QueryError("Cannot use None as a query value");
    if (name !== "isnull") return isNullCondition(lhs, true);
  }
  return new LookupCondition(lookup, lhs, rhs);
}

export function isNullCondition(lhs: SqlExpression, wanted: boolean): LookupCondition {
  return new LookupCondition(findLookup(lhs, "isnull") ?? isnull, lhs, {
    kind: "value",
    slot: new Slot(-1, wanted ? "true" : "false"),
  });
}

/** Whether a condition is `isnull`, and what it asks for. */
export function askedNull(condition: LookupCondition): boolean | null {
  return condition.lookup.name === "isnull" && condition.rhs.kind === "value"
    ? condition.rhs.slot.boolean
    : null;
}

/**
 * `Query.try_transform`.
 * @throws FieldError, NotCompilable (Python may have registered a transform or lookup of that name)
 */
export function applyTransform(
  lhs: SqlExpression,
  name: string,
  names: readonly string[] = [name],
): SqlExpression {
  const transformed = findTransform(lhs, name);
  if (transformed === undefined) throw unsupported(lhs, names.join("__"));
  return transformed;
}

function unsupported(lhs: SqlExpression, lookup: string): Error {
  const related = lhs instanceof Column && lhs.related !== null;
  const field = related ? lhs.field : lhs.output;
  const message =
    `Unsupported lookup '${lookup}' for ${field === null ? "an expression" : className(field)} ` +
    "or join on the field not permitted.";
  // Projects and django.contrib register lookups on fields; on relations they practically never do.
  return related ? new FieldError(message) : new NotCompilable(message);
}
