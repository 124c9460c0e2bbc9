/** What to do where a model stands for a schema; null: it is none. SQLModel's classes are both, Django's are not. */
export function modelHint(value: unknown): string | null {
  if (typeof value !== "function" || !("label" in value)) return null;
  return `it is the model ${String(value.label)}, and modelSchema() makes schemas of it, with the fields that may be sent`;
}
