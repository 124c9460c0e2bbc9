import { describe, expect, it } from "vitest";
import { NODE, expression, queryTree } from "./tree.ts";
import { treeFromWire, treeToWire, valueFromWire, valueToWire } from "./wire.ts";

describe("the JSON form of a tree", () => {
  const inner = { ...queryTree("catalog.Author", "objects"), operations: [{ op: "none" as const }] };
  const tree = {
    ...queryTree("catalog.Book", "objects"),
    operations: [
      {
        op: "combine" as const,
        combinator: "union" as const,
        all: true,
        queries: [inner, queryTree("catalog.Author", null)],
      },
      {
        op: "filter" as const,
        where: {
          kind: "and" as const,
          negated: false,
          children: [
            { kind: "lookup" as const, key: "stock__gt", value: expression("F", ["sold"]) },
            { kind: "lookup" as const, key: "author__in", value: inner },
            { kind: "lookup" as const, key: "price", value: 12n },
          ],
        },
      },
      {
        op: "orderBy" as const,
        terms: [
          "-title",
          { expression: expression("F", ["stock"]), descending: true, nulls: "last" as const },
        ],
      },
    ],
  };

  it("is JSON, and comes back the same", () => {
    const json = JSON.stringify(treeToWire(tree));
    expect(treeFromWire(JSON.parse(json))).toEqual(tree);
  });

  it("tags expressions and trees, not the tree's own parts", () => {
    const [, filter] = treeToWire(tree)["operations"] as [
      unknown,
      { where: { children: { value: unknown }[] } },
    ];
    expect(filter.where.children.map((child) => child.value)).toEqual([
      { $: "expression", v: { name: "F", args: ["sold"], options: {} } },
      {
        $: "tree",
        v: { model: "catalog.Author", manager: "objects", using: null, operations: [{ op: "none" }] },
      },
      { $: "int", v: "12" },
    ]);
  });

  it("keeps a condition among an expression's arguments", () => {
    const when = expression("Exists", [expression("Q", [{ kind: "lookup", key: "a", value: 1 }])]);
    expect(valueFromWire(valueToWire(when))).toEqual(when);
  });
});

describe("values", () => {
  it("a JSON value that looks like an expression stays a value", () => {
    const value = { kind: "expression", name: "F", args: [], options: {} };
    expect(valueToWire(value)).toEqual(value);
    expect(valueToWire({ $: "tree", v: 1 })).toEqual({
      $: "dict",
      v: [
        ["$", "tree"],
        ["v", 1],
      ],
    });
    expect(valueFromWire(valueToWire({ $: "tree", v: 1 }))).toEqual({ $: "tree", v: 1 });
  });

  it("datetimes keep what toISOString() says, in a form that Python 3.10 reads", () => {
    expect(valueToWire(new Date(0))).toEqual({ $: "datetime", v: "1970-01-01T00:00:00.000+00:00" });
  });

  it("what has no wire form is an error", () => {
    expect(() => valueToWire(() => 1)).toThrow("function");
    expect(() => valueToWire(new Map())).toThrow("Map");
    expect(valueToWire({ [NODE]: "expression", name: "F", args: ["x"], options: {} })).toMatchObject({
      $: "expression",
    });
  });
});
