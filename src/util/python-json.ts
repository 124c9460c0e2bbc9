/**
 * JSON as Python's `json.dumps(value, separators=(",", ":"))` writes it: ASCII only. Django signs and stores these
 * bytes (`django.core.signing.JSONSerializer`), so what is written here reads and compares as if Django had written it.
 */
export function compactPythonJson(value: unknown): string {
  return inAscii(JSON.stringify(value));
}

/**
 * JSON as Python's `json.dumps(value)` writes it: ", " and ": " between, ASCII only. Where a database keeps JSON as text,
 * Django compares whole columns in this form (`django.db.models.fields.json.JSONExact`). A bigint is an integer.
 */
export function pythonJson(value: unknown): string {
  // A Date, and whatever else says what it is in JSON.
  const plain = hasJsonForm(value) ? value.toJSON() : value;
  switch (typeof plain) {
    case "string":
      return inAscii(JSON.stringify(plain));
    case "number":
      return Number.isFinite(plain) ? JSON.stringify(plain) : "null";
    case "bigint":
    case "boolean":
      return String(plain);
    case "object": {
      if (plain === null) return "null";
      if (Array.isArray(plain)) return `[${plain.map(pythonJson).join(", ")}]`;
      const members = Object.entries(plain).filter(([, item]) => isJson(item));
      return `{${members.map(([key, item]) => `${pythonJson(key)}: ${pythonJson(item)}`).join(", ")}}`;
    }
    default:
      return "null";
  }
}

function inAscii(json: string): string {
  return json.replaceAll(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function hasJsonForm(value: unknown): value is { toJSON(): unknown } {
  return typeof (value as { toJSON?: unknown } | null | undefined)?.toJSON === "function";
}

/** What `JSON.stringify` leaves out of objects is left out. */
function isJson(value: unknown): boolean {
  return value !== undefined && typeof value !== "function" && typeof value !== "symbol";
}
