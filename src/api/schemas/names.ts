import type { Schema } from "../parameters/argument.ts";
import { inputSchema, type KnownSchema } from "./kind.ts";

const INTEGER_FORMATS = new Set(["safeint", "int32", "uint32"]);

/** `z.int()` and its family; `z.number().int()` too. */
export function isIntegerSchema(schema: KnownSchema): boolean {
  const { def } = schema._zod;
  if (def.type !== "number") return false;
  const { format } = def as { format?: string };
  if (format !== undefined && INTEGER_FORMATS.has(format)) return true;
  return (def.checks ?? []).some((check) => {
    const checkDef = check._zod.def as { check: string; format?: string };
    return checkDef.check === "number_format" && INTEGER_FORMATS.has(checkDef.format ?? "");
  });
}

/** The name that pydantic gives a union's member in an error's `loc`: "int", "str", "list[int]", "literal['a']", "Book". */
export function unionTag(schema: Schema): string {
  const known = inputSchema(schema);
  const { def } = known._zod;
  switch (def.type) {
    case "string":
      return "str";
    case "number":
      return isIntegerSchema(known) ? "int" : "float";
    case "bigint":
      return "int";
    case "boolean":
      return "bool";
    case "date":
      return "datetime";
    case "null":
      return "none";
    case "literal":
      return `literal[${def.values.map(pythonLiteral).join(",")}]`;
    case "array":
      return `list[${unionTag(def.element)}]`;
    case "set":
      return `set[${unionTag(def.valueType)}]`;
    case "record":
      return `dict[${unionTag(def.keyType)},${unionTag(def.valueType)}]`;
    case "object":
      return modelName(known) ?? "object";
    default:
      return modelName(known) ?? def.type;
  }
}

/** A schema's name: `.meta({ id })`, or its title. */
export function modelName(schema: Schema): string | null {
  const meta = (schema as { meta?: () => { id?: string; title?: string } | undefined }).meta?.();
  return meta?.id ?? meta?.title ?? null;
}

/** A value as Python writes it, which is how pydantic's messages show it. */
export function pythonLiteral(value: unknown): string {
  if (typeof value === "string") return `'${value.replaceAll("\\", "\\\\").replaceAll("'", String.raw`\'`)}'`;
  if (value === true) return "True";
  if (value === false) return "False";
  if (value === null || value === undefined) return "None";
  return String(value as number | bigint);
}
