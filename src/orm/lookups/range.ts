import { QueryError } from "../../errors/query.ts";
import { sql } from "../expressions/sql.ts";
import { leftSide, preparation, rightSide } from "./lookup.ts";
import type { Lookup } from "./lookup.ts";

export const range: Lookup = {
  name: "range",
  toSql(lhs, rhs, context) {
    const left = leftSide("range", lhs, context);
    if (rhs.kind === "items") {
      const [from, to, ...rest] = rhs.items;
      if (from === undefined || to === undefined || rest.length > 0) throw notTwo();
      return sql`${left} BETWEEN ${rightSide(lhs, from, context)} AND ${rightSide(lhs, to, context)}`;
    }
    if (rhs.kind !== "value" || !rhs.slot.isList) throw notTwo();
    const prepareOne = preparation(lhs, context);
    const bound = (index: 0 | 1) =>
      rhs.slot.parameter((list) => {
        const values = list as readonly unknown[];
        if (values.length !== 2) throw notTwo();
        return prepareOne(values[index]);
      });
    return sql`${left} BETWEEN ${bound(0)} AND ${bound(1)}`;
  },
};

function notTwo(): QueryError {
  return new QueryError("The value of a 'range' lookup must be an array of two values.");
}
