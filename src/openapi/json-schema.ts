/** A JSON Schema (2020-12), as OpenAPI 3.1 embeds it. */
export type JsonSchema = { [keyword: string]: unknown };

export function isJsonSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Keywords that hold one schema, a list of them, or schemas by name. Everything else is data. */
const ONE = new Set([
  "items",
  "additionalProperties",
  "propertyNames",
  "not",
  "contains",
  "if",
  "then",
  "else",
]);
const LIST = new Set(["anyOf", "oneOf", "allOf", "prefixItems"]);
const BY_NAME = new Set(["properties", "patternProperties", "$defs"]);

/** A schema with `change` applied to each schema in it, the innermost first, and to itself. */
export function mapSchema(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const inner = (value: unknown): unknown => (isJsonSchema(value) ? mapSchema(value, change) : value);
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (ONE.has(keyword)) return [keyword, inner(value)];
    if (LIST.has(keyword) && Array.isArray(value)) return [keyword, value.map(inner)];
    if (BY_NAME.has(keyword) && isJsonSchema(value)) return [keyword, mapValues(value, inner)];
    return [keyword, value];
  });
  return change(Object.fromEntries(entries));
}

/** A schema with each reference in it (discriminators' too) changed. */
export function mapRefs(schema: JsonSchema, change: (ref: string) => string): JsonSchema {
  return mapSchema(schema, (one) => {
    const { $ref, discriminator } = one;
    const changed = { ...one };
    if (typeof $ref === "string") changed["$ref"] = change($ref);
    if (isJsonSchema(discriminator) && isJsonSchema(discriminator["mapping"]))
      changed["discriminator"] = {
        ...discriminator,
        mapping: mapValues(discriminator["mapping"], (ref) => change(ref as string)),
      };
    return changed;
  });
}

export function refsOf(schema: JsonSchema): Set<string> {
  const refs = new Set<string>();
  mapRefs(schema, (ref) => {
    refs.add(ref);
    return ref;
  });
  return refs;
}

/** Whether two schemas are the same, whatever the order of their keywords. */
export function isSameSchema(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    isJsonSchema(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
  );
}

export function mapValues<T, R>(
  record: Readonly<Record<string, T>>,
  change: (value: T) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
