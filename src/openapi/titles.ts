import { isJsonSchema, mapSchema, type JsonSchema } from "./json-schema.ts";

/** pydantic's title of a field: "book_id" is "Book Id" (Python's `str.title`). */
export function titleOf(name: string): string {
  return name
    .replaceAll("_", " ")
    .replace(/[\p{L}]+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .trim();
}

/** Adds to each property the title that pydantic gives it. */
export function addPropertyTitles(schema: JsonSchema): JsonSchema {
  return mapSchema(schema, (one) => {
    const { properties } = one;
    if (!isJsonSchema(properties)) return one;
    const titled = Object.entries(properties).map(([name, property]) => [
      name,
      isJsonSchema(property) ? withTitle(property, titleOf(name)) : property,
    ]);
    return { ...one, properties: Object.fromEntries(titled) as JsonSchema };
  });
}

export function withTitle(schema: JsonSchema, title: string): JsonSchema {
  return takesTitle(schema) ? { ...schema, title } : schema;
}

/** `pydantic.json_schema.field_title_should_be_set`: a component has its own, whether it may be null here or not. */
function takesTitle(schema: JsonSchema): boolean {
  if ("title" in schema || "$ref" in schema) return false;
  const options = schema["anyOf"];
  if (!Array.isArray(options)) return true;
  const others = options.filter((option: JsonSchema) => option["type"] !== "null");
  return others.length !== 1 || options.length === 1 || takesTitle(others[0] as JsonSchema);
}
