import type { z } from "zod";
import { ResponseDeclarationError } from "../../errors/api.ts";
import type { Schema } from "../parameters/argument.ts";
import { wrappedSchema, type KnownSchema } from "../schemas/kind.ts";

/** Keys of a response, true or those inside; the elements of a list have the list's. */
export type KeySelection = { readonly [key: string]: true | KeySelection };

/** The keys that a response schema has: `{ title: true, author: { name: true } }`. */
export type ResponseKeys<S extends Schema | undefined> = [S] extends [Schema]
  ? KeysOf<z.output<S>>
  : KeySelection;

type KeysOf<T> = unknown extends T
  ? KeySelection
  : T extends readonly (infer Element)[]
    ? KeysOf<Element>
    : T extends object
      ? { readonly [Key in keyof T & string]?: true | KeysOf<T[Key]> }
      : never;

/** Which keys are sent, after a response was checked: FastAPI's response_model_include and response_model_exclude. */
export interface SelectedKeys {
  readonly include?: KeySelection | undefined;
  readonly exclude?: KeySelection | undefined;
}

/** For errors. */
interface DeclaredOperation {
  /** "GET /books" */
  readonly operation: string;
  readonly declaredAt: string | null;
}

/**
 * Leaves out what is not selected.
 *
 * @throws ResponseDeclarationError a key that the schema does not have
 */
export function selectKeys(
  schema: Schema | undefined,
  { include, exclude }: SelectedKeys,
  { operation, declaredAt }: DeclaredOperation,
): (value: unknown) => unknown {
  for (const [option, keys] of [
    ["responseInclude", include],
    ["responseExclude.keys", exclude],
  ] as const) {
    if (keys === undefined) continue;
    const problem = schema === undefined ? "needs a response schema" : keyProblem(schema, keys, "");
    if (problem !== null)
      throw new ResponseDeclarationError(`${operation}: ${option} ${problem}`, declaredAt);
  }
  return (value) => {
    const included = include === undefined ? value : withOnly(value, include);
    return exclude === undefined ? included : without(included, exclude);
  };
}

function withOnly(value: unknown, keys: KeySelection): unknown {
  return eachRecord(value, (record) =>
    Object.entries(record).flatMap(([key, inner]) => {
      const selected = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (selected === undefined) return [];
      return [[key, selected === true ? inner : withOnly(inner, selected)]];
    }),
  );
}

function without(value: unknown, keys: KeySelection): unknown {
  return eachRecord(value, (record) =>
    Object.entries(record).flatMap(([key, inner]) => {
      const selected = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (selected === true) return [];
      return [[key, selected === undefined ? inner : without(inner, selected)]];
    }),
  );
}

function eachRecord(
  value: unknown,
  select: (record: Readonly<Record<string, unknown>>) => [string, unknown][],
): unknown {
  if (Array.isArray(value)) return value.map((element) => eachRecord(element, select));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(select(value as Readonly<Record<string, unknown>>));
}

function keyProblem(schema: Schema, keys: KeySelection, path: string): string | null {
  const shapes = shapesOf(schema, new Set());
  if (shapes === null) return null;
  for (const [key, selected] of Object.entries(keys)) {
    const below = shapes.flatMap((shape) => (Object.hasOwn(shape, key) ? [shape[key] as Schema] : []));
    if (below.length === 0) {
      const known = [...new Set(shapes.flatMap((shape) => Object.keys(shape)))];
      const place = path === "" ? "the response" : `"${path}" of the response`;
      return known.length === 0
        ? `names "${key}", and ${place} has no keys`
        : `names "${key}", which ${place} does not have. It has: ${known.join(", ")}`;
    }
    if (selected === true) continue;
    for (const inner of below) {
      const problem = keyProblem(inner, selected, path === "" ? key : `${path}.${key}`);
      if (problem !== null) return problem;
    }
  }
  return null;
}

/** The objects that stand in a place; null: any keys may be there. */
function shapesOf(schema: Schema, seen: Set<Schema>): readonly Readonly<Record<string, Schema>>[] | null {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const { def } = (schema as KnownSchema)._zod;
  const inside = wrappedSchema(schema);
  if (inside !== null) return shapesOf(inside, seen);
  switch (def.type) {
    case "object":
      return def.catchall === undefined || def.catchall._zod.def.type === "never" ? [def.shape] : null;
    case "array":
      return shapesOf(def.element, seen);
    case "union":
      return joined(def.options, seen);
    case "intersection":
      return joined([def.left, def.right], seen);
    case "string":
    case "number":
    case "boolean":
    case "null":
    case "literal":
    case "enum":
    case "bigint":
    case "date":
      return [];
    default:
      return null;
  }
}

function joined(
  schemas: readonly Schema[],
  seen: Set<Schema>,
): readonly Readonly<Record<string, Schema>>[] | null {
  const shapes = schemas.map((schema) => shapesOf(schema, seen));
  return shapes.includes(null) ? null : shapes.flatMap((found) => found ?? []);
}
