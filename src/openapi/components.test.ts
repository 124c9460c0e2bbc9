import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Schema } from "../api/parameters/argument.ts";
import { DuplicateComponentError } from "../errors/openapi.ts";
import { Components } from "./components.ts";
import type { Direction } from "./convert.ts";
import type { JsonSchema } from "./json-schema.ts";

interface Converted {
  readonly places: JsonSchema[];
  readonly schemas: Record<string, JsonSchema>;
}

/** Converts schemas as one document's, each used in its direction. */
function convert(uses: [Schema, Direction][], separate = true): Converted {
  const components = new Components(separate);
  const places: JsonSchema[] = [];
  uses.forEach(([schema, direction], index) =>
    components.use(schema, direction, `use ${index}`, (json) => {
      places[index] = json;
    }),
  );
  return { schemas: components.finish(), places };
}

const one = (schema: Schema, direction: Direction = "input"): JsonSchema =>
  convert([[schema, direction]]).places[0] as JsonSchema;

const makeTwin = (): Schema => z.object({ a: z.int() }).meta({ id: "Twin" });

const INTEGER = { type: "integer" };
const DATE_TIME = { type: "string", format: "date-time" };

describe("one schema, in FastAPI's form", () => {
  test.each<[string, Schema, JsonSchema]>([
    ["a safe integer has no bounds", z.int(), { type: "integer" }],
    ["but its own", z.int().min(1).max(9), { type: "integer", minimum: 1, maximum: 9 }],
    ["null is an alternative", z.string().nullable(), { anyOf: [{ type: "string" }, { type: "null" }] }],
    ["a format needs no pattern", z.uuid(), { type: "string", format: "uuid" }],
    ["an email too", z.email(), { type: "string", format: "email" }],
    ["a pattern of one's own stays", z.string().regex(/^a+$/), { type: "string", pattern: "^a+$" }],
    ["a default", z.number().default(1.5), { type: "number", default: 1.5 }],
    ["a date", z.date(), { type: "string", format: "date-time" }],
    ["a dict", z.record(z.string(), z.int()), { type: "object", additionalProperties: { type: "integer" } }],
    ["literals", z.literal(["a", "b"]), { type: "string", enum: ["a", "b"] }],
    ["numbers that are integers", z.literal([1, 2]), { type: "integer", enum: [1, 2] }],
    [
      "a set",
      z.set(z.uuid()),
      { type: "array", uniqueItems: true, items: { type: "string", format: "uuid" } },
    ],
    [
      "a set's default, as it is sent",
      z.set(z.int()).default(new Set([1])),
      { type: "array", uniqueItems: true, items: { type: "integer" }, default: [1] },
    ],
    ["a map", z.map(z.string(), z.date()), { type: "object", additionalProperties: DATE_TIME }],
    ["a map of other keys is anything", z.map(z.int(), z.string()), {}],
    [
      "what is frozen in TypeScript may be sent",
      z.array(z.int()).readonly(),
      { type: "array", items: INTEGER },
    ],
    ["what only responses have", z.int().readonly().meta({ readOnly: true }), { ...INTEGER, readOnly: true }],
    ["a file", z.file(), { type: "string", format: "binary", contentMediaType: "application/octet-stream" }],
    ["anything", z.unknown(), {}],
    ["what has no JSON form is anything", z.instanceof(URL), {}],
    ["a description", z.string().describe("Its title"), { type: "string", description: "Its title" }],
  ])("%s", (_, schema, expected) => {
    expect(one(schema)).toEqual(expected);
  });

  test("sets of what is named, of codecs and of themselves", () => {
    interface Tree {
      readonly children: Set<Tree>;
    }
    const Tree: z.ZodType<Tree> = z.object({ children: z.set(z.lazy(() => Tree)) }).meta({ id: "Tree" });
    const time = z.codec(z.iso.datetime(), z.date(), { decode: (text) => new Date(text), encode: String });
    const { places, schemas } = convert([[z.object({ trees: z.set(Tree), times: z.set(time) }), "output"]]);
    expect(places[0]?.["properties"]).toEqual({
      trees: {
        type: "array",
        uniqueItems: true,
        items: { $ref: "#/components/schemas/Tree" },
        title: "Trees",
      },
      times: { type: "array", uniqueItems: true, items: DATE_TIME, title: "Times" },
    });
    expect(schemas["Tree"]).toMatchObject({ properties: { children: { type: "array", uniqueItems: true } } });
  });

  test("properties have pydantic's titles; unknown keys are left out, not forbidden", () => {
    const schema = z.object({
      book_id: z.int(),
      in_print: z.boolean().nullable(),
      t: z.string().meta({ title: "T!" }),
    });
    expect(one(schema, "output")).toEqual({
      type: "object",
      properties: {
        book_id: { type: "integer", title: "Book Id" },
        in_print: { anyOf: [{ type: "boolean" }, { type: "null" }], title: "In Print" },
        t: { type: "string", title: "T!" },
      },
      required: ["book_id", "in_print", "t"],
    });
    expect(one(z.strictObject({ a: z.int() }))["additionalProperties"]).toBe(false);
  });

  test("a transform is what goes in, in a request; a codec is its wire side, in a response", () => {
    const stamp = z.codec(z.iso.datetime(), z.date(), {
      decode: (text) => new Date(text),
      encode: (date) => date.toISOString(),
    });
    const millis = z.codec(z.int(), z.date(), {
      decode: (n) => new Date(n),
      encode: (date) => date.getTime(),
    });
    expect(one(z.string().transform((text) => text.length))).toEqual({ type: "string" });
    expect(one(stamp, "output")).toEqual({ type: "string", format: "date-time" });
    expect(one(millis, "input")).toEqual({ type: "integer" });
    expect(one(millis.optional(), "output")).toEqual({ type: "integer" });
    expect(one(z.object({ at: millis.default(new Date(0)) }), "output")).toEqual({
      type: "object",
      properties: { at: { type: "integer", default: "1970-01-01T00:00:00.000Z", title: "At" } },
      required: ["at"],
    });
  });
});

