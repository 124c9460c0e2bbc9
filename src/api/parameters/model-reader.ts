import { andThen } from "../../util/maybe-promise.ts";
import { DecodeFailure, type Problem } from "../decoding/failure.ts";
import { isRequired } from "../schemas/kind.ts";
import { compileParser, Rejected } from "../schemas/parser.ts";
import { problemsOf } from "../validation/problems.ts";
import { modelFields, objectSchema } from "./model-fields.ts";
import { compileRawReader, type RawReader } from "./raw-reader.ts";
import { reject, type ParameterReader, type ReaderOptions } from "./reading.ts";
import type { ResolvedParameter } from "./resolve.ts";
import type { ParameterSource } from "./sources.ts";

interface ModelField {
  readonly key: string;
  readonly name: string;
  readonly read: RawReader;
}

/**
 * A reader for an object whose properties are parameters of their own (`query(z.object({...}))`). Names that the
 * model does not have reach it only if it says something about them (strict or loose objects).
 */
export function compileModelReader(parameter: ResolvedParameter, options: ReaderOptions): ParameterReader {
  const { schema } = parameter;
  const fields: ModelField[] = modelFields(parameter).map(({ key, name, schema: fieldSchema }) => ({
    key,
    name,
    read: compileRawReader(fieldSchema, name, options),
  }));
  const names = new Set(fields.map((field) => field.name));
  const nameOf = new Map(fields.map((field) => [field.key, field.name]));
  const takesOthers = objectSchema(schema)._zod.def.catchall !== undefined;
  const required = isRequired(schema);
  const parse = compileParser(schema, options.onFallback);
  const loc = [options.loc] as const;

  const atRequestNames = (problem: Problem): Problem => {
    const [first, ...rest] = problem.path;
    const name = typeof first === "string" ? nameOf.get(first) : undefined;
    return name === undefined ? problem : { ...problem, path: [name, ...rest] };
  };

  return (source, errors) => {
    const values: Record<string, unknown> = {};
    const undecodable = new Map<string, DecodeFailure>();
    for (const { key, read } of fields) {
      const raw = read(source);
      if (raw === undefined) continue;
      if (raw instanceof DecodeFailure) undecodable.set(key, raw);
      values[key] = raw instanceof DecodeFailure ? raw.problems[0]?.input : raw;
    }
    if (takesOthers) addOthers(values, source, names);
    if (!required && Object.keys(values).length === 0) return parse(undefined);

    return andThen(parse(values), (parsed) => {
      if (undecodable.size === 0 && !(parsed instanceof Rejected)) return parsed;
      // What the decoder says of a value is nearer to the point than what Zod says of its text.
      const problems = (parsed instanceof Rejected ? problemsOf(parsed, values) : []).filter(
        ({ path: [first] }) => !undecodable.has(String(first)),
      );
      for (const [key, { problems: own }] of undecodable)
        problems.push(...own.map((problem) => ({ ...problem, path: [key, ...problem.path] })));
      return reject(problems.map(atRequestNames), loc, errors);
    });
  };
}

function addOthers(
  values: Record<string, unknown>,
  source: ParameterSource<unknown>,
  names: ReadonlySet<string>,
): void {
  for (const name of source.names()) {
    if (names.has(name)) continue;
    const all = source.getAll(name);
    values[name] = all.length === 1 ? all[0] : all;
  }
}
