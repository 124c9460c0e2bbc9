import { sql } from "../../expressions/sql.ts";
import type { Lookup } from "../lookup.ts";
import { jsonParameter, valueSlot } from "./json-value.ts";

/** What is at a path (`KeyTransformExact`); null asks for a key whose value is JSON's null. */
export const jsonKeyExact: Lookup = {
  name: "exact",
  takesNull: true,
  toSql(lhs, rhs, context) {
    const slot = valueSlot(rhs);
    const isWord = slot.isNull || slot.boolean !== null;
    const value = jsonParameter(slot, context, (placeholder) =>
      context.dialect.json.keyValue(placeholder, isWord),
    );
    return sql`${lhs.toSql(context)} = ${value}`;
  },
};
