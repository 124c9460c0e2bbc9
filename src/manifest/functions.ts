import { z } from "zod";

/** Python types that a value of JSON stands for. */
export const SCALARS = [
  "bool",
  "int",
  "float",
  "str",
  "bytes",
  "decimal",
  "datetime",
  "date",
  "time",
  "duration",
  "uuid",
] as const;

/** What an annotation says (`django_fastapi/annotations/kinds.py`). */
export type ValueType =
  | { readonly kind: "any" | "none" }
  | { readonly kind: "scalar"; readonly name: (typeof SCALARS)[number] }
  | { readonly kind: "literal"; readonly values: readonly (string | number | boolean | null)[] }
  | { readonly kind: "list"; readonly item: ValueType }
  | {
      readonly kind: "tuple";
      readonly items: readonly ValueType[];
      /** Of a named tuple. */
      readonly names: readonly string[] | null;
    }
  | { readonly kind: "record"; readonly value: ValueType }
  | { readonly kind: "union"; readonly options: readonly ValueType[] }
  /** One of `structures`, by its name. */
  | { readonly kind: "structure"; readonly name: string }
  /** A model's instance, by the model's label. */
  | { readonly kind: "model"; readonly label: string };

const literal = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const valueType: z.ZodType<ValueType> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.enum(["any", "none"]) }),
    z.strictObject({ kind: z.literal("scalar"), name: z.enum(SCALARS) }),
    z.strictObject({ kind: z.literal("literal"), values: z.array(literal) }),
    z.strictObject({ kind: z.literal("list"), item: valueType }),
    z.strictObject({
      kind: z.literal("tuple"),
      items: z.array(valueType),
      names: z.array(z.string()).nullable(),
    }),
    z.strictObject({ kind: z.literal("record"), value: valueType }),
    z.strictObject({ kind: z.literal("union"), options: z.array(valueType) }),
    z.strictObject({ kind: z.literal("structure"), name: z.string() }),
    z.strictObject({ kind: z.literal("model"), label: z.string() }),
  ]),
);

const structure = z.discriminatedUnion("kind", [
  z.strictObject({
    /** Dotted name of the class. */
    name: z.string(),
    kind: z.literal("enum"),
    values: z.array(z.union([z.string(), z.number()])),
  }),
  /** TypedDict, dataclass, pydantic's models. */
  z.strictObject({
    name: z.string(),
    kind: z.literal("object"),
    fields: z.array(
      z.strictObject({
        name: z.string(),
        type: valueType,
        /** Whether a caller passes it. */
        given: z.enum(["required", "optional", "never"]),
        /** Whether an answer has it. */
        answered: z.enum(["always", "sometimes"]),
      }),
    ),
  }),
]);

const exposedFunction = z.strictObject({
  /** What `call` names it by: a dotted path, or the name of `@expose(name=...)`. */
  target: z.string(),
  /** What it is called in TypeScript. */
  name: z.string(),
  /** Label of the app that it is in; the first part of its module where it is in none. */
  app: z.string(),
  /** Its docstring. */
  comment: z.string(),
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      place: z.enum(["positionalOnly", "positional", "rest", "keyword", "restKeywords"]),
      required: z.boolean(),
      type: valueType,
    }),
  ),
  returns: valueType,
});

/** What `@django_fastapi.expose` gives TypeScript. */
export const functionsDescription = z.strictObject({
  functions: z.array(exposedFunction),
  structures: z.array(structure),
});

export type FunctionsDescription = z.infer<typeof functionsDescription>;
export type ExposedFunction = z.infer<typeof exposedFunction>;
export type FunctionParameter = ExposedFunction["parameters"][number];
export type StructureDescription = z.infer<typeof structure>;
