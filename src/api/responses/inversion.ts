import { z } from "zod";
import { ResponseDeclarationError } from "../../errors/api.ts";
import { evaluableOf } from "../../orm/evaluable.ts";
import type { RowShape } from "../../orm/planned/row-shape.ts";
import type { Schema } from "../parameters/argument.ts";
import type { KnownSchema } from "../schemas/kind.ts";
import { jsonable, jsonBigInt } from "./jsonable.ts";
import { rowShape } from "./row-shape.ts";
import { Rows } from "./rows.ts";

/**
 * The rows of the pass that is running. Schemas parse without waiting, so one at a time is in here; their transforms
 * have no other way to it.
 */
let currentRows = new Rows();

/** Runs a parse of an inverted schema whose QuerySets are answered by `rows`. */
export function parsingWith<R>(rows: Rows, parse: () => R): R {
  const outer = currentRows;
  currentRows = rows;
  try {
    return parse();
  } finally {
    currentRows = outer;
  }
}

/**
 * A response schema turned round: it takes what a handler returns and gives what is sent. Codecs run backwards, an
 * array takes a QuerySet too, an ISO datetime a Date; what JSON cannot hold becomes what it can; unknown keys go,
 * whatever the schema says of them, unless it is loose.
 *
 * Only codecs are turned: encoding all of it with Zod's own `encode` would be without defaults and one-way transforms.
 */
export function invertSchema(schema: Schema, options: InversionOptions = {}): Schema {
  return new Inversion(options).of(schema);
}

export interface InversionOptions {
  /** Keys that were not set stay away, instead of getting their defaults. */
  readonly keepUnset?: boolean;
  /** False: the values do not leave, a codec around them makes JSON of them. */
  readonly json?: boolean;
}

class Inversion {
  private readonly options: InversionOptions;
  private readonly done = new Map<Schema, Schema | null>();

  constructor(options: InversionOptions) {
    this.options = options;
  }

  of(schema: Schema): Schema {
    const known = this.done.get(schema);
    if (known === null) return z.lazy(() => this.done.get(schema) as Schema);
    if (known !== undefined) return known;
    this.done.set(schema, null);
    const inverted = this.invert(schema as KnownSchema);
    this.done.set(schema, inverted);
    return inverted;
  }

  private invert(schema: KnownSchema): Schema {
    const { def } = schema._zod;
    if (this.options.json === false && LEAVES.has(def.type)) return schema;
    switch (def.type) {
      case "object": {
        const shape = Object.fromEntries(
          Object.entries(def.shape).map(([key, value]) => [key, this.of(value)]),
        );
        const { catchall, ...rest } = def;
        const isStrict = (catchall as KnownSchema | undefined)?._zod.def.type === "never";
        return z.clone(schema, {
          ...rest,
          shape,
          ...(catchall !== undefined && !isStrict && { catchall: this.of(catchall) }),
        });
      }
      case "array": {
        const shape = rowShape(def.element);
        return z.pipe(
          z.transform((value: unknown) => toRows(value, shape)),
          z.clone(schema, { ...def, element: this.of(def.element) }),
        );
      }
      case "tuple":
        return z.clone(schema, {
          ...def,
          items: def.items.map((item) => this.of(item)),
          rest: def.rest === null ? null : this.of(def.rest),
        });
      case "record":
        return z.clone(schema, { ...def, valueType: this.of(def.valueType) });
      case "map":
        return z.pipe(
          z.clone(schema, { ...def, valueType: this.of(def.valueType) }),
          z.transform((map: Map<string, unknown>) => Object.fromEntries(map)),
        );
      case "set":
        return z.pipe(
          z.clone(schema, { ...def, valueType: this.of(def.valueType) }),
          z.transform((set: Set<unknown>) => [...set]),
        );
      case "union":
        return z.clone(schema, { ...def, options: def.options.map((option) => this.of(option)) });
      case "intersection":
        return z.clone(schema, { ...def, left: this.of(def.left), right: this.of(def.right) });
      case "default":
      case "prefault":
        if (this.options.keepUnset === true) return z.optional(this.of(def.innerType));
        return z.clone(schema, { ...def, innerType: this.of(def.innerType) } as typeof def);
      case "optional":
      case "nullable":
      case "catch":
      case "readonly":
      case "nonoptional":
        return z.clone(schema, { ...def, innerType: this.of(def.innerType) } as typeof def);
      case "lazy":
        return z.lazy(() => this.of(def.getter()));
      case "pipe":
        return this.invertPipe(schema as PipeSchema);
      case "bigint":
        return z.pipe(schema, z.transform(jsonBigInt));
      case "any":
      case "unknown":
      case "custom":
        return z.pipe(
          schema,
          z.transform((value) => jsonable(value, currentRows)),
        );
      case "string":
        return (def as { format?: string }).format === "datetime"
          ? z.pipe(z.transform(dateToText), schema)
          : schema;
      case "file":
      case "function":
      case "symbol":
      case "promise":
        throw new ResponseDeclarationError(`A response schema holds a ${def.type}, which has no JSON form`);
      default:
        return schema;
    }
  }

  private invertPipe(schema: PipeSchema): Schema {
    const { def } = schema._zod;
    if (def.reverseTransform === undefined) {
      // One way: it runs as it does for a request.
      return z.clone(schema, { ...def, in: this.of(def.in), out: this.of(def.out) });
    }
    const values = new Inversion({ ...this.options, json: false });
    const codec = z.clone(schema, { ...def, in: this.of(def.in), out: values.of(def.out) });
    return z.invertCodec(codec as unknown as z.ZodCodec);
  }
}

type PipeSchema = Extract<KnownSchema, { _zod: { def: { type: "pipe" } } }>;

/** What becomes JSON on its way out. */
const LEAVES: ReadonlySet<string> = new Set(["any", "unknown", "custom", "bigint", "map", "set", "string"]);

function toRows(value: unknown, shape: RowShape | null): unknown {
  if (Array.isArray(value)) return value;
  const source = evaluableOf(value);
  return source === null ? value : currentRows.of(source, shape);
}

/** `toJSON` and not `toISOString`: the ORM's dates have microseconds. */
function dateToText(value: unknown): unknown {
  return value instanceof Date ? value.toJSON() : value;
}
