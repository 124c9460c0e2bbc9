import { pythonRegex } from "../../util/python-regex.ts";

const ASCII = 256;

/** Python's `\w` and `\d` mean letters and digits of every script, unless the expression says ASCII. */
const CLASSES: Readonly<Record<string, readonly [inClass: string, alone: string]>> = {
  w: ["\\p{L}\\p{N}_", "[\\p{L}\\p{N}_]"],
  d: ["\\p{Nd}", "\\p{Nd}"],
  W: ["\\W", "[^\\p{L}\\p{N}_]"],
  D: ["\\P{Nd}", "\\P{Nd}"],
};

/** A regular expression of Python's that finds what it finds in Python, in text of any script; null: it has no counterpart. */
export function unicodeRegex(pattern: string, flags: number): RegExp | null {
  if ((flags & ASCII) !== 0 || /^\(\?[a-z]*a/.test(pattern)) return pythonRegex(pattern, flags & ~ASCII);
  let inClass = false;
  const source = pattern.replaceAll(/\\(.)|[[\]]/gs, (match, escaped?: string) => {
    if (match === "[") inClass = true;
    else if (match === "]") inClass = false;
    const meant = escaped === undefined ? undefined : CLASSES[escaped];
    return meant === undefined ? match : meant[inClass ? 0 : 1];
  });
  return pythonRegex(source, flags) ?? pythonRegex(pattern, flags);
}
