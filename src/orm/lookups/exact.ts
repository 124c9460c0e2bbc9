import { mapText, sql } from "../expressions/sql.ts";
import { integerRightSide } from "./integer-range.ts";
import { leftSide } from "./lookup.ts";
import type { Lookup } from "./lookup.ts";

export const exact: Lookup = {
  name: "exact",
  toSql(lhs, rhs, context) {
    // `col`, not `col = true`: partial indexes are written so.
    if (lhs.conditional && rhs.kind === "value" && rhs.slot.boolean !== null)
      return rhs.slot.boolean ? lhs.toSql(context) : sql`NOT ${lhs.toSql(context)}`;
    const right = integerRightSide(lhs, rhs, { below: "none", above: "none" }, false, context);
    return sql`${leftSide("exact", lhs, context)} ${mapText(right, (text) => context.dialect.operator("exact", text))}`;
  },
};
