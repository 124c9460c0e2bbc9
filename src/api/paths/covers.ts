import type { ConvertorName } from "./convertors.ts";
import type { PathParameter, TemplatePart } from "./template.ts";

/** What else a convertor takes all of. */
const WIDER: Readonly<Record<ConvertorName, readonly ConvertorName[]>> = {
  path: ["path", "str", "int", "float", "uuid"],
  str: ["str", "int", "float", "uuid"],
  float: ["float", "int"],
  int: ["int"],
  uuid: ["uuid"],
};

/** Whether every path of `later` is one of `earlier` too. Where it is not plain to see, no. */
export function covers(earlier: readonly TemplatePart[], later: readonly TemplatePart[]): boolean {
  const one = segments(earlier);
  const other = segments(later);
  for (let index = 0; index < one.length; index++) {
    const segment = one[index] as Segment;
    const [first] = segment;
    if (
      segment.length === 1 &&
      typeof first === "object" &&
      first.convertor === "path" &&
      index === one.length - 1
    )
      return other.length > index;
    const theirs = other[index];
    if (theirs === undefined || !segmentCovers(segment, theirs)) return false;
  }
  return one.length === other.length;
}

type Segment = readonly TemplatePart[];

function segmentCovers(one: Segment, other: Segment): boolean {
  const [single] = one;
  if (one.length === 1 && typeof single === "object" && single.convertor === "str" && other.length > 0)
    return !other.some((part) => typeof part === "object" && part.convertor === "path");
  if (one.length !== other.length) return false;
  return one.every((part, index) => partCovers(part, other[index] as TemplatePart));
}

function partCovers(one: TemplatePart, other: TemplatePart): boolean {
  if (typeof one === "string") return one === other;
  if (typeof other === "string") return one.convertor === "int" && /^\d+$/.test(other);
  return WIDER[one.convertor].includes(other.convertor);
}

function segments(parts: readonly TemplatePart[]): Segment[] {
  const result: (string | PathParameter)[][] = [[]];
  for (const part of parts) {
    if (typeof part !== "string") {
      result.at(-1)?.push(part);
      continue;
    }
    const [first = "", ...rest] = part.split("/");
    if (first !== "") result.at(-1)?.push(first);
    result.push(...rest.map((text) => (text === "" ? [] : [text])));
  }
  return result;
}
