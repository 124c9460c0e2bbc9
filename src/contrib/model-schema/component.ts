import type { z } from "zod";

/** A schema under the name that it has in the OpenAPI document, if it has one. */
export function componentOf<Schema extends z.ZodType>(schema: Schema, name: string | undefined): Schema {
  return name === undefined ? schema : schema.meta({ id: name });
}
