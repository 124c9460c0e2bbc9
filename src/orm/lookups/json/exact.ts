import { sql } from "../../expressions/sql.ts";
import type { Lookup } from "../lookup.ts";
import { jsonParameter, valueSlot } from "./json-value.ts";

/** The whole column (`JSONExact`): where it is text, the text that Python writes. */
export const jsonExact: Lookup = {
  name: "exact",
  takesNull: true,
  toSql(lhs, rhs, context) {
    const value = jsonParameter(valueSlot(rhs), context, context.dialect.json.value);
    return sql`${lhs.toSql(context)} = ${value}`;
  },
};
