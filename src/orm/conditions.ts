import { QueryError } from "../errors/query.ts";
import { isEvaluable } from "./evaluable.ts";
import { isExpression } from "./query/tree.ts";
import type { Condition, QueryTree } from "./query/tree.ts";

const CONDITION = Symbol.for("django-fastapi-bridge/1/condition");

/** What a `Q` is at run time. */
export interface ConditionHolder {
  readonly [CONDITION]: Condition;
}

export function holdCondition<T extends object>(holder: T, condition: Condition): T & ConditionHolder {
  return Object.assign(holder, { [CONDITION]: condition });
}

/** Arguments of filter() and its family as one condition: all of them (`Q(*args, **kwargs)`), or with `or`, `xor`. */
export function conditionOf(
  args: readonly unknown[],
  kind: "and" | "or" | "xor" = "and",
  negated = false,
): Condition {
  const children = args.map(childCondition);
  const [only] = children;
  if (only !== undefined && children.length === 1 && !negated) return only;
  return { kind, negated, children: children.flatMap((child) => merged(child, kind)) };
}

/**
 * `Node.add` of django/utils/tree.py: what is put together by the same connector, or is one condition alone, is no group
 * of its own. It decides which joins are inner, so an XOR of two conditions is not one of two groups.
 */
function merged(child: Condition, kind: "and" | "or" | "xor"): readonly Condition[] {
  if (child.kind === "lookup" || child.kind === "expression" || child.negated) return [child];
  return child.kind === kind || child.children.length === 1 ? child.children : [child];
}

function childCondition(argument: unknown): Condition {
  if (isExpression(argument)) return { kind: "expression", expression: argument };
  if (typeof argument !== "object" || argument === null)
    throw new QueryError("A condition is an object of lookups, such as { title__icontains: text }, or a Q.");
  if (CONDITION in argument) return (argument as ConditionHolder)[CONDITION];
  return { kind: "and", negated: false, children: lookups(argument as Readonly<Record<string, unknown>>) };
}

/** In the order of their names, as Python's Q sorts its keyword arguments: then one shape has one SQL. */
function lookups(object: Readonly<Record<string, unknown>>): Condition[] {
  const keys = Object.keys(object);
  if (keys.length > 1) keys.sort();
  return keys.map((key) => {
    const value = object[key];
    if (value === undefined)
      throw new QueryError(
        `The lookup "${key}" is undefined. For NULL write null; for no condition leave the key out.`,
      );
    return { kind: "lookup", key, value: lookupValue(value) };
  });
}

/** A QuerySet stands for its query. */
function lookupValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lookupValue);
  return isEvaluable(value) ? (value as unknown as { readonly tree: QueryTree }).tree : value;
}
