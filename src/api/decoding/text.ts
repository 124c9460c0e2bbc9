import type { Schema } from "../parameters/argument.ts";
import { inputSchema } from "../schemas/kind.ts";
import { compileParser, Rejected } from "../schemas/parser.ts";
import { isIntegerSchema, unionTag } from "../schemas/names.ts";
import { problemsOf } from "../validation/problems.ts";
import { decodeBoolean } from "./boolean.ts";
import { decodeDate } from "./date.ts";
import { DecodeFailure, type Problem } from "./failure.ts";
import { decodeBigInt, decodeFloat, decodeInteger } from "./number.ts";

/** Text in, the value that a schema's input side wants out, or what is wrong. */
export type TextDecoder = (text: string) => unknown;

const asItIs: TextDecoder = (text) => text;

/**
 * How one piece of text (a query value, a path segment, a header, a cookie, a form field) becomes what a schema
 * takes. Decided by the schema once, not by the text: "1" stays text for `z.string()`.
 */
export function compileTextDecoder(schema: Schema): TextDecoder {
  const known = inputSchema(schema);
  const { def } = known._zod;
  switch (def.type) {
    case "number":
      return isIntegerSchema(known) ? decodeInteger : decodeFloat;
    case "bigint":
      return decodeBigInt;
    case "boolean":
      return decodeBoolean;
    case "date":
      return decodeDate;
    case "enum":
      return compileChoice(Object.values(def.entries));
    case "literal":
      return compileChoice(def.values);
    case "union":
      return compileUnion(def.options);
    default:
      return asItIs;
  }
}

/** Literals that are not text are recognised by how they are written: "1" for 1, "true" for true. */
function compileChoice(values: readonly unknown[]): TextDecoder {
  const byText = new Map(
    values.filter((value) => typeof value !== "string").map((value) => [String(value), value]),
  );
  if (byText.size === 0) return asItIs;
  for (const value of values) if (typeof value === "string") byText.set(value, value);
  return (text) => (byText.has(text) ? byText.get(text) : text);
}

/** The first option, in order, that takes the text once decoded, as Zod's own unions choose. */
function compileUnion(options: readonly Schema[]): TextDecoder {
  const candidates = options.map((option) => ({
    decode: compileTextDecoder(option),
    parse: compileParser(option),
    tag: unionTag(option),
    option,
  }));
  return (text) => {
    const problems: Problem[] = [];
    for (const { decode, parse, tag, option } of candidates) {
      const decoded = decode(text);
      if (decoded instanceof DecodeFailure) {
        problems.push(...decoded.problems.map((problem) => ({ ...problem, path: [tag, ...problem.path] })));
        continue;
      }
      const parsed = parse(decoded);
      if (!(parsed instanceof Rejected)) return decoded;
      problems.push(
        ...problemsOf(parsed, decoded, option).map((problem) => ({
          ...problem,
          path: [tag, ...problem.path],
        })),
      );
    }
    return new DecodeFailure(problems);
  };
}
