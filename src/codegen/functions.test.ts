import { describe, expect, test } from "vitest";
import type { ExposedFunction, FunctionsDescription, ValueType } from "../manifest/functions.ts";
import { generateModels } from "./generate.ts";

const str: ValueType = { kind: "scalar", name: "str" };
const decimal: ValueType = { kind: "scalar", name: "decimal" };
const datetime: ValueType = { kind: "scalar", name: "datetime" };

type Parameter = ExposedFunction["parameters"][number];
const parameter = (name: string, type: ValueType = str, rest: Partial<Parameter> = {}): Parameter => ({
  name,
  type,
  place: "positional",
  required: true,
  ...rest,
});

function source(described: Partial<ExposedFunction>, options: Partial<FunctionsDescription> = {}): string {
  const entry: ExposedFunction = {
    target: "shop.functions.ask",
    name: "ask",
    app: "shop",
    comment: "",
    parameters: [],
    returns: { kind: "none" },
    ...described,
  };
  const functions = { functions: [entry], structures: [], ...options };
  const files = generateModels({ models: [], apps: [], settings: {}, functions, auth: null });
  expect([...files.keys()]).toEqual(["shop.ts"]);
  return files.get("shop.ts") as string;
}

/** The type arguments, on one line. */
const signature = (described: Partial<ExposedFunction>): string => {
  const text = /pythonFunction<([^]*?)>\(/.exec(source(described))?.[1] as string;
  return text.trim().replaceAll(/\n\s*/g, " ");
};

describe("exposed functions", () => {
  test("an app without models has a module too", () => {
    expect(source({ comment: "Asks.\n\nAt length." })).toMatchInlineSnapshot(`
      "// Functions of shop, written by \`django-fastapi generate\`. Edits here are lost: change the models in Python.
      // django-fastapi digest 0ca87849db02401b

      import { pythonFunction } from "django-fastapi-bridge";

      /** Python functions of shop, exposed by \`@django_fastapi.expose\`. */
      export const functions = {
        /** Asks. */
        ask: pythonFunction<[], null>("shop.functions.ask", ""),
      };
      "
    `);
  });

  test("values are taken wider than they are answered", () => {
    expect(
      signature({ parameters: [parameter("a", decimal), parameter("b", datetime)], returns: decimal }),
    ).toBe("[a: string | number, b: Date | string], string");
    const list: ValueType = { kind: "list", item: { kind: "union", options: [str, { kind: "none" }] } };
    expect(signature({ parameters: [parameter("a", list)], returns: list })).toBe(
      "[a: readonly (string | null)[]], (string | null)[]",
    );
  });

  test("what need not be given", () => {
    expect(signature({ parameters: [parameter("a"), parameter("b", str, { required: false })] })).toBe(
      "[a: string, b?: string | undefined], null",
    );
  });

  test("what is given by name only is the last argument; what stands before it must be there then", () => {
    const optional = parameter("b", str, { required: false });
    const named = (required: boolean): Parameter => parameter("c", str, { place: "keyword", required });
    expect(signature({ parameters: [optional, named(false)] })).toBe(
      "[b?: string | undefined, options?: { c?: string | undefined }], null",
    );
    expect(signature({ parameters: [optional, named(true)] })).toBe(
      "[b: string | undefined, options: { c: string }], null",
    );
    const rest = parameter("rest", decimal, { place: "rest" });
    const others = parameter("others", str, { place: "restKeywords" });
    expect(signature({ parameters: [rest, named(false), others] })).toBe(
      "[...rest: (string | number)[], options: { c?: string | undefined } & Readonly<Record<string, unknown>>], null",
    );
  });

  test("Python's own way to write the parameters is kept for the call", () => {
    const parameters = [
      parameter("a", str, { place: "positionalOnly" }),
      parameter("class"),
      parameter("c", str, { place: "keyword" }),
      parameter("d", str, { place: "restKeywords" }),
    ];
    expect(source({ parameters })).toContain('"a, /, class, *, c, **d"');
    expect(signature({ parameters })).toContain("class_: string");
  });

  test("a class with fields: one type, or two where it is passed otherwise", () => {
    const field = { given: "required", answered: "always" } as const;
    const node = { kind: "structure", name: "shop.functions.Node" } as const;
    const structures: FunctionsDescription["structures"] = [
      {
        name: "shop.functions.Node",
        kind: "object",
        fields: [
          { name: "price", type: decimal, ...field },
          { name: "children", type: { kind: "list", item: node }, ...field, given: "optional" },
          { name: "depth", type: { kind: "scalar", name: "int" }, ...field, given: "never" },
        ],
      },
      {
        name: "shop.functions.Point",
        kind: "object",
        fields: [{ name: "x", type: { kind: "scalar", name: "float" }, ...field }],
      },
      { name: "shop.functions.Size", kind: "enum", values: ["s", "l"] },
    ];
    const point = { kind: "structure", name: "shop.functions.Point" } as const;
    const size = { kind: "structure", name: "shop.functions.Size" } as const;
    const text = source(
      { parameters: [parameter("a", node), parameter("b", point), parameter("c", size)], returns: node },
      { structures },
    );
    expect(text).toContain("[a: NodeInput, b: Point, c: Size], Node>");
    expect(text).toContain(
      "export interface Node {\n  price: string;\n  children: Node[];\n  depth: number;\n}",
    );
    expect(text).toContain(
      "export interface NodeInput {\n  price: string | number;\n  children?: readonly NodeInput[] | undefined;\n}",
    );
    expect(text).toContain('export type Size = "s" | "l";');
    expect(text).not.toContain("PointInput");
  });
});
