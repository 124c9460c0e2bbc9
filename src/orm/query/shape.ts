import { sliceMarks } from "./slices.ts";
import { isQueryPart, valueKind } from "./shape-values.ts";
import type { Condition, Expression, Operation, OrderTerm, QueryTree, Terminal } from "./tree.ts";
import { INSTANCE_MODEL, NODE, isExpression, isFieldClass, isInstance, isTree } from "./tree.ts";

/**
 * A tree taken apart: `key` is all that its SQL depends on, `values` what is bound. This runs for every query, before
 * the cache is asked, so it makes one string and one array. `shape-values.ts` walks a tree in the same order.
 */
export interface Shape {
  readonly key: string;
  readonly values: readonly unknown[];
}

export function shapeOf(tree: QueryTree, terminal: Terminal): Shape {
  const values: unknown[] = [];
  return { key: terminalKey(terminal, values) + treeKey(tree, values), values };
}

// No name holds these: they keep keys of different trees apart.
const END = "\u0001";
const SEPARATOR = "\u0002";

function terminalKey(terminal: Terminal, values: unknown[]): string {
  switch (terminal.kind) {
    case "aggregate":
      return `aggregate${expressionsKey(terminal.expressions, values)}`;
    case "update":
      return `update${Object.entries(terminal.values)
        .map(([name, value]) => name + valueKey(value, values))
        .join(SEPARATOR)}${END}${terminal.returning?.join(SEPARATOR) ?? ""}${END}`;
    default:
      return terminal.kind + END;
  }
}

function treeKey(tree: QueryTree, values: unknown[]): string {
  let key = `${tree.model}${SEPARATOR}${tree.manager ?? ""}${END}`;
  for (const operation of tree.operations) key += operationKey(operation, values);
  const marks = sliceMarks(tree.operations);
  if (marks === null) return key;
  const { offset, limit } = marks;
  if (limit !== null) values.push(limit);
  if (offset > 0) values.push(offset);
  return `${key}${limit === null ? "" : limit === 0 ? "0" : limit === 1 ? "1" : "L"}${offset > 0 ? "O" : ""}${END}`;
}

function operationKey(operation: Operation, values: unknown[]): string {
  switch (operation.op) {
    case "combine":
      return `C${operation.combinator}${Number(operation.all)}${operation.queries.map((query) => `{${treeKey(query, values)}}`).join("")}${END}`;
    case "filter":
      return (operation.sticky === true ? "s" : "f") + conditionKey(operation.where, values);
    case "exclude":
      return `x${conditionKey(operation.where, values)}`;
    case "orderBy":
      return `o${operation.terms.map((term) => termKey(term, values)).join(SEPARATOR)}${END}`;
    case "slice":
      return "S";
    case "distinct":
    case "only":
    case "defer":
    case "values":
      return `${operation.op}${SEPARATOR}${operation.fields.join(SEPARATOR)}${END}`;
    case "valuesList":
      return `${operation.flat ? "flat" : "list"}${SEPARATOR}${operation.fields.join(SEPARATOR)}${END}`;
    case "selectRelated":
      return `r${operation.paths === null ? "*" : operation.paths.join(SEPARATOR)}${END}`;
    case "annotate":
    case "alias":
      return operation.op + expressionsKey(operation.expressions, values);
    case "selectForUpdate":
      return `u${Number(operation.noWait)}${Number(operation.skipLocked)}${Number(operation.noKey)}${operation.of.join(SEPARATOR)}${END}`;
    case "prefetchRelated":
      return "";
    case "reverse":
      return "R";
    case "none":
      return "N";
  }
}

function conditionKey(condition: Condition, values: unknown[]): string {
  switch (condition.kind) {
    case "lookup":
      return condition.key + END + valueKey(condition.value, values);
    case "expression":
      return expressionKey(condition.expression, values);
    default: {
      let key =
        (condition.negated ? "!" : "") +
        (condition.kind === "and" ? "&" : condition.kind === "or" ? "|" : "^");
      for (const child of condition.children) key += conditionKey(child, values);
      return key + END;
    }
  }
}

function termKey(term: OrderTerm, values: unknown[]): string {
  if (typeof term === "string") return term;
  return expressionKey(term.expression, values) + (term.descending ? "-" : "+") + (term.nulls ?? "");
}

function expressionsKey(expressions: Readonly<Record<string, Expression>>, values: unknown[]): string {
  let key = "";
  for (const [name, expression] of Object.entries(expressions))
    key += name + END + expressionKey(expression, values);
  return key + END;
}

function expressionKey({ name, args, options }: Expression, values: unknown[]): string {
  if (isFieldClass(name)) return `@${name}${SEPARATOR}${JSON.stringify(options)}${END}`;
  let key = `@${name}${SEPARATOR}`;
  for (const arg of args) key += argumentKey(name, arg, values);
  for (const option of Object.keys(options)) key += option + END + optionKey(name, options[option], values);
  return key + END;
}

/** Strings among arguments are names, but in `Value`; conditions stand in "Q". */
function argumentKey(expression: string, value: unknown, values: unknown[]): string {
  if (expression === "Q") return conditionKey(value as Condition, values);
  if (typeof value === "string" && expression !== "Value") return `'${value}${END}`;
  return valueKey(value, values);
}

function optionKey(expression: string, value: unknown, values: unknown[]): string {
  return typeof value === "string" ? `'${value}${END}` : argumentKey(expression, value, values);
}

function valueKey(value: unknown, values: unknown[]): string {
  if (typeof value === "object" && value !== null) {
    if (Array.isArray(value)) return listKey(value, values);
    if (NODE in value) {
      if (isExpression(value)) return expressionKey(value, values);
      if (isTree(value)) return `{${treeKey(value, values)}}`;
      values.push(value);
      return isInstance(value) ? `m${value[INSTANCE_MODEL]}${END}` : "?";
    }
  }
  values.push(value);
  return KIND_KEYS[valueKind(value)];
}

function listKey(list: readonly unknown[], values: unknown[]): string {
  if (!list.some(isQueryPart)) {
    values.push(list);
    return KIND_KEYS[valueKind(list)];
  }
  let key = "[";
  for (const item of list) key += valueKey(item, values);
  return `${key}]`;
}

const KIND_KEYS = {
  null: "n",
  true: "T",
  false: "F",
  integer: "i",
  float: "d",
  bigint: "g",
  string: "s",
  date: "t",
  bytes: "b",
  object: "o",
  list: "l",
  emptyList: "e",
  instance: "m",
} satisfies Record<ReturnType<typeof valueKind>, string>;
