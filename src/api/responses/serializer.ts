import { ResponseNotSerializable, ResponseValidationError } from "../../errors/api.ts";
import { evaluableOf } from "../../orm/evaluable.ts";
import { isPendingRow } from "../../orm/pending-row.ts";
import { drive } from "../../util/coroutine.ts";
import { andThen, type MaybePromise } from "../../util/maybe-promise.ts";
import type { Schema } from "../parameters/argument.ts";
import { compileParser, Rejected, type OnFallback } from "../schemas/parser.ts";
import { problemsOf } from "../validation/problems.ts";
import { exclude, type ResponseExclusion } from "./exclusion.ts";
import { invertSchema, parsingWith } from "./inversion.ts";
import { jsonable } from "./jsonable.ts";
import { compileLoader } from "./loader.ts";
import { rowShape } from "./row-shape.ts";
import { Rows, withRows } from "./rows.ts";

/** What a handler returned, as JSON text. Without a promise unless rows or an asynchronous schema make it wait. */
export type Serializer = (value: unknown) => MaybePromise<string>;

/** Without a schema: whatever it is. */
export const serializeAnything: Serializer = (value) => {
  if (isPendingRow(value)) return andThen(value.read(null), serializeAnything);
  const source = evaluableOf(value);
  if (source !== null) return andThen(source.evaluate(), serializeAnything);
  return andThen(
    withRows((rows) => jsonable(value, rows)),
    stringify,
  );
};

export interface SerializerOptions {
  /** "GET /books", for errors. */
  readonly operation: string;
  readonly exclusion?: ResponseExclusion | undefined;
  /** Takes keys out at last (`selectKeys`). */
  readonly select?: ((value: unknown) => unknown) | null;
  readonly onFallback?: OnFallback | undefined;
}

/**
 * With a schema: filtered and checked by it.
 *
 * @throws ResponseDeclarationError for a schema without a JSON form.
 */
export function compileSerializer(schema: Schema, options: SerializerOptions): Serializer {
  const inverted = invertSchema(schema, { keepUnset: options.exclusion?.unset === true });
  // The user's schema is what a fallback is about, not what we made of it.
  const parse = compileParser(
    inverted,
    options.onFallback && ((_, reason) => options.onFallback?.(schema, reason)),
  );
  const exclusion = options.exclusion === undefined ? null : exclude(schema, options.exclusion);
  const select = options.select ?? null;
  const loader = compileLoader(schema);
  const withLoaded = (value: unknown): MaybePromise<unknown> => {
    const rows = new Rows();
    const pass = (): MaybePromise<unknown> =>
      withRows((current) => parsingWith(current, () => parse(value)), rows);
    return loader === null ? pass() : andThen(drive(loader([value], rows)), pass);
  };
  const serialize: Serializer = (value) =>
    andThen(withLoaded(value), (parsing) =>
      andThen(parsing as MaybePromise<unknown>, (parsed) => {
        if (parsed instanceof Rejected)
          throw new ResponseValidationError(
            options.operation,
            problemsOf(parsed, value, schema).map(({ path, input, ...problem }) => ({
              ...problem,
              loc: ["response", ...path],
              input,
            })),
          );
        const kept = exclusion === null ? parsed : exclusion(parsed);
        return stringify(select === null ? kept : select(kept));
      }),
    );
  const shape = rowShape(schema);
  return (value) => (isPendingRow(value) ? andThen(value.read(shape), serialize) : serialize(value));
}

function stringify(value: unknown): string {
  try {
    // Undefined is what a handler without a return gives: null, as FastAPI sends None.
    return JSON.stringify(value) ?? "null";
  } catch (error) {
    throw new ResponseNotSerializable("A returned value has no JSON form", { cause: error });
  }
}
