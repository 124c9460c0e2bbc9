import { compileTextDecoder } from "../decoding/text.ts";
import { compileValuesDecoder } from "../decoding/values.ts";
import { valueKind } from "../schemas/kind.ts";
import type { Schema } from "./argument.ts";
import type { ReaderOptions } from "./reading.ts";
import type { ParameterSource } from "./sources.ts";

/** A decoded value that no schema has seen yet; undefined when the request has none; or a DecodeFailure. */
export type RawReader = (source: ParameterSource<unknown>) => unknown;

/** Finds and decodes the value or values of a name. What is no text (a file) stays as it is. */
export function compileRawReader(
  schema: Schema,
  name: string,
  { emptyIsMissing }: Pick<ReaderOptions, "emptyIsMissing">,
): RawReader {
  const isMissing = (value: unknown): boolean => value === undefined || (emptyIsMissing && value === "");
  if (valueKind(schema) === "scalar") {
    const decode = compileTextDecoder(schema);
    return (source) => {
      const value = source.get(name);
      if (isMissing(value)) return undefined;
      return typeof value === "string" ? decode(value) : value;
    };
  }
  const decode = compileValuesDecoder(schema);
  return (source) => {
    const values = source.getAll(name).filter((value) => !isMissing(value));
    return values.length === 0 ? undefined : decode(values);
  };
}
