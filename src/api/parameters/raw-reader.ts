import { compileTextDecoder } from "../decoding/text.ts";
import { compileValuesDecoder } from "../decoding/values.ts";
import type { Problem } from "../decoding/failure.ts";
import { valueKind } from "../schemas/kind.ts";
import type { Schema } from "./argument.ts";
import type { ReaderOptions } from "./reading.ts";
import type { ParameterSource } from "./sources.ts";

/** Gets at the value or values of a name, before any schema sees them. */
export interface RawReader {
  /** As the request has it: text, an array of texts where several are wanted; undefined when there is none. */
  find(source: ParameterSource<unknown>): unknown;
  /** What the schema's input side wants, or a DecodeFailure. What is no text (a file) stays as it is. */
  decode(found: unknown): unknown;
}

export function compileRawReader(
  schema: Schema,
  name: string,
  { emptyIsMissing }: Pick<ReaderOptions, "emptyIsMissing">,
): RawReader {
  const isMissing = (value: unknown): boolean => emptyIsMissing && isEmptyInput(value);
  if (valueKind(schema) === "scalar") {
    const decode = compileTextDecoder(schema);
    return {
      find(source) {
        const value = source.get(name);
        return isMissing(value) ? undefined : value;
      },
      decode: (found) => (typeof found === "string" ? decode(found) : found),
    };
  }
  const decode = compileValuesDecoder(schema);
  return {
    find(source) {
      const values = source.getAll(name).filter((value) => !isMissing(value));
      return values.length === 0 ? undefined : values;
    },
    decode: (found) => (Array.isArray(found) ? decode(found) : found),
  };
}

/** Problems with the text that the client sent as their input, not what it was decoded to. */
export function withFoundInput(problems: readonly Problem[], found: unknown): Problem[] {
  return problems.map((problem) => {
    const index = problem.path.find((key) => typeof key === "number");
    const input =
      Array.isArray(found) && index !== undefined && index in found ? (found[index] as unknown) : found;
    return { ...problem, input };
  });
}

/** What browsers send for a field or a file that was not filled in. */
function isEmptyInput(value: unknown): boolean {
  return value === "" || (value instanceof File && value.name === "" && value.size === 0);
}
