import type { z } from "zod";
import type { Schema } from "../parameters/argument.ts";
import { inputSchema } from "../schemas/kind.ts";

type Path = readonly (string | number)[];

/**
 * A path with the tags of the discriminated unions it passes, as pydantic has them in `loc`: `["pet", "lives"]` of a
 * cat is `["pet", "cat", "lives"]`.
 */
export function taggedPath(schema: Schema, value: unknown, path: Path): (string | number)[] {
  const tagged: (string | number)[] = [];
  let current: Schema | undefined = schema;
  let inside = value;
  for (const key of path) {
    if (current !== undefined) {
      const chosen = chosenOption(current, inside);
      if (chosen !== null) {
        tagged.push(chosen.tag);
        current = chosen.option;
      }
      current = childSchema(current, key);
    }
    tagged.push(key);
    inside =
      typeof inside === "object" && inside !== null
        ? (inside as Record<string | number, unknown>)[key]
        : undefined;
  }
  return tagged;
}

function chosenOption(schema: Schema, value: unknown): { tag: string; option: Schema } | null {
  const { def } = inputSchema(schema)._zod;
  if (def.type !== "union") return null;
  const { discriminator } = def as Partial<z.core.$ZodDiscriminatedUnionDef>;
  if (discriminator === undefined || typeof value !== "object" || value === null) return null;
  const tag = (value as Record<string, unknown>)[discriminator];
  const option = def.options.find((candidate) =>
    candidate._zod.propValues?.[discriminator]?.has(tag as string),
  );
  return option === undefined ? null : { tag: String(tag), option };
}

function childSchema(schema: Schema, key: string | number): Schema | undefined {
  const { def } = inputSchema(schema)._zod;
  switch (def.type) {
    case "object":
      return def.shape[key];
    case "array":
      return def.element;
    case "tuple":
      return def.items[Number(key)] ?? def.rest ?? undefined;
    case "record":
    case "map":
      return def.valueType;
    default:
      return undefined;
  }
}
