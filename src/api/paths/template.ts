import { PathDeclarationError } from "../../errors/api.ts";
import { CONVERTORS, isConvertorName, type ConvertorName } from "./convertors.ts";

export interface PathParameter {
  readonly name: string;
  readonly convertor: ConvertorName;
}

/** A path in pieces: literal text and parameters. */
export type TemplatePart = string | PathParameter;

/**
 * Takes a path template ("/books/{book_id}/{rest:path}") apart, as Starlette's `compile_path` reads it.
 *
 * @throws PathDeclarationError for a parameter named twice or an unknown convertor.
 */
export function parseTemplate(template: string, declaredAt: string | null = null): TemplatePart[] {
  const parts: TemplatePart[] = [];
  const names = new Set<string>();
  let end = 0;
  for (const match of template.matchAll(/\{([a-zA-Z_][a-zA-Z0-9_]*)(?::([a-zA-Z_][a-zA-Z0-9_]*))?\}/g)) {
    const [whole, name = "", convertor = "str"] = match;
    if (match.index > end) parts.push(template.slice(end, match.index));
    if (names.has(name))
      throw new PathDeclarationError(`The path "${template}" names {${name}} twice`, declaredAt);
    if (!isConvertorName(convertor)) {
      const known = Object.keys(CONVERTORS).join(", ");
      throw new PathDeclarationError(
        `The path "${template}" has no convertor "${convertor}": there are ${known}`,
        declaredAt,
      );
    }
    names.add(name);
    parts.push({ name, convertor });
    end = match.index + whole.length;
  }
  if (end < template.length) parts.push(template.slice(end));
  return parts;
}

/**
 * Takes the path of an operation that is served apart. Those of callbacks and webhooks are no paths in this sense:
 * "{$callback_url}/paid", "new-subscription".
 *
 * @throws PathDeclarationError for a path without its slash, with a stray brace, and what `parseTemplate` refuses.
 */
export function parseServedTemplate(template: string, declaredAt: string | null): TemplatePart[] {
  if (!template.startsWith("/"))
    throw new PathDeclarationError(
      template === ""
        ? 'Prefix and path are both empty: an operation needs "/"'
        : `The path "${template}" must start with "/"`,
      declaredAt,
    );
  const parts = parseTemplate(template, declaredAt);
  const stray = parts.find((part) => typeof part === "string" && /[{}]/.test(part));
  if (stray !== undefined)
    throw new PathDeclarationError(
      `The path "${template}" has a brace that is no parameter in "${String(stray)}"`,
      declaredAt,
    );
  return parts;
}

/** The names of a path's parameters, in order. */
export function parameterNames(parts: readonly TemplatePart[]): string[] {
  return parts.flatMap((part) => (typeof part === "string" ? [] : [part.name]));
}

/** The template as OpenAPI has it: without convertors. */
export function openapiPath(template: string): string {
  return template.replaceAll(/\{([a-zA-Z_][a-zA-Z0-9_]*):[^}]*\}/g, "{$1}");
}
