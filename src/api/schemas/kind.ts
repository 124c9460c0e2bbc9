import type { z } from "zod";
import type { Schema } from "../parameters/argument.ts";

/** A schema as one of Zod's own, so that its definition can be told apart by `type`. */
export type KnownSchema = z.core.$ZodTypes;

/**
 * The schema that a value meets first: what stands inside optional, nullable, default, readonly ..., and the input
 * side of pipes and codecs. A preprocess takes anything: its output side says what is meant.
 */
export function inputSchema(schema: Schema): KnownSchema {
  const known = schema as KnownSchema;
  const { def } = known._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "nonoptional":
    case "success":
    case "promise":
      return inputSchema(def.innerType);
    case "lazy":
      return inputSchema(def.getter());
    case "pipe":
      return (def.in as KnownSchema)._zod.def.type === "transform"
        ? inputSchema(def.out)
        : inputSchema(def.in);
    default:
      return known;
  }
}

/** The schema inside of one that adds absence, null, a default or a mark to it; null: this is no such one. */
export function wrappedSchema(schema: Schema): Schema | null {
  const { def } = (schema as KnownSchema)._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "nonoptional":
      return def.innerType;
    default:
      return null;
  }
}

/** What a value needs to be carried: one string, several, a structure, a file; "unknown" does not say. */
export type ValueKind = "scalar" | "scalars" | "object" | "file" | "unknown";

/** How a schema's input can be carried. */
export function valueKind(schema: Schema): ValueKind {
  return kindOf(schema, []);
}

/** `around`: the schemas that this one stands in. What holds itself (`z.json()`) is a structure. */
function kindOf(schema: Schema, around: readonly Schema[]): ValueKind {
  if (around.includes(schema)) return "object";
  const inside = [...around, schema];
  const { def } = inputSchema(schema)._zod;
  switch (def.type) {
    case "string":
    case "number":
    case "boolean":
    case "bigint":
    case "date":
    case "enum":
    case "literal":
    case "template_literal":
    case "null":
    case "undefined":
    case "nan":
      return "scalar";
    case "file":
      return "file";
    case "array":
      return elementsKind([def.element], inside);
    case "set":
      return elementsKind([def.valueType], inside);
    case "tuple":
      return elementsKind(def.rest === null ? def.items : [...def.items, def.rest], inside);
    case "union":
      return unionKind(def.options, inside);
    case "object":
    case "record":
    case "map":
    case "intersection":
      return "object";
    default:
      return "unknown";
  }
}

function elementsKind(elements: readonly Schema[], around: readonly Schema[]): ValueKind {
  const kinds = elements.map((element) => kindOf(element, around));
  if (kinds.includes("unknown")) return "unknown";
  if (kinds.includes("file")) return "file";
  return kinds.every((kind) => kind === "scalar") ? "scalars" : "object";
}

function unionKind(options: readonly Schema[], around: readonly Schema[]): ValueKind {
  const kinds = new Set(options.map((option) => kindOf(option, around)));
  for (const kind of ["unknown", "object", "file", "scalars"] as const) if (kinds.has(kind)) return kind;
  return "scalar";
}

/** Whether a request may leave the value out. */
export function isRequired(schema: Schema): boolean {
  return schema._zod.optin === undefined;
}

/** Whether null is a value of the schema, whatever wraps it. */
export function acceptsNull(schema: Schema): boolean {
  const { def } = (schema as KnownSchema)._zod;
  switch (def.type) {
    case "nullable":
    case "null":
      return true;
    case "optional":
    case "nonoptional":
    case "readonly":
      return acceptsNull(def.innerType);
    case "union":
      return def.options.some(acceptsNull);
    default:
      return false;
  }
}
