import type { z } from "zod";
import type { RowShape } from "../../orm/planned/row-shape.ts";
import type { Schema } from "../parameters/argument.ts";
import { wrappedSchema, type KnownSchema } from "../schemas/kind.ts";

const shapes = new WeakMap<Schema, RowShape | null>();

/**
 * What a response schema reads of a row, whoever wrote the schema: the keys of an object, and through those that hold
 * objects or arrays of them, what is read of related rows. Null: the schema does not say (it is no object).
 */
export function rowShape(schema: Schema): RowShape | null {
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const shape = shapeOf(schema as KnownSchema);
  shapes.set(schema, shape);
  return shape;
}

/** Says what a schema reads of a row, or of each of its rows, where a function in it hides that. */
export function declareRowShape<S extends Schema>(schema: S, shape: RowShape): S {
  shapes.set(schema, shape);
  return schema;
}

/** Whether a value of the schema may hold rows, or be one. */
export function holdsRows(schema: Schema): boolean {
  return holds(schema as KnownSchema, new Set());
}

/** What a lazy schema stands for: the same each time, whereas its function may make it anew. */
export function lazySchema(schema: Schema): Schema {
  return (schema as z.core.$ZodLazy)._zod.innerType;
}

function shapeOf(schema: KnownSchema): RowShape | null {
  const { def } = schema._zod;
  const inside = wrappedSchema(schema);
  if (inside !== null) return rowShape(inside);
  switch (def.type) {
    case "object": {
      const nested = new Map<string, RowShape | null>();
      const isOpen = def.catchall !== undefined && (def.catchall as KnownSchema)._zod.def.type !== "never";
      const shape: RowShape = { names: Object.keys(def.shape), exact: !isOpen, nested };
      // Before what is below it: a schema may hold itself.
      shapes.set(schema, shape);
      for (const [name, value] of Object.entries(def.shape))
        if (holdsRows(value)) nested.set(name, shapeOfRows(value));
      return shape;
    }
    case "union":
      return def.options.map(rowShape).reduce(merge);
    case "intersection":
      return merge(rowShape(def.left), rowShape(def.right));
    case "lazy":
      return rowShape(lazySchema(schema));
    case "pipe": {
      if (def.reverseTransform !== undefined) return null;
      if ((def.in as KnownSchema)._zod.def.type !== "transform") return rowShape(def.in);
      // The function may read anything of the row.
      const shape = rowShape(def.out);
      return shape === null ? null : { ...shape, exact: false };
    }
    default:
      return null;
  }
}

/** The same of what a key holds: one row, or many. */
function shapeOfRows(schema: Schema): RowShape | null {
  const declared = shapes.get(schema);
  if (declared !== undefined) return declared;
  const { def } = (schema as KnownSchema)._zod;
  const inside = wrappedSchema(schema);
  if (inside !== null) return shapeOfRows(inside);
  switch (def.type) {
    case "array":
      return rowShape(def.element);
    case "lazy":
      return shapeOfRows(lazySchema(schema));
    case "pipe":
      return def.reverseTransform === undefined &&
        (def.in as KnownSchema)._zod.def.type === "transform" &&
        (def.out as KnownSchema)._zod.def.type === "array"
        ? opened(shapeOfRows(def.out))
        : rowShape(schema);
    default:
      return rowShape(schema);
  }
}

function opened(shape: RowShape | null): RowShape | null {
  return shape === null ? null : { ...shape, exact: false };
}

/** What one of two schemas reads: both are tried, or both apply. */
function merge(one: RowShape | null, other: RowShape | null): RowShape | null {
  if (one === null) return opened(other);
  if (other === null) return opened(one);
  const nested = new Map(one.nested);
  for (const [name, shape] of other.nested)
    nested.set(name, nested.has(name) ? merge(nested.get(name) ?? null, shape) : shape);
  return {
    names: [...new Set([...one.names, ...other.names])],
    exact: one.exact && other.exact,
    nested,
  };
}

function holds(schema: KnownSchema, seen: Set<Schema>): boolean {
  if (seen.has(schema)) return false;
  seen.add(schema);
  const below = (inner: Schema): boolean => holds(inner as KnownSchema, seen);
  const { def } = schema._zod;
  const inside = wrappedSchema(schema);
  if (inside !== null) return below(inside);
  switch (def.type) {
    case "object":
    case "array":
      return true;
    case "tuple":
      return def.items.some(below) || (def.rest !== null && below(def.rest));
    case "record":
    case "map":
    case "set":
      return below(def.valueType);
    case "union":
      return def.options.some(below);
    case "intersection":
      return below(def.left) || below(def.right);
    case "lazy":
      return below(lazySchema(schema));
    case "pipe":
      return def.reverseTransform === undefined && (below(def.in) || below(def.out));
    default:
      return false;
  }
}
