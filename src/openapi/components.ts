import type { Schema } from "../api/parameters/argument.ts";
import { DuplicateComponentError } from "../errors/openapi.ts";
import { ComponentNames } from "./component-names.ts";
import { convertSchemas, type Conversion, type Direction } from "./convert.ts";
import { isSameSchema, mapRefs, refsOf, type JsonSchema } from "./json-schema.ts";
import { addPropertyTitles } from "./titles.ts";

const COMPONENTS = "#/components/schemas/";

interface Use {
  readonly schema: Schema;
  readonly direction: Direction;
  /** Who uses it, for errors: "POST /books". */
  readonly owner: string;
  /** Puts the schema into the document, when all uses are known. */
  readonly place: (json: JsonSchema) => void;
}

/** What one direction needs, by component name. */
type Named = Map<string, JsonSchema>;

/**
 * All schemas of one document. They are named and converted together, at the end: whether a model is written once or
 * as `Book-Input` and `Book-Output` depends on every use of it.
 */
export class Components {
  private readonly names = new ComponentNames();
  private readonly uses: Use[] = [];
  private readonly separate: boolean;

  /** `separate`: FastAPI's `separate_input_output_schemas`. */
  constructor(separate: boolean) {
    this.separate = separate;
  }

  /** `place` gets what stands for the schema, from `finish`. */
  use(schema: Schema, direction: Direction, owner: string, place: (json: JsonSchema) => void): void {
    this.uses.push({ schema, direction: this.separate ? direction : "input", owner, place });
  }

  /** Names a schema that the API layer composed. */
  name(schema: Schema, name: string): void {
    this.names.give(schema, name);
  }

  /**
   * Puts all schemas into their places, and gives the components by name.
   *
   * @throws DuplicateComponentError
   */
  finish(): Record<string, JsonSchema> {
    const input = this.convert("input");
    const output = this.convert("output");
    const apart = namesApart(input.named, output.named);
    const schemas: [string, JsonSchema][] = [];
    for (const [{ named, places }, suffix] of [
      [input, "Input"],
      [output, "Output"],
    ] as const) {
      const finalName = (name: string): string => (apart.has(name) ? `${name}-${suffix}` : name);
      const toReference = (json: JsonSchema): JsonSchema =>
        mapRefs(json, (name) => COMPONENTS + finalName(name));
      for (const [place, json] of places) place(addPropertyTitles(toReference(json)));
      for (const [name, json] of named)
        schemas.push([finalName(name), { title: name, ...addPropertyTitles(toReference(json)) }]);
    }
    return Object.fromEntries(schemas.sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  private convert(direction: Direction): {
    named: Named;
    places: readonly (readonly [Use["place"], JsonSchema])[];
  } {
    const uses = this.uses.filter((use) => use.direction === direction);
    const conversion = convertSchemas(
      uses.map((use) => use.schema),
      direction,
      this.names,
    );
    const named: Named = new Map();
    const reachable = reach(conversion.schemas, conversion);
    for (const [key, json] of conversion.components) {
      if (!reachable.has(key)) continue;
      const name = ComponentNames.nameOf(key);
      const before = named.get(name);
      if (before !== undefined && !isSameSchema(before, toName(json)))
        throw new DuplicateComponentError(name, "schema", ownersOf(name, uses, conversion));
      named.set(name, toName(json));
    }
    return {
      named,
      places: uses.map((use, index) => [use.place, toName(conversion.schemas[index] as JsonSchema)]),
    };
  }
}

function toName(json: JsonSchema): JsonSchema {
  return mapRefs(json, ComponentNames.nameOf);
}

/** Names that mean another thing in requests than in responses, by themselves or by what they refer to. */
function namesApart(input: Named, output: Named): Set<string> {
  const shared = [...input.keys()].filter((name) => output.has(name));
  const apart = new Set(shared.filter((name) => !isSameSchema(input.get(name), output.get(name))));
  const refersApart = (name: string): boolean =>
    [...refsOf(input.get(name) as JsonSchema)].some((ref) => apart.has(ref));
  for (let grown = true; grown;) {
    const more = shared.filter((name) => !apart.has(name) && refersApart(name));
    for (const name of more) apart.add(name);
    grown = more.length > 0;
  }
  return apart;
}

/** Keys of the components that schemas refer to, directly or not. */
function reach(schemas: readonly JsonSchema[], { components }: Conversion): Set<string> {
  const reached = new Set<string>();
  const visit = (json: JsonSchema): void => {
    for (const key of refsOf(json)) {
      if (reached.has(key)) continue;
      reached.add(key);
      visit(components.get(key) as JsonSchema);
    }
  };
  schemas.forEach(visit);
  return reached;
}

function ownersOf(name: string, uses: readonly Use[], conversion: Conversion): string[] {
  const owners = uses.filter((_, index) => {
    const keys = reach([conversion.schemas[index] as JsonSchema], conversion);
    return [...keys].some((key) => ComponentNames.nameOf(key) === name);
  });
  return [...new Set(owners.map((use) => use.owner))];
}
