import { z } from "zod";
import { formatDuration, parseDuration } from "./duration-text.ts";
import { invalid } from "./field-type.ts";
import type { FieldType } from "./field-type.ts";

/** DurationField: an ISO 8601 duration as Django writes it in JSON: "P1DT02H03M04.000005S". */
export const duration: FieldType = {
  prepare(value, field) {
    const microseconds = typeof value === "string" ? parseDuration(value) : null;
    if (microseconds === null)
      throw invalid(
        field,
        value,
        "value has an invalid format. It must be in [DD] [[HH:]MM:]ss[.uuuuuu] or ISO 8601 format.",
      );
    return formatDuration(microseconds);
  },
  schema: () => z.string().meta({ format: "duration" }),
};
