import { andThen } from "../../util/maybe-promise.ts";
import { DecodeFailure, type Problem } from "../decoding/failure.ts";
import { acceptsNull, isRequired, type KnownSchema } from "../schemas/kind.ts";
import { compileParser, Rejected } from "../schemas/parser.ts";
import { problemsOf } from "../validation/problems.ts";
import type { Schema } from "./argument.ts";
import { modelFields, objectSchema } from "./model-fields.ts";
import { compileRawReader, withFoundInput, type RawReader } from "./raw-reader.ts";
import { reject, type ParameterReader, type ReaderOptions } from "./reading.ts";
import type { ResolvedParameter } from "./resolve.ts";
import type { ParameterSource } from "./sources.ts";

interface ModelField extends RawReader {
  readonly key: string;
  readonly name: string;
}

type Values = Record<string, unknown>;

/**
 * A reader for an object whose properties are parameters of their own (`query(z.object({...}))`). Names that the
 * model does not have reach it only if it says something about them (strict or loose objects).
 */
export function compileModelReader(parameter: ResolvedParameter, options: ReaderOptions): ParameterReader {
  const { schema, location } = parameter;
  const fields: ModelField[] = modelFields(parameter).map(({ key, name, schema: fieldSchema }) => ({
    key,
    name,
    ...compileFieldReader(fieldSchema, name, options),
  }));
  const names = new Set(fields.map((field) => field.name));
  const takesOthers = objectSchema(schema)._zod.def.catchall !== undefined;
  // The other headers and cookies of a request are nobody's business in an error.
  const showsOthers = location === "query" || location === "form";
  const required = isRequired(schema);
  const parse = compileParser(schema, options.onFallback);

  return (source, errors) => {
    const found: Values = {};
    const values: Values = {};
    let undecodable: Map<string, DecodeFailure> | null = null;
    for (const { key, find, decode } of fields) {
      const text = find(source);
      if (text === undefined) continue;
      found[key] = text;
      const value = decode(text);
      if (value instanceof DecodeFailure) (undecodable ??= new Map()).set(key, value);
      else values[key] = value;
    }
    if (takesOthers) Object.assign(values, others(source, names));
    if (!required && Object.keys(found).length === 0 && Object.keys(values).length === 0)
      return parse(undefined);

    return andThen(parse(values), (parsed) => {
      if (undecodable === null && !(parsed instanceof Rejected)) return parsed;
      const problems = parsed instanceof Rejected ? problemsOf(parsed, values, schema) : [];
      const whole = showsOthers ? { ...found, ...others(source, names) } : found;
      return reject(
        inFieldOrder(fields, problems, undecodable ?? new Map(), found, whole),
        [options.loc],
        errors,
      );
    });
  };
}

/**
 * Where a property may be left out and has no default, "left out" is a meaning of its own (a PATCH leaves the column as it
 * is), and an empty field another: null where the property takes it, else the empty text.
 */
function compileFieldReader(schema: Schema, name: string, options: ReaderOptions): RawReader {
  if (!options.emptyIsMissing || (schema as KnownSchema)._zod.def.type !== "optional")
    return compileRawReader(schema, name, options);
  const { find, decode } = compileRawReader(schema, name, { emptyIsMissing: false });
  if (!acceptsNull(schema)) return { find, decode };
  return { find, decode: (found) => (found === "" ? null : decode(found)) };
}

/** pydantic's order: field by field, then what is about the whole; under the names that the request has. */
function inFieldOrder(
  fields: readonly ModelField[],
  problems: readonly Problem[],
  undecodable: ReadonlyMap<string, DecodeFailure>,
  found: Values,
  whole: Values,
): Problem[] {
  const ofFields = fields.flatMap(({ key, name }) => {
    // What the decoder says of a value is nearer to the point than what Zod says without it.
    const own = undecodable.get(key)?.problems ?? problems.filter(({ path }) => path[0] === key);
    const inside = undecodable.has(key)
      ? own.map((problem) => ({ ...problem, path: [key, ...problem.path] }))
      : own;
    const shown =
      found[key] === undefined
        ? inside.map((problem) => ({ ...problem, input: whole }))
        : withFoundInput(inside, found[key]);
    return shown.map((problem) => ({ ...problem, path: [name, ...problem.path.slice(1)] }));
  });
  const keys = new Set<unknown>(fields.map(({ key }) => key));
  const ofOthers = problems
    .filter(({ path }) => !keys.has(path[0]))
    .map((problem) => (problem.path.length === 0 ? { ...problem, input: whole } : problem));
  return [...ofFields, ...ofOthers];
}

/** What the model has no field for. */
function others(source: ParameterSource<unknown>, names: ReadonlySet<string>): Values {
  const values: Values = {};
  for (const name of source.names()) {
    if (names.has(name)) continue;
    const all = source.getAll(name);
    values[name] = all.length === 1 ? all[0] : all;
  }
  return values;
}
