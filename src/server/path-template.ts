import { PathTemplateError } from "../errors/server.ts";
import { CONVERTORS, type ConvertorName, isConvertorName } from "./convertors.ts";

/** A path operation's path ("/books/{book_id}/{rest:path}") in pieces: literal text and parameters alternate. */
export type TemplatePart = string | PathParameter;

export interface PathParameter {
  readonly name: string;
  readonly convertor: ConvertorName;
}

/**
 * Takes a path template apart, as Starlette's `compile_path` reads it.
 *
 * @throws PathTemplateError for a parameter named twice or an unknown convertor.
 */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  const names = new Set<string>();
  let end = 0;
  for (const match of template.matchAll(/\{([a-zA-Z_][a-zA-Z0-9_]*)(?::([a-zA-Z_][a-zA-Z0-9_]*))?\}/g)) {
    const [whole, name = "", convertor = "str"] = match;
    if (match.index > end) parts.push(template.slice(end, match.index));
    if (names.has(name)) throw new PathTemplateError(`The path "${template}" names {${name}} twice`);
    if (!isConvertorName(convertor)) {
      const known = Object.keys(CONVERTORS).join(", ");
      throw new PathTemplateError(
        `The path "${template}" has no convertor "${convertor}": there are ${known}`,
      );
    }
    names.add(name);
    parts.push({ name, convertor });
    end = match.index + whole.length;
  }
  if (end < template.length) parts.push(template.slice(end));
  return parts;
}
