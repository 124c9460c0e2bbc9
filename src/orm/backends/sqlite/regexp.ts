const compiled = new Map<string, RegExp>();
const LIMIT = 200;

/** `regexp`: what SQLite's REGEXP operator calls. Django gives it Python's `re.search`. */
export function regexp(pattern: unknown, value: unknown): number | null {
  if (pattern === null || value === null) return null;
  return expressionOf(String(pattern)).test(String(value)) ? 1 : 0;
}

/** Compiled once, not once a row. */
function expressionOf(pattern: string): RegExp {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    // What `iregex` puts in front.
    const ignoresCase = pattern.startsWith("(?i)");
    const source = ignoresCase ? pattern.slice(4) : pattern;
    expression = new RegExp(unicodeClasses(source), ignoresCase ? "iu" : "u");
    if (compiled.size >= LIMIT) compiled.clear();
    compiled.set(pattern, expression);
  }
  return expression;
}

/** `\d` and `\w` mean all of Unicode in Python. Characters that Python lets one escape without need lose the backslash. */
function unicodeClasses(source: string): string {
  let inClass = false;
  return source.replaceAll(/\\[\s\S]|[[\]]/g, (token) => {
    if (token === "[") inClass = true;
    else if (token === "]") inClass = false;
    switch (token) {
      case "\\d":
        return "\\p{Nd}";
      case "\\D":
        return "\\P{Nd}";
      case "\\w":
        return inClass ? "\\p{L}\\p{N}_" : "[\\p{L}\\p{N}_]";
      default:
        return token.startsWith("\\") && !/[\^$\\.*+?()[\]{}|/\-fnrtvsS]/.test(token.slice(1))
          ? token.slice(1)
          : token;
    }
  });
}
