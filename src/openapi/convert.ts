import { z } from "zod";
import type { Schema } from "../api/parameters/argument.ts";
import type { ComponentNames } from "./component-names.ts";
import { mapRefs, mapSchema, type JsonSchema } from "./json-schema.ts";
import { splitTypeList, toFastApiForm, unrepresentable } from "./schema-form.ts";

/** Which side of a schema: what a request holds, or what a response does. */
export type Direction = "input" | "output";

export interface Conversion {
  /** In the order of the schemas given; a named one is a reference. */
  readonly schemas: readonly JsonSchema[];
  /** By key of `ComponentNames`. References are such keys too. */
  readonly components: ReadonlyMap<string, JsonSchema>;
}

/** Stands in what Zod makes for a schema that is converted by itself, with its number. */
const APART = "x-bridge-apart";
const DEFS = "#/$defs/";

/**
 * Converts schemas together, so that what they share is one component. A response is what is sent of its schema: a
 * codec is encoded there, so that its input side counts, while defaults are filled in as in any output.
 */
export function convertSchemas(
  schemas: readonly Schema[],
  direction: Direction,
  names: ComponentNames,
): Conversion {
  return convert(schemas, direction, names, new Set());
}

/** `around`: the schemas in which these ones were found, so that one that holds itself comes to an end. */
function convert(
  schemas: readonly Schema[],
  direction: Direction,
  names: ComponentNames,
  around: ReadonlySet<Schema>,
): Conversion {
  for (const schema of schemas) names.giveRecursive(schema);
  const apart: Schema[] = [];
  const put = (schema: Schema): JsonSchema => (around.has(schema) ? {} : { [APART]: apart.push(schema) - 1 });
  // In a tuple, so that each of them is a schema among others for Zod, and a named one a reference.
  const { prefixItems = [], $defs = {} } = z.toJSONSchema(z.tuple(schemas as [z.core.$ZodType]), {
    io: direction,
    metadata: names,
    unrepresentable,
    override({ zodSchema, jsonSchema }) {
      toFastApiForm(zodSchema, jsonSchema);
      const { def } = zodSchema._zod;
      if (def.type === "set") jsonSchema["items"] = put(def.valueType);
      if (def.type === "map" && jsonSchema["type"] === "object")
        jsonSchema["additionalProperties"] = put(def.valueType);
      if (direction === "input" || !zodSchema._zod.traits.has("$ZodCodec")) return;
      for (const keyword of Object.keys(jsonSchema)) delete jsonSchema[keyword];
      Object.assign(jsonSchema, put((def as z.core.$ZodCodecDef).in));
    },
  }) as { prefixItems?: JsonSchema[]; $defs?: Record<string, JsonSchema> };
  const others = apart.length === 0 ? null : convert(apart, direction, names, new Set([...around, ...apart]));
  const finish = (json: JsonSchema): JsonSchema =>
    mapSchema(mapRefs(json, keyOf), ({ [APART]: number, ...rest }) =>
      number === undefined ? splitTypeList(rest) : { ...others?.schemas[number as number], ...rest },
    );
  const own = Object.entries($defs).map(([key, json]): [string, JsonSchema] => [key, finish(json)]);
  return { schemas: prefixItems.map(finish), components: new Map([...(others?.components ?? []), ...own]) };
}

/** A reference as Zod writes it, as a JSON Pointer (RFC 6901), to the key it means. */
function keyOf(ref: string): string {
  return ref.startsWith(DEFS) ? ref.slice(DEFS.length).replaceAll("~1", "/").replaceAll("~0", "~") : ref;
}
