import { CONVERTORS } from "./convertors.ts";
import { parameterNames, parseTemplate, type PathParameter } from "./template.ts";

/** Values for a path's parameters, by name. */
export type PathValues = Readonly<Record<string, string | number | bigint>>;

/** A path with its parameters filled in, percent-encoded; null where names or values do not fit. */
export function fillTemplate(template: string, values: PathValues): string | null {
  const parts = parseTemplate(template);
  const names = parameterNames(parts);
  if (names.length !== Object.keys(values).length || !names.every((name) => Object.hasOwn(values, name)))
    return null;
  const pieces = parts.map((part) => (typeof part === "string" ? part : fill(part, values[part.name])));
  return pieces.includes(null) ? null : pieces.join("");
}

function fill({ convertor }: PathParameter, value: PathValues[string] | undefined): string | null {
  const text = String(value);
  if (!new RegExp(`^(?:${CONVERTORS[convertor]})$`).test(text)) return null;
  return convertor === "path" ? text.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(text);
}
