import { CONVERTORS } from "./convertors.ts";
import type { TemplatePart } from "./template.ts";

/** The source of a regular expression for a path, or a piece of one; parameters are groups where they are asked for. */
export function patternSource(
  parts: readonly TemplatePart[],
  { capture }: { readonly capture: boolean },
): string {
  return parts
    .map((part) => {
      if (typeof part === "string") return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      const source = CONVERTORS[part.convertor];
      return capture ? `(${source})` : source;
    })
    .join("");
}
