/** Python's `str()` of a value, for messages that hold it. */
export function pythonStr(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Date) return value.toISOString();
  return pythonRepr(value);
}

/** Python's `repr()` of a plain value. */
export function pythonRepr(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "boolean":
      return value ? "True" : "False";
    case "number":
      return Number.isNaN(value)
        ? "nan"
        : Number.isFinite(value)
          ? String(value)
          : value > 0
            ? "inf"
            : "-inf";
    case "object":
      if (value === null) return "None";
      if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
      if (value instanceof Date) return quoted(value.toISOString());
      return `{${Object.entries(value)
        .map(([key, item]) => `${quoted(key)}: ${pythonRepr(item)}`)
        .join(", ")}}`;
    default:
      return String(value);
  }
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll(/[\\\p{Cc}]/gu, (character) => {
    const hex = character.charCodeAt(0).toString(16).padStart(2, "0");
    return ESCAPES[character] ?? `\\x${hex}`;
  });
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}
