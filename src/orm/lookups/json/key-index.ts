import { NotCompilable } from "../../expressions/result-set.ts";

/** What Python's `int()` makes of a name in a path ("0", "-1", "1_0"): the place in a list; null: it is a key. */
export function keyIndex(name: string): number | null {
  const text = name.trim();
  if (/^[+-]?\d+(?:_\d+)*$/.test(text)) return Number(text.replaceAll("_", ""));
  if (/^[+-]?[\p{Nd}_]+$/u.test(text)) throw new NotCompilable("Digits that only Python reads.");
  return null;
}