describe("components", () => {
  const Author = z
    .object({ id: z.int(), name: z.string() })
    .meta({ id: "Author", description: "Who wrote it" });

  test("a named schema is a reference wherever it is used, and has its name as title", () => {
    const Book = z
      .object({ author: Author, others: z.array(Author), editor: Author.nullable() })
      .meta({ id: "Book" });
    const { places, schemas } = convert([
      [Book, "input"],
      [z.array(Author), "input"],
    ]);
    expect(places).toEqual([
      { $ref: "#/components/schemas/Book" },
      { type: "array", items: { $ref: "#/components/schemas/Author" } },
    ]);
    expect(Object.keys(schemas)).toEqual(["Author", "Book"]);
    expect(schemas["Author"]).toMatchObject({ title: "Author", description: "Who wrote it" });
    expect(schemas["Book"]).toEqual({
      title: "Book",
      type: "object",
      properties: {
        author: { $ref: "#/components/schemas/Author" },
        others: { type: "array", items: { $ref: "#/components/schemas/Author" }, title: "Others" },
        editor: { anyOf: [{ $ref: "#/components/schemas/Author" }, { type: "null" }] },
      },
      required: ["author", "others", "editor"],
    });
  });

  test("input and output are apart only where they differ, and in what refers to it", () => {
    const Plain = z.object({ a: z.int() }).meta({ id: "Plain" });
    const Defaulted = z.object({ n: z.int().default(1) }).meta({ id: "Defaulted" });
    const Outer = z.object({ d: Defaulted.optional(), p: Plain }).meta({ id: "Outer" });
    const { places, schemas } = convert([
      [Outer, "input"],
      [Outer, "output"],
      [Defaulted, "output"],
    ]);
    expect(Object.keys(schemas)).toEqual([
      "Defaulted-Input",
      "Defaulted-Output",
      "Outer-Input",
      "Outer-Output",
      "Plain",
    ]);
    expect(schemas["Outer-Output"]).toMatchObject({
      title: "Outer",
      properties: {
        d: { $ref: "#/components/schemas/Defaulted-Output" },
        p: { $ref: "#/components/schemas/Plain" },
      },
    });
    expect(schemas["Defaulted-Input"]).not.toHaveProperty("required");
    expect(schemas["Defaulted-Output"]).toHaveProperty("required", ["n"]);
    expect(places[0]).toEqual({ $ref: "#/components/schemas/Outer-Input" });
  });

  test("a model used in one direction has no suffix; separate_input_output_schemas=False writes one for both", () => {
    const Defaulted = z.object({ n: z.int().default(1) }).meta({ id: "Defaulted" });
    expect(Object.keys(convert([[Defaulted, "output"]]).schemas)).toEqual(["Defaulted"]);
    const uses: [Schema, Direction][] = [
      [Defaulted, "input"],
      [Defaulted, "output"],
    ];
    expect(Object.keys(convert(uses, false).schemas)).toEqual(["Defaulted"]);
  });

  test("two schemas of one name are one component when they say the same, else an error that names both", () => {
    expect(
      Object.keys(
        convert([
          [makeTwin(), "input"],
          [makeTwin(), "input"],
        ]).schemas,
      ),
    ).toEqual(["Twin"]);
    const other = z.object({ b: z.array(z.object({ a: z.string() }).meta({ id: "Twin" })) });
    expect(() =>
      convert([
        [makeTwin(), "input"],
        [other, "input"],
      ]),
    ).toThrow(new DuplicateComponentError("Twin", "schema", ["use 0", "use 1"]));
  });

  test("recursive schemas: named ones by their name, others by a made-up one, the same in both directions", () => {
    const Tree = z.object({
      get children() {
        return z.array(Tree);
      },
    });
    const Named = z
      .object({
        get next() {
          return Named.optional();
        },
      })
      .meta({ id: "Chain" });
    const { places, schemas } = convert([
      [Tree, "input"],
      [Tree, "output"],
      [Named, "input"],
      [z.json(), "output"],
    ]);
    expect(places[0]).toEqual({ $ref: "#/components/schemas/Recursive1" });
    expect(places[1]).toEqual(places[0]);
    expect(Object.keys(schemas)).toEqual(["Chain", "JsonValue", "Recursive1"]);
    expect(schemas["Chain"]).toMatchObject({ properties: { next: { $ref: "#/components/schemas/Chain" } } });
  });

  test("a discriminated union of components has a discriminator", () => {
    const Cat = z.object({ kind: z.literal("cat") }).meta({ id: "Cat" });
    const Dog = z.object({ kind: z.literal(["dog", "puppy"]) }).meta({ id: "Dog" });
    expect(one(z.discriminatedUnion("kind", [Cat, Dog]))).toEqual({
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
      discriminator: {
        propertyName: "kind",
        mapping: {
          cat: "#/components/schemas/Cat",
          dog: "#/components/schemas/Dog",
          puppy: "#/components/schemas/Dog",
        },
      },
    });
  });

  test("a name is written in the letters that OpenAPI allows", () => {
    expect(one(z.object({}).meta({ id: "Page[Book]" }))).toEqual({ $ref: "#/components/schemas/Page_Book_" });
  });
});
