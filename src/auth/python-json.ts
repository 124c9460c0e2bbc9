/**
 * JSON as Python's `json.dumps(value, separators=(",", ":"))` writes it: ASCII only. Django signs and stores these
 * bytes (`django.core.signing.JSONSerializer`), so what is written here reads and compares as if Django had written it.
 */
export function pythonJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
