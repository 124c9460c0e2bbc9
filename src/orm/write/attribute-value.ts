import type { FieldDescription } from "../../manifest/schema.ts";
import { formatDuration, parseDuration } from "../fields/duration-text.ts";
import { toScale } from "../fields/decimal.ts";
import { FieldFile } from "../fields/field-file.ts";
import { prepare } from "../fields/prepare.ts";
import { valueField } from "./write-fields.ts";

/** A value that was assigned, as reading the row would give it: "12.5" is "12.50", text is a DateTime. */
export function attributeValue(field: FieldDescription, value: unknown): unknown {
  const end = valueField(field);
  const prepared = prepare(end, value);
  if (prepared === null) return null;
  switch (end.internalType) {
    case "FileField":
    case "ImageField":
      return prepared === "" ? null : new FieldFile(String(prepared));
    case "DecimalField":
      return toScale(String(prepared), end);
    case "DurationField":
      return durationText(String(prepared));
    default:
      return prepared;
  }
}

function durationText(text: string): string {
  const microseconds = parseDuration(text);
  return microseconds === null ? text : formatDuration(microseconds);
}
