import { mapText, sql } from "../expressions/sql.ts";
import { leftSide, rightSide } from "./lookup.ts";
import type { Lookup } from "./lookup.ts";
import { escapeLike, lookupText } from "./pattern.ts";

export const iexact: Lookup = {
  name: "iexact",
  toSql(lhs, rhs, context) {
    const { dialect } = context;
    // Where iexact is a LIKE, its wildcards are escaped (`prep_for_iexact_query`).
    const escape = dialect.features.comparesIexactByLike ? escapeLike : (value: string) => value;
    const right =
      rhs.kind === "value"
        ? rhs.slot.parameter((value) => escape(lookupText(value, lhs, dialect)))
        : rightSide(lhs, rhs, context);
    return sql`${leftSide("iexact", lhs, context)} ${mapText(right, (text) => dialect.operator("iexact", text))}`;
  },
};
