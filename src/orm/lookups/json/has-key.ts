import { QueryError } from "../../../errors/query.ts";
import { mapTexts } from "../../expressions/sql.ts";
import type { Lookup } from "../lookup.ts";
import { valueSlot } from "./json-value.ts";
import { columnAndPath, insideSql } from "./key.ts";

/** `HasKey`: an object has the key; PostgreSQL looks for it among a list's texts, too. */
export const jsonHasKey = hasKeys("has_key", "one");

/** `HasKeys`: all of them. */
export const jsonHasKeys = hasKeys("has_keys", "all");

/** `HasAnyKeys`: one of them at least. */
export const jsonHasAnyKeys = hasKeys("has_any_keys", "any");

function hasKeys(name: string, mode: "one" | "all" | "any"): Lookup {
  return {
    name,
    toSql(lhs, rhs, context) {
      const slot = valueSlot(rhs);
      if (slot.isList !== (mode !== "one"))
        throw new QueryError(
          `The value of a '${name}' lookup must be ${mode === "one" ? "a text" : "a list"}.`,
        );
      const { json } = context.dialect;
      const { keys } = columnAndPath(lhs);
      const names = slot.parameter((value) =>
        json.hasToDriver(mode === "one" ? String(value) : (value as readonly unknown[]).map(String)),
      );
      const column = insideSql(lhs, context, (text) => text);
      // Where the column is written more than once it has no parameters, and the names are written once.
      return mapTexts([column, names], (text, placeholder) =>
        json.has(text as string, keys, mode, placeholder as string),
      );
    },
  };
}
