import { z } from "zod";
import type { FieldType } from "./field-type.ts";

/** A field whose conversion is not ours (a custom class that overrides it): as the driver has it. */
export const raw: FieldType = {
  prepare: (value) => value,
  schema: () => z.unknown(),
};
