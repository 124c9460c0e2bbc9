import type { z } from "zod";
import type { JsonSchema } from "./json-schema.ts";

/** Formats that say all that Zod's own pattern for them says. */
const PLAIN_FORMATS = new Set(["uuid", "email", "date-time", "date", "uri", "ipv4", "ipv6", "duration"]);

/** What Zod cannot express but HTTP has a form for; the rest accepts anything. */
export function unrepresentable({ zodSchema }: { zodSchema: z.core.$ZodTypes }): JsonSchema | "any" {
  switch (zodSchema._zod.def.type) {
    case "date":
      return { type: "string", format: "date-time" };
    case "bigint":
      return { type: "integer" };
    case "set":
      return { type: "array", uniqueItems: true };
    case "map":
      return zodSchema._zod.def.keyType._zod.def.type === "string" ? { type: "object" } : "any";
    default:
      return "any";
  }
}

/**
 * Brings what Zod makes of one schema into the form that FastAPI's documents have, in place: nullable as `anyOf`, no
 * bounds that only say "safe integer", no patterns beside a format that means the same, no closed objects where
 * unknown keys are just left out.
 */
export function toFastApiForm(zodSchema: z.core.$ZodTypes, json: JsonSchema): void {
  if (json["type"] === "integer") {
    if (json["minimum"] === Number.MIN_SAFE_INTEGER) delete json["minimum"];
    if (json["maximum"] === Number.MAX_SAFE_INTEGER) delete json["maximum"];
  }
  if (PLAIN_FORMATS.has(json["format"] as string)) {
    const { pattern } = zodSchema._zod.def as { pattern?: RegExp };
    if (pattern !== undefined && json["pattern"] === pattern.source) delete json["pattern"];
  }
  const def = zodSchema._zod.def;
  if (def.type === "object" && def.catchall === undefined) delete json["additionalProperties"];
  // A key is a string: in JSON that goes without saying.
  if (def.type === "record" && isPlainString(json["propertyNames"])) delete json["propertyNames"];
  if (def.type === "file") toUpload(json);
  if ((def.type === "literal" || def.type === "enum") && isOfIntegers(json)) json["type"] = "integer";
  if (def.type === "default") json["default"] = jsonDefault(def.defaultValue, json["default"]);
  // Zod's `readonly()` freezes a value; OpenAPI's word means that requests must not have it.
  if (def.type === "readonly" && (zodSchema as z.ZodReadonly).meta()?.["readOnly"] !== true)
    delete json["readOnly"];
  if (def.type === "union") addDiscriminator(def, json);
}

/** `type: ["string", "null"]` as `anyOf`, which is how pydantic writes it and more code generators read. */
export function splitTypeList(json: JsonSchema): JsonSchema {
  const { type, ...rest } = json;
  return Array.isArray(type) ? { anyOf: type.map((one: unknown) => ({ type: one })), ...rest } : json;
}

function isOfIntegers({ type, const: only, enum: values = [only] }: JsonSchema): boolean {
  return type === "number" && (values as unknown[]).every((value) => Number.isSafeInteger(value));
}

/** A set or a map as it travels; others are JSON as Zod writes them. */
function jsonDefault(value: unknown, written: unknown): unknown {
  if (value instanceof Set) return [...value];
  return value instanceof Map ? Object.fromEntries(value) : written;
}

function isPlainString(names: unknown): boolean {
  return JSON.stringify(names) === '{"type":"string"}';
}

/**
 * How OpenAPI 3.1 and FastAPI write a file's bytes in a form; and, beside it, the format of OpenAPI 3.0, which is what
 * makes Swagger UI offer to choose several files.
 */
function toUpload(json: JsonSchema): void {
  delete json["contentEncoding"];
  json["contentMediaType"] ??= "application/octet-stream";
}

function addDiscriminator(def: z.core.$ZodUnionDef, json: JsonSchema): void {
  const { discriminator } = def as z.core.$ZodDiscriminatedUnionDef;
  const options = json["oneOf"];
  if (discriminator === undefined || !Array.isArray(options)) return;
  const mapping: JsonSchema = {};
  for (const [index, option] of def.options.entries()) {
    const ref = (options[index] as JsonSchema)["$ref"];
    const values = option._zod.propValues?.[discriminator];
    // OpenAPI: every option must be a component.
    if (typeof ref !== "string" || values === undefined) return;
    for (const value of values) mapping[String(value)] = ref;
  }
  json["discriminator"] = { propertyName: discriminator, mapping };
}
