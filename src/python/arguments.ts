import { PythonArgumentInvalid } from "../errors/python.ts";
import { WireError } from "../errors/query.ts";
import type { WireValue } from "../manifest/wire.ts";
import { evaluableOf } from "../orm/evaluable.ts";
import { tagDurations } from "../orm/executors/durations.ts";
import type { QueryTree } from "../orm/query/tree.ts";
import { treeToWire, valueToWire } from "../orm/query/wire.ts";
import { runtime } from "../orm/runtime.ts";

/**
 * A value for Python, in wire form: what JSON has, dates, bytes, rows, and QuerySets, which Python gets unevaluated.
 *
 * @throws PythonArgumentInvalid
 */
export function argumentToWire(value: unknown): WireValue {
  if (typeof value !== "object" || value === null) return plain(value);
  const evaluable = evaluableOf(value);
  if (evaluable !== null) {
    const { tree } = evaluable as unknown as { readonly tree: QueryTree };
    return { $: "tree", v: tagDurations(treeToWire(tree), runtime().registry) };
  }
  if (Array.isArray(value)) return value.map(argumentToWire);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return plain(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (Object.hasOwn(value, "$"))
    return { $: "dict", v: entries.map(([key, item]) => [key, argumentToWire(item)]) };
  return Object.fromEntries(entries.map(([key, item]) => [key, argumentToWire(item)]));
}

function plain(value: unknown): WireValue {
  try {
    return valueToWire(value);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    const kind = typeof value === "object" ? (value?.constructor.name ?? "null") : typeof value;
    throw new PythonArgumentInvalid(`A value of type ${kind} cannot be passed to Python.`, { cause: error });
  }
}
