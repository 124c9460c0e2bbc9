import { WireError } from "../../errors/query.ts";
import type { WireValue } from "../../manifest/wire.ts";
import type {
  Condition,
  Expression,
  InstanceValue,
  Operation,
  OrderTerm,
  QueryTree,
  Terminal,
} from "./tree.ts";
import { INSTANCE_MODEL, NODE, expression, isExpression, isInstance, isTree } from "./tree.ts";

type WireObject = { readonly [key: string]: WireValue };

/** A query tree in the form that `django_fastapi/query.py` replays; see "A query" in docs/architecture.md. */
export function treeToWire(tree: QueryTree): WireObject {
  return {
    model: tree.model,
    manager: tree.manager,
    using: tree.using,
    operations: tree.operations.map((operation) => recordToWire(operation)),
  };
}

/** A terminal in the form that `django_fastapi/query.py` takes. */
export function terminalToWire(terminal: Terminal): WireObject {
  return recordToWire(terminal);
}

/** The reverse of `treeToWire`. */
export function treeFromWire(wire: WireValue): QueryTree {
  const { model, manager, using, operations } = asObject(wire);
  return {
    [NODE]: "tree",
    model: model as string,
    manager: (manager ?? null) as string | null,
    using: (using ?? null) as string | null,
    operations: asArray(operations).map(operationFromWire),
  };
}

/** An operation as the manifest has it (a manager's constant filter). */
export function operationFromWire(wire: WireValue): Operation {
  return recordFromWire(wire) as unknown as Operation;
}

/** A term of `Meta.ordering` as the manifest has it. */
export function orderTermFromWire(wire: WireValue): OrderTerm {
  return (typeof wire === "string" ? wire : recordFromWire(wire)) as OrderTerm;
}

/** Any value inside a tree, in wire form (`manifest/wire.ts`). */
export function valueToWire(value: unknown): WireValue {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return numberToWire(value);
    case "bigint":
      return { $: "int", v: value.toString() };
    case "object":
      return value === null ? null : objectToWire(value);
    default:
      throw new WireError(`A ${typeof value} cannot be part of a query.`);
  }
}

function numberToWire(value: number): WireValue {
  if (Number.isNaN(value)) return { $: "float", v: "nan" };
  if (!Number.isFinite(value)) return { $: "float", v: value > 0 ? "inf" : "-inf" };
  return value;
}

function objectToWire(value: object): WireValue {
  if (isExpression(value)) return expressionToWire(value);
  if (isTree(value)) return { $: "tree", v: treeToWire(value) };
  if (isInstance(value)) return instanceToWire(value);
  if (Array.isArray(value)) return value.map(valueToWire);
  if (value instanceof Set) return { $: "set", v: [...value].map(valueToWire) };
  // A subclass that keeps microseconds writes them in toISOString(); Python 3.10 does not read "Z".
  if (value instanceof Date) return { $: "datetime", v: value.toISOString().replace(/Z$/, "+00:00") };
  if (value instanceof Uint8Array) return { $: "bytes", v: Buffer.from(value).toString("base64") };
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new WireError(`A ${value.constructor?.name ?? "value"} cannot be part of a query.`);
  if (Object.hasOwn(value, "$"))
    return { $: "dict", v: Object.entries(value).map(([key, item]) => [key, valueToWire(item)]) };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, valueToWire(item)]));
}

function expressionToWire(value: Expression): WireValue {
  const args =
    value.name === "Q"
      ? value.args.map((condition) => ({ $: "condition", v: recordToWire(condition as Condition) }))
      : value.args.map(valueToWire);
  return { $: "expression", v: { name: value.name, args, options: recordToWire(value.options) } };
}

function instanceToWire(value: InstanceValue): WireValue {
  const values: Record<string, WireValue> = {};
  for (const [attname, item] of Object.entries(value)) {
    // A lookup reads the key of an instance; relations that are loaded, files and JSON stay here.
    if (typeof item !== "object" || item === null || item instanceof Date)
      values[attname] = valueToWire(item);
  }
  return { $: "instance", v: { model: value[INSTANCE_MODEL], values } };
}

/** Parts of a tree (operations, conditions, terms, options): their own objects, in which values stand. */
function recordToWire(record: object): WireObject {
  const wire: Record<string, WireValue> = {};
  for (const [key, value] of Object.entries(record)) {
    if (key === "where") wire[key] = recordToWire(value as Condition);
    else if (key === "children") wire[key] = (value as readonly Condition[]).map(recordToWire);
    else if (key === "terms") wire[key] = (value as readonly OrderTerm[]).map(termToWire);
    else if (value !== undefined) wire[key] = valueToWire(value);
  }
  return wire;
}

function termToWire(term: OrderTerm): WireValue {
  return typeof term === "string" ? term : recordToWire(term);
}

/** What a wire value stands for inside a tree; dates and decimals stay strings, which fields take as well. */
export function valueFromWire(wire: WireValue): unknown {
  if (wire === null || typeof wire !== "object") return wire;
  if (isWireArray(wire)) return wire.map(valueFromWire);
  const { $: tag, v } = wire;
  if (typeof tag !== "string" || v === undefined) return recordFromWire(wire);
  switch (tag) {
    case "decimal":
    case "datetime":
    case "date":
    case "time":
    case "duration":
    case "uuid":
      return v;
    case "int":
      return BigInt(v as string);
    case "float":
      return v === "nan" ? Number.NaN : v === "inf" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    case "bytes":
      return new Uint8Array(Buffer.from(v as string, "base64"));
    case "tuple":
    case "set":
      return asArray(v).map(valueFromWire);
    case "dict":
      return Object.fromEntries(
        asArray(v).map((pair) => asArray(pair).map(valueFromWire) as [string, unknown]),
      );
    case "tree":
      return treeFromWire(v);
    case "condition":
      return recordFromWire(v);
    case "expression": {
      const { name, args, options } = asObject(v);
      return expression(name as string, asArray(args).map(valueFromWire), recordFromWire(options ?? {}));
    }
    case "instance": {
      const { model, values } = asObject(v);
      return { [NODE]: "instance", [INSTANCE_MODEL]: model, ...recordFromWire(values ?? {}) };
    }
    default:
      throw new WireError(`The wire value tag "${tag}" is not known.`);
  }
}

function recordFromWire(wire: WireValue): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(asObject(wire)).map(([key, value]) => [key, valueFromWire(value)]),
  );
}

function isWireArray(wire: WireValue): wire is readonly WireValue[] {
  return Array.isArray(wire);
}

function asArray(wire: WireValue | undefined): readonly WireValue[] {
  if (wire === undefined || !isWireArray(wire)) throw new WireError("A list was expected in a wire value.");
  return wire;
}

function asObject(wire: WireValue): WireObject {
  if (wire === null || typeof wire !== "object" || isWireArray(wire))
    throw new WireError("An object was expected in a wire value.");
  return wire;
}
