import { isDeepStrictEqual } from "node:util";
import type { Schema } from "../parameters/argument.ts";
import type { KnownSchema } from "../schemas/kind.ts";
import type { ResponseKeys } from "./response-keys.ts";

/** Leaving keys out of what is sent, as FastAPI's response_model_exclude and response_model_exclude_* do. */
export interface ResponseExclusion<S extends Schema | undefined = Schema | undefined> {
  /** These: `{ stock: true, author: { born: true } }`. The document goes on to show them, as in FastAPI. */
  readonly keys?: ResponseKeys<S>;
  /** Keys whose value is null. */
  readonly none?: boolean;
  /** Keys whose value is the schema's default. */
  readonly defaults?: boolean;
  /** Keys that the handler did not set and the schema would fill in. */
  readonly unset?: boolean;
}

type Exclude = (value: unknown) => unknown;

/** Takes out what an exclusion says; `unset` is done before, by not filling in (see `invertSchema`). */
export function exclude(schema: Schema, exclusion: ResponseExclusion): Exclude {
  const byDefault = exclusion.defaults === true ? excludeDefaults(schema) : asItIs;
  return (value) => (exclusion.none === true ? excludeNull(byDefault(value)) : byDefault(value));
}

const asItIs: Exclude = (value) => value;

function excludeNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(excludeNull);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, excludeNull(inner)]),
  );
}

/** Follows the schema through objects, arrays and what wraps them; unions are left as they are. */
function excludeDefaults(schema: Schema): Exclude {
  const { def } = (schema as KnownSchema)._zod;
  switch (def.type) {
    case "object": {
      const fields = Object.entries(def.shape).map(([key, inner]) => ({
        key,
        defaults: defaultsOf(inner),
        exclude: excludeDefaults(inner),
      }));
      return (value) => {
        if (!isRecord(value)) return value;
        const kept = { ...value };
        for (const { key, defaults, exclude } of fields) {
          if (!Object.hasOwn(kept, key)) continue;
          if (defaults.some((fallback) => isDeepStrictEqual(fallback, kept[key]))) delete kept[key];
          else kept[key] = exclude(kept[key]);
        }
        return kept;
      };
    }
    case "array": {
      const element = excludeDefaults(def.element);
      return (value) => (Array.isArray(value) ? value.map(element) : value);
    }
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
      return excludeDefaults(def.innerType);
    default:
      return asItIs;
  }
}

/** The default of a schema, as JSON; none where it has none. */
function defaultsOf(schema: Schema): readonly unknown[] {
  const { def } = (schema as KnownSchema)._zod;
  if (def.type === "default") return [JSON.parse(JSON.stringify(def.defaultValue) ?? "null")];
  if (def.type === "nullable" || def.type === "readonly") return defaultsOf(def.innerType);
  return [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
