import { decodeFailure, type DecodeFailure } from "./failure.ts";

/** pydantic's strings for booleans. */
const TRUE = new Set(["1", "on", "t", "true", "y", "yes"]);
const FALSE = new Set(["0", "off", "f", "false", "n", "no"]);

export function decodeBoolean(text: string): boolean | DecodeFailure {
  const lower = text.toLowerCase();
  if (TRUE.has(lower)) return true;
  if (FALSE.has(lower)) return false;
  return decodeFailure("bool_parsing", "Input should be a valid boolean, unable to interpret input", text);
}
