import { QueryError } from "../../../errors/query.ts";
import { NotCompilable } from "../../expressions/result-set.ts";
import { literal } from "../../expressions/sql.ts";
import { keyIndex } from "../../lookups/json/key-index.ts";
import { pythonJson } from "../../../util/python-json.ts";
import type { JsonSql } from "../backend.ts";

// `as_sqlite` of django/db/models/fields/json.py. A column is text; JSON_EXTRACT makes SQL's own values of what is in it.

/** `jsonfield_datatype_values`: JSON_EXTRACT would give 1, 0 and NULL. */
const WORDS = "'true', 'false', 'null'";

export const sqliteJson: JsonSql = {
  supportsContainment: false,
  key(lhs, keys) {
    const path = literal(pathOf(keys));
    return (
      `(CASE WHEN JSON_TYPE(${lhs}, ${path}) IN (${WORDS}) ` +
      `THEN JSON_TYPE(${lhs}, ${path}) ELSE JSON_EXTRACT(${lhs}, ${path}) END)`
    );
  },
  keyText: (lhs, keys) => sqliteJson.key(lhs, keys),
  keyOrNull: (lhs, keys) => `JSON_TYPE(${lhs}, ${literal(pathOf(keys))})`,
  toDriver: pythonJson,
  value: (placeholder) => placeholder,
  keyValue: (placeholder, isWord) => (isWord ? placeholder : `JSON_EXTRACT(${placeholder}, '$')`),
  orderValue: (placeholder) => placeholder,
  orderToDriver(value) {
    if (typeof value === "boolean") return value ? 1 : 0;
    if (typeof value === "object" && value !== null)
      throw new QueryError("An object or a list is neither greater nor less than what is in JSON on SQLite.");
    return value;
  },
  keyIn: (placeholder) =>
    `IN (SELECT CASE WHEN type IN (${WORDS}) THEN type ELSE value END FROM json_each(${placeholder}))`,
  listToDriver: (values) => `[${values.map(pythonJson).join(", ")}]`,
  has(lhs, keys, mode, placeholder) {
    const begin = literal(pathOf(keys));
    if (mode === "one") return `JSON_TYPE(${lhs}, ${begin} || ${placeholder}) IS NOT NULL`;
    const found = `JSON_TYPE(${lhs}, ${begin} || value)`;
    return mode === "all"
      ? `NOT EXISTS(SELECT 1 FROM json_each(${placeholder}) WHERE ${found} IS NULL)`
      : `EXISTS(SELECT 1 FROM json_each(${placeholder}) WHERE ${found} IS NOT NULL)`;
  },
  // A key that is asked for is never a place in a list (`compile_json_path_final_key`).
  hasToDriver: (names) =>
    typeof names === "string"
      ? `.${pythonJson(names)}`
      : JSON.stringify(names.map((name) => `.${pythonJson(name)}`)),
};

/** `compile_json_path` */
function pathOf(keys: readonly string[]): string {
  const steps = keys.map((key) => {
    const index = keyIndex(key);
    if (index === null) return `.${pythonJson(key)}`;
    if (index < 0) throw new NotCompilable("A place from the end of a JSON list.");
    return `[${index}]`;
  });
  return `$${steps.join("")}`;
}
