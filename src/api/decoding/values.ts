import type { Schema } from "../parameters/argument.ts";
import { inputSchema, valueKind } from "../schemas/kind.ts";
import { compileParser, Rejected } from "../schemas/parser.ts";
import { unionTag } from "../schemas/names.ts";
import { problemsOf } from "../validation/problems.ts";
import { DecodeFailure, type Problem } from "./failure.ts";
import { compileTextDecoder } from "./text.ts";

/** All values of a name in, what the schema's input side wants out: an array, a set, a tuple. */
export type ValuesDecoder = (values: readonly unknown[]) => unknown;

/** How the repeated values of one name become what a schema takes. */
export function compileValuesDecoder(schema: Schema): ValuesDecoder {
  const { def } = inputSchema(schema)._zod;
  switch (def.type) {
    case "array":
      return compileElements(() => def.element);
    case "set": {
      const decode = compileElements(() => def.valueType);
      return (values) => {
        const decoded = decode(values);
        return Array.isArray(decoded) ? new Set(decoded) : decoded;
      };
    }
    case "tuple":
      return compileElements((index) => def.items[index] ?? def.rest ?? null, def.items.length);
    case "union":
      return compileUnion(def.options);
    default: {
      const decode = compileTextDecoder(schema);
      return (values) => {
        const last = values.at(-1);
        return typeof last === "string" ? decode(last) : last;
      };
    }
  }
}

function compileElements(schemaAt: (index: number) => Schema | null, fixed = 0): ValuesDecoder {
  const decoders = Array.from({ length: fixed + 1 }, (_, index) => {
    const schema = schemaAt(index);
    return schema === null ? null : compileTextDecoder(schema);
  });
  return (values) => {
    const problems: Problem[] = [];
    const decoded = values.map((value, index) => {
      const decode = decoders[Math.min(index, fixed)];
      if (typeof value !== "string" || decode === null || decode === undefined) return value;
      const result = decode(value);
      if (result instanceof DecodeFailure)
        problems.push(...result.problems.map((problem) => ({ ...problem, path: [index, ...problem.path] })));
      return result;
    });
    return problems.length > 0 ? new DecodeFailure(problems) : decoded;
  };
}

/** A union of a value and a list of them: the first option, in order, that takes what came. */
function compileUnion(options: readonly Schema[]): ValuesDecoder {
  const candidates = options.map((option) => ({
    single: valueKind(option) === "scalar",
    decode: compileValuesDecoder(option),
    parse: compileParser(option),
    tag: unionTag(option),
    option,
  }));
  return (values) => {
    const problems: Problem[] = [];
    for (const { single, decode, parse, tag, option } of candidates) {
      if (single && values.length > 1) continue;
      const decoded = decode(values);
      const parsed = decoded instanceof DecodeFailure ? decoded : parse(decoded);
      if (parsed instanceof DecodeFailure || parsed instanceof Rejected) {
        const own = parsed instanceof Rejected ? problemsOf(parsed, decoded, option) : parsed.problems;
        problems.push(...own.map((problem) => ({ ...problem, path: [tag, ...problem.path] })));
      } else return decoded;
    }
    return new DecodeFailure(problems);
  };
}
