import { QueryError } from "../../errors/query.ts";
import type { Dialect } from "../backends/backend.ts";

/** A value that stands in for a placeholder of raw(). */
export type RawValue = string | number | bigint | boolean | null | Date | Uint8Array | readonly RawValue[];

/** In the order of "%s", or by the names of "%(name)s". */
export type RawParams = readonly RawValue[] | Readonly<Record<string, RawValue>>;

/** SQL with the database's own placeholders, and its values in their order. */
export interface BoundSql {
  readonly sql: string;
  readonly values: readonly unknown[];
}

const PERCENT = /%(?:(%)|(s)|\(([^)]*)\)s)?/g;

/**
 * Django's placeholders as the database's. Values go to it beside the SQL: nothing of them is ever written into it.
 * @throws QueryError a placeholder without a value, a value without a placeholder, a "%" that is neither
 */
export function bindPlaceholders(sql: string, params: RawParams, dialect: Dialect): BoundSql {
  const values: unknown[] = [];
  const place = (value: unknown): string => {
    values.push(dialect.toDriver(value, null));
    return dialect.placeholder(values.length);
  };
  const named = !isList(params);
  const bound = sql.replaceAll(PERCENT, (_, percent?: string, positional?: string, name?: string) => {
    if (percent !== undefined) return "%";
    if (positional !== undefined && !named) return place(valueAt(params, values.length));
    if (name !== undefined && named) return place(valueNamed(params, name));
    throw new QueryError(
      positional === undefined && name === undefined
        ? 'A "%" in the SQL of raw() that is no placeholder is written "%%".'
        : named
          ? "The parameters of raw() are named, and the SQL has a placeholder without a name: %s."
          : `The parameters of raw() are a list, and the SQL has a placeholder with a name: %(${name})s.`,
    );
  });
  if (!named && values.length < params.length)
    throw new QueryError(
      `The SQL of raw() has ${values.length} placeholders (%s), and there are ${params.length} parameters.`,
    );
  return { sql: bound, values };
}

function isList(params: RawParams): params is readonly RawValue[] {
  return Array.isArray(params);
}

function valueAt(params: readonly RawValue[], index: number): RawValue {
  const value = params[index];
  if (value === undefined)
    throw new QueryError(`raw() has no value for the placeholder (%s) at position ${index + 1}.`);
  return value;
}

function valueNamed(params: Readonly<Record<string, RawValue>>, name: string): RawValue {
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  if (value === undefined) throw new QueryError(`raw() has no value for the placeholder %(${name})s.`);
  return value;
}
