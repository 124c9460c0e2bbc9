import type { StructureDescription, ValueType } from "../manifest/functions.ts";
import type { TypeSettings } from "./field-type.ts";
import { propertyName } from "./names.ts";
import type { ModuleScope } from "./scope.ts";

/** Which way a value goes: what callers pass is taken wider than what is answered. */
export type Direction = "given" | "answered";
type ScalarName = Extract<ValueType, { kind: "scalar" }>["name"];

/** What a scalar is, where both ways are the same. */
const SCALAR_TYPES: Readonly<Record<Exclude<ScalarName, "decimal" | "datetime">, string>> = {
  bool: "boolean",
  int: "number",
  float: "number",
  str: "string",
  bytes: "Uint8Array",
  date: "string",
  time: "string",
  duration: "string",
  uuid: "string",
};

/**
 * Python's annotations as types of one module. Classes and enums that they name are declared once in it, under their own
 * names; one whose values are passed otherwise than they are answered has a second type, `PriceInput`.
 */
export class ValueTypes {
  private readonly scope: ModuleScope;
  private readonly settings: TypeSettings;
  private readonly structures: ReadonlyMap<string, StructureDescription>;
  private readonly names = new Map<string, string>();
  private readonly sources: string[] = [];

  constructor(scope: ModuleScope, settings: TypeSettings, structures: readonly StructureDescription[]) {
    this.scope = scope;
    this.settings = settings;
    this.structures = new Map(structures.map((structure) => [structure.name, structure]));
  }

  /** The declarations of what was named so far. */
  get declarations(): readonly string[] {
    return this.sources;
  }

  /** The type's text. */
  text(type: ValueType, direction: Direction): string {
    switch (type.kind) {
      case "any":
        return "unknown";
      case "none":
        return "null";
      case "scalar":
        return this.scalar(type.name, direction);
      case "literal":
        return type.values.map((value) => JSON.stringify(value)).join(" | ");
      case "list":
        return `${readonly(direction)}${grouped(this.text(type.item, direction))}[]`;
      case "tuple":
        return this.tuple(type, direction);
      case "record": {
        const record = `Record<string, ${this.text(type.value, direction)}>`;
        return direction === "given" ? `Readonly<${record}>` : record;
      }
      case "union":
        return [...new Set(type.options.map((option) => this.text(option, direction)))].join(" | ");
      case "structure":
        return this.structure(type.name, direction);
      case "model":
        return this.model(type.label, direction);
    }
  }

  private scalar(name: ScalarName, direction: Direction): string {
    if (name === "decimal") return direction === "given" ? "string | number" : "string";
    if (name !== "datetime") return SCALAR_TYPES[name];
    if (direction === "given") return "Date | string";
    // Naive datetimes are ISO strings.
    return this.settings.useTz ? this.scope.package("DateTime") : "string";
  }

  private tuple({ items, names }: Extract<ValueType, { kind: "tuple" }>, direction: Direction): string {
    const members = items.map((item, index) => {
      const text = this.text(item, direction);
      return names === null ? text : `${names[index]}: ${text}`;
    });
    return `${readonly(direction)}[${members.join(", ")}]`;
  }

  private model(label: string, direction: Direction): string {
    if (direction === "given") return `${this.scope.package("InstanceRef")}<${JSON.stringify(label)}>`;
    const name = this.scope.model(label);
    return name === null ? "unknown" : `${this.scope.package("Instance")}<${name}>`;
  }

  private structure(name: string, direction: Direction): string {
    const structure = this.structures.get(name);
    if (structure === undefined) return "unknown";
    const suffix = direction === "given" && this.differs(structure, new Set()) ? "Input" : "";
    const key = name + suffix;
    let local = this.names.get(key);
    if (local === undefined) {
      local = this.scope.declare(name.slice(name.lastIndexOf(".") + 1) + suffix);
      // Named before it is written: its fields may lead back to it.
      this.names.set(key, local);
      this.sources.push(this.declaration(local, structure, suffix === "" ? "answered" : "given"));
    }
    return local;
  }

  private declaration(local: string, structure: StructureDescription, direction: Direction): string {
    const comment = `/** Python's ${structure.name}${direction === "given" ? ", as it is passed" : ""}. */\n`;
    if (structure.kind === "enum")
      return `${comment}export type ${local} = ${structure.values.map((value) => JSON.stringify(value)).join(" | ")};`;
    const fields = structure.fields.filter(({ given }) => direction === "answered" || given !== "never");
    const lines = fields.map((field) => {
      const text = this.text(field.type, direction);
      const isOptional = direction === "given" ? field.given === "optional" : field.answered === "sometimes";
      // Callers may well pass undefined for what they leave out.
      const type = isOptional && direction === "given" ? orUndefined(text) : text;
      return `  ${propertyName(field.name)}${isOptional ? "?" : ""}: ${type};\n`;
    });
    return `${comment}export interface ${local} {\n${lines.join("")}}`;
  }

  /** Whether a structure is passed otherwise than it is answered. */
  private differs(structure: StructureDescription, seen: Set<string>): boolean {
    if (structure.kind === "enum" || seen.has(structure.name)) return false;
    seen.add(structure.name);
    return structure.fields.some(
      ({ type, given, answered }) =>
        (given === "required") !== (answered === "always") || this.typeDiffers(type, seen),
    );
  }

  private typeDiffers(type: ValueType, seen: Set<string>): boolean {
    switch (type.kind) {
      case "scalar":
        return type.name === "decimal" || type.name === "datetime";
      case "list":
        return this.typeDiffers(type.item, seen);
      case "tuple":
        return type.items.some((item) => this.typeDiffers(item, seen));
      case "record":
        return this.typeDiffers(type.value, seen);
      case "union":
        return type.options.some((option) => this.typeDiffers(option, seen));
      case "structure": {
        const structure = this.structures.get(type.name);
        return structure !== undefined && this.differs(structure, seen);
      }
      default:
        return type.kind === "model";
    }
  }
}

function readonly(direction: Direction): string {
  return direction === "given" ? "readonly " : "";
}

/** A type that may be passed as undefined, which stands for leaving it out. */
export function orUndefined(text: string): string {
  return text === "unknown" ? text : `${text} | undefined`;
}

/** An element type that binds: `(string | null)[]`. */
export function grouped(text: string): string {
  return /^\w+$/.test(text) ? text : `(${text})`;
}
