import { andThen } from "../../util/maybe-promise.ts";
import { DecodeFailure } from "../decoding/failure.ts";
import { isRequired } from "../schemas/kind.ts";
import { compileParser, Rejected } from "../schemas/parser.ts";
import { problemsOf } from "../validation/problems.ts";
import { compileModelReader } from "./model-reader.ts";
import { compileRawReader, withFoundInput } from "./raw-reader.ts";
import { INVALID, missing, reject, type ParameterReader, type ReaderOptions } from "./reading.ts";
import type { ResolvedParameter } from "./resolve.ts";

/** A reader for a parameter of the path, query, headers, cookies or a form. */
export function compileParameterReader(
  parameter: ResolvedParameter,
  options: ReaderOptions,
): ParameterReader {
  if (parameter.isModel) return compileModelReader(parameter, options);
  const { schema, name } = parameter;
  const loc = [options.loc, name] as const;
  const parse = compileParser(schema, options.onFallback);
  const required = isRequired(schema);
  const { find, decode } = compileRawReader(schema, name, options);

  return (source, errors) => {
    const found = find(source);
    if (found === undefined && required) {
      errors.push(missing(loc));
      return INVALID;
    }
    const raw = decode(found);
    if (raw instanceof DecodeFailure) return reject(raw.problems, loc, errors);
    return andThen(parse(raw), (parsed) => {
      if (!(parsed instanceof Rejected)) return parsed;
      // A preprocess may have made something of nothing, and has not.
      if (found === undefined) errors.push(missing(loc));
      else reject(withFoundInput(problemsOf(parsed, raw, schema), found), loc, errors);
      return INVALID;
    });
  };
}
