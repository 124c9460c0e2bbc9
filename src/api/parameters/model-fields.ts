import { inputSchema, type KnownSchema } from "../schemas/kind.ts";
import type { Schema } from "./argument.ts";
import { headerName, type ResolvedParameter } from "./resolve.ts";

export type ObjectSchema = Extract<KnownSchema, { _zod: { def: { type: "object" } } }>;

/** The object inside of a model parameter's schema. */
export function objectSchema(schema: Schema): ObjectSchema {
  return inputSchema(schema) as ObjectSchema;
}

/** The properties of a model parameter with their names in the request. */
export function modelFields(parameter: ResolvedParameter): { key: string; name: string; schema: Schema }[] {
  const { shape } = objectSchema(parameter.schema)._zod.def;
  const convert = parameter.location === "header" && parameter.options.convertUnderscores !== false;
  return Object.entries(shape).map(([key, schema]) => ({
    key,
    name: convert ? headerName(key) : key,
    schema,
  }));
}
