import { describe, expect, it } from "vitest";
import { Slot } from "../expressions/slot.ts";
import { takeValues } from "./shape-values.ts";
import { shapeOf } from "./shape.ts";
import type { Condition, Operation, QueryTree, Terminal } from "./tree.ts";
import { INSTANCE_MODEL, NODE, expression, queryTree } from "./tree.ts";

const ROWS: Terminal = { kind: "rows" };

function tree(...operations: Operation[]): QueryTree {
  return { ...queryTree("shop.Book", "objects"), operations };
}

function where(lookups: Readonly<Record<string, unknown>>): Operation {
  const children: Condition[] = Object.entries(lookups).map(([key, value]) => ({
    kind: "lookup",
    key,
    value,
  }));
  return { op: "filter", where: { kind: "and", negated: false, children } };
}

function combine(combinator: "union" | "intersection", all: boolean): Operation {
  return { op: "combine", combinator, all, queries: [tree(), tree(where({ id: 1 }))] };
}

const key = (...operations: Operation[]): string => shapeOf(tree(...operations), ROWS).key;

describe("the shape of a tree", () => {
  it("is the same whatever the values are", () => {
    expect(key(where({ id: 1, title: "a" }))).toBe(key(where({ id: 2, title: "b" })));
    expect(key(where({ id__in: [1] }))).toBe(key(where({ id__in: [1, 2, 3] })));
    expect(key({ op: "slice", start: 10, stop: 20 })).toBe(key({ op: "slice", start: 40, stop: 60 }));
  });

  it.each([
    ["null", { id: 1 }, { id: null }],
    ["an empty list", { id__in: [1] }, { id__in: [] }],
    ["a list of nothing but null", { id__in: [1] }, { id__in: [null] }],
    ["a boolean", { in_print: true }, { in_print: false }],
    ["another name", { id: 1 }, { pk: 1 }],
    ["the type", { id: 1 }, { id: "1" }],
    ["a name instead of a value", { id: 1 }, { id: expression("F", ["stock"]) }],
    ["names among values", { id__in: [1, 2] }, { id__in: [1, expression("F", ["stock"])] }],
  ])("is another one with %s", (_, one, other) => {
    expect(key(where(one))).not.toBe(key(where(other)));
  });

  it.each<[string, Operation, Operation]>([
    ["filter and exclude", where({ id: 1 }), { ...where({ id: 1 }), op: "exclude" } as Operation],
    [
      "one name with a comma and two names",
      { op: "only", fields: ["a,b"] },
      { op: "only", fields: ["a", "b"] },
    ],
    [
      "values and valuesList",
      { op: "values", fields: ["a"] },
      { op: "valuesList", fields: ["a"], flat: false },
    ],
    [
      "a slice of one row and of none",
      { op: "slice", start: 0, stop: 1 },
      { op: "slice", start: 0, stop: 0 },
    ],
    ["a union and an intersection", combine("union", false), combine("intersection", false)],
    ["a union and one of all rows", combine("union", false), combine("union", true)],
    ["a slice that starts later", { op: "slice", start: 0, stop: 5 }, { op: "slice", start: 1, stop: 6 }],
  ])("tells %s apart", (_, one, other) => {
    expect(key(one)).not.toBe(key(other));
  });

  it("a JSON value that looks like an expression is a value", () => {
    const look = { [Symbol()]: 1, kind: "expression", name: "F", args: ["id"] };
    expect(shapeOf(tree(where({ metadata: look })), ROWS).values).toEqual([look]);
  });
});

describe("values and their slots", () => {
  it("are numbered in the same order", () => {
    const inner = tree(where({ name: "inner" }), { op: "slice", start: 3, stop: 9 });
    const asked = tree(
      { op: "combine", combinator: "union", all: false, queries: [tree(where({ z: 8 })), inner] },
      { op: "slice", start: 2, stop: 30 },
      where({ a: 1, b__in: [1, 2], c: [expression("F", ["x"]), 7], d: inner, e: null }),
      {
        op: "orderBy",
        terms: [{ expression: expression("Value", ["text"]), descending: false, nulls: null }],
      },
      { op: "filter", where: { kind: "expression", expression: expression("Exists", [inner]) } },
      {
        op: "annotate",
        expressions: { n: expression("Sum", ["price"], { filter: q({ id: 5 }), default: 0 }) },
      },
      where({ author: { [NODE]: "instance", [INSTANCE_MODEL]: "shop.Author", id: 1 } }),
    );
    const terminal: Terminal = { kind: "aggregate", expressions: { total: expression("Value", [12]) } };
    const { values } = shapeOf(asked, terminal);
    const slots = slotsIn(takeValues(asked, terminal, new Map()));
    expect(slots.map(({ index }) => index).sort((a, b) => a - b)).toEqual(values.map((_, index) => index));
    for (const { index, kind } of slots) expect(kindOf(values[index])).toBe(kind);
  });
});

function q(lookups: Readonly<Record<string, unknown>>): unknown {
  return expression("Q", [(where(lookups) as { where: Condition }).where]);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  if (typeof value === "object") return "instance";
  return typeof value === "number" ? "integer" : typeof value;
}

function slotsIn(part: unknown): Slot[] {
  if (part instanceof Slot) return [part];
  return typeof part === "object" && part !== null ? Object.values(part).flatMap(slotsIn) : [];
}
