import { evaluableOf } from "../../orm/evaluable.ts";
import type { ModelInstance } from "../../orm/instance.ts";
import { heldBy, loadMissing } from "../../orm/planned/load-missing.ts";
import { isInstance } from "../../orm/query/tree.ts";
import type { Coroutine } from "../../util/coroutine.ts";
import type { Schema } from "../parameters/argument.ts";
import { wrappedSchema, type KnownSchema } from "../schemas/kind.ts";
import { holdsRows, lazySchema, rowShape } from "./row-shape.ts";
import type { Rows } from "./rows.ts";

/**
 * Reads what values of one place in a schema lack: rows of QuerySets, related rows of instances. All values of a place
 * together, so that a relation costs one query however many rows there are.
 */
export type Loader = (values: readonly unknown[], rows: Rows) => Coroutine<void>;

/** The loader of a response schema; null: no row in it has relations, so its QuerySets are read when they are met. */
export function compileLoader(schema: Schema): Loader | null {
  return needsLoader(schema) ? new LoaderCompiler().of(schema) : null;
}

/** Arrays of flat objects do not: most lists. */
function needsLoader(schema: Schema): boolean {
  const { def } = (schema as KnownSchema)._zod;
  if (def.type === "array") return needsLoader(def.element);
  const shape = rowShape(schema);
  return shape === null ? holdsRows(schema) : shape.nested.size > 0;
}

class LoaderCompiler {
  private readonly done = new Map<Schema, Loader | null>();

  of(schema: Schema): Loader | null {
    const known = this.done.get(schema);
    if (known !== undefined) return known;
    if (!holdsRows(schema)) return null;
    // A schema that holds itself finds this one.
    this.done.set(schema, (values, rows) => (this.done.get(schema) ?? nothing)(values, rows));
    const loader = this.make(schema as KnownSchema);
    this.done.set(schema, loader);
    return loader;
  }

  private make(schema: KnownSchema): Loader | null {
    const { def } = schema._zod;
    const inside = wrappedSchema(schema);
    if (inside !== null) return this.of(inside);
    switch (def.type) {
      case "object":
        return this.object(schema, def.shape);
      case "array":
        return this.array(def.element);
      case "tuple":
        return this.elements(def.rest === null ? def.items : [...def.items, def.rest], (value) =>
          Array.isArray(value) ? value : [],
        );
      case "record":
        return this.elements([def.valueType], (value) => Object.values(value));
      case "map":
      case "set":
        return this.elements([def.valueType], (value) =>
          value instanceof Map || value instanceof Set ? [...value.values()] : [],
        );
      case "union":
        return this.elements(def.options, (value) => [value]);
      case "intersection":
        return this.elements([def.left, def.right], (value) => [value]);
      case "lazy":
        return this.of(lazySchema(schema));
      case "pipe":
        return this.of((def.in as KnownSchema)._zod.def.type === "transform" ? def.out : def.in);
      default:
        return null;
    }
  }

  private object(schema: Schema, properties: Readonly<Record<string, Schema>>): Loader | null {
    const shape = rowShape(schema);
    const children = Object.entries(properties).flatMap(([name, property]) => {
      const load = this.of(property);
      return load === null ? [] : [{ name, load }];
    });
    if (shape === null || shape.nested.size === 0) return null;
    return function* (values, rows) {
      const present = objects(values);
      if (present.size === 0) return;
      const instances = [...present].filter((value) => isInstance(value)) as unknown as ModelInstance[];
      if (instances.length > 0) yield* loadMissing(instances, shape);
      for (const { name, load } of children) {
        const below = [...present].map((value) => held(value, name));
        yield* load(below, rows);
      }
    };
  }

  private array(element: Schema): Loader {
    const shape = rowShape(element);
    const load = this.of(element);
    return function* (values, rows) {
      const all: unknown[] = [];
      for (const value of values) {
        const source = Array.isArray(value) ? null : evaluableOf(value);
        if (source !== null) all.push(...(yield* rows.read(source, shape)));
        else if (Array.isArray(value)) all.push(...(value as unknown[]));
      }
      if (load !== null && all.length > 0) yield* load(all, rows);
    };
  }

  /** Places that values of a schema are handed on to. */
  private elements(schemas: readonly Schema[], below: (value: object) => unknown[]): Loader | null {
    const loaders = schemas.map((schema) => this.of(schema)).filter((load) => load !== null);
    if (loaders.length === 0) return null;
    return function* (values, rows) {
      const inner = [...objects(values)].flatMap(below);
      if (inner.length > 0) for (const load of loaders) yield* load(inner, rows);
    };
  }
}

function* nothing(): Coroutine<void> {}

/** Each once: many rows may share a related one. */
function objects(values: readonly unknown[]): Set<object> {
  return new Set(values.filter((value) => typeof value === "object" && value !== null));
}

function held(value: object, name: string): unknown {
  return isInstance(value)
    ? heldBy(value as unknown as ModelInstance, name)
    : (value as Record<string, unknown>)[name];
}
