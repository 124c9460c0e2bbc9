import { literal } from "../../expressions/sql.ts";
import { writeJson } from "../../fields/json.ts";
import { keyIndex } from "../../lookups/json/key-index.ts";
import type { JsonSql } from "../backend.ts";

// `as_postgresql` of django/db/models/fields/json.py, over jsonb.

export const postgresJson: JsonSql = {
  supportsContainment: true,
  key: (lhs, keys) => step(lhs, keys, "->", "#>"),
  keyText: (lhs, keys) => step(lhs, keys, "->>", "#>>"),
  keyOrNull: (lhs, keys) => postgresJson.key(lhs, keys),
  toDriver: writeJson,
  value: (placeholder) => `${placeholder}::jsonb`,
  keyValue: (placeholder) => `${placeholder}::jsonb`,
  orderValue: (placeholder) => `${placeholder}::jsonb`,
  orderToDriver: writeJson,
  keyIn: (placeholder) => `= ANY(${placeholder}::jsonb[])`,
  listToDriver: (values) => values.map(writeJson),
  has(lhs, keys, mode, placeholder) {
    const inside = keys.length === 0 ? lhs : postgresJson.key(lhs, keys);
    if (mode === "one") return `${inside} ? ${placeholder}::text`;
    return `${inside} ${mode === "all" ? "?&" : "?|"} ${placeholder}::text[]`;
  },
  hasToDriver: (names) => names,
};

function step(lhs: string, keys: readonly string[], operator: string, nested: string): string {
  const [key = ""] = keys;
  if (keys.length > 1) return `(${lhs} ${nested} ARRAY[${keys.map(literal).join(", ")}])`;
  const index = keyIndex(key);
  return `(${lhs} ${operator} ${index === null ? literal(key) : String(index)})`;
}
