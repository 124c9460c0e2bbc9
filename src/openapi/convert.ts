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

/** Marks a codec in what Zod makes, with its number. */
const CODEC = "x-bridge-codec";
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
  for (const schema of schemas) names.giveRecursive(schema);
  const codecs: Schema[] = [];
  // In a tuple, so that each of them is a schema among others for Zod, and a named one a reference.
  const { prefixItems = [], $defs = {} } = z.toJSONSchema(z.tuple(schemas as [z.core.$ZodType]), {
    io: direction,
    metadata: names,
    unrepresentable,
    override({ zodSchema, jsonSchema }) {
      toFastApiForm(zodSchema, jsonSchema);
      if (direction === "input" || !zodSchema._zod.traits.has("$ZodCodec")) return;
      for (const keyword of Object.keys(jsonSchema)) delete jsonSchema[keyword];
      jsonSchema[CODEC] = codecs.push((zodSchema._zod.def as z.core.$ZodCodecDef).in as Schema) - 1;
    },
  }) as { prefixItems?: JsonSchema[]; $defs?: Record<string, JsonSchema> };
  const encoded = codecs.length === 0 ? null : convertSchemas(codecs, direction, names);
  const finish = (json: JsonSchema): JsonSchema =>
    mapSchema(mapRefs(json, keyOf), ({ [CODEC]: codec, ...rest }) =>
      codec === undefined ? splitTypeList(rest) : { ...encoded?.schemas[codec as number], ...rest },
    );
  const own = Object.entries($defs).map(([key, json]): [string, JsonSchema] => [key, finish(json)]);
  return { schemas: prefixItems.map(finish), components: new Map([...(encoded?.components ?? []), ...own]) };
}

/** A reference as Zod writes it, as a JSON Pointer (RFC 6901), to the key it means. */
function keyOf(ref: string): string {
  return ref.startsWith(DEFS) ? ref.slice(DEFS.length).replaceAll("~1", "/").replaceAll("~0", "~") : ref;
}
