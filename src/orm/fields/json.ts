import { z } from "zod";
import type { FieldType } from "./field-type.ts";

/** JSONField: `unknown`, as it stands. */
export const json: FieldType = {
  prepare: (value) => value,
  schema: () => z.json(),
};
