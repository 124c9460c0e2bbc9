/** What stands at a path inside a value; undefined where it ends early. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = current instanceof Map ? current.get(key) : (current as Record<PropertyKey, unknown>)[key];
  }
  return current;
}
