/** Flags of Python's `re` that change the meaning here; VERBOSE has no counterpart. */
const IGNORECASE = 2;
const MULTILINE = 8;
const DOTALL = 16;
const VERBOSE = 64;

/**
 * A regular expression of Python's as JavaScript's; null where it has no counterpart. `\A` and `\Z` are the ends of the
 * text, `(?P<name>` is a named group, flags may stand in front.
 */
export function pythonRegex(pattern: string, flags = 0): RegExp | null {
  const inline = /^\(\?([aimsux]+)\)/.exec(pattern);
  const letters = inline?.[1] ?? "";
  if ((flags & VERBOSE) !== 0 || letters.includes("x")) return null;
  const source = pattern
    .slice(inline?.[0].length ?? 0)
    .replaceAll(/\\(.)|\(\?P<|\(\?P=(\w+)\)/gs, (match, escaped?: string, name?: string) => {
      if (escaped === "A") return "^";
      if (escaped === "Z" || escaped === "z") return "$";
      if (escaped !== undefined) return match;
      return name === undefined ? "(?<" : `\\k<${name}>`;
    });
  const has = (flag: number, letter: string): string =>
    (flags & flag) !== 0 || letters.includes(letter) ? letter : "";
  const own = has(IGNORECASE, "i") + has(MULTILINE, "m") + has(DOTALL, "s");
  // With "u" unknown escapes are errors and characters whole; some patterns that Python takes need to do without.
  return compile(source, `${own}u`) ?? compile(source, own);
}

function compile(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}
