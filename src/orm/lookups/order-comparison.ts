import { mapText, sql } from "../expressions/sql.ts";
import { integerRightSide } from "./integer-range.ts";
import type { OverflowRule } from "./integer-range.ts";
import { leftSide } from "./lookup.ts";
import type { Lookup } from "./lookup.ts";

/** gt, gte, lt and lte differ in their operator, and in what a number beyond the column's type means. */
export function orderComparison(name: string, rule: OverflowRule, roundsUp: boolean): Lookup {
  return {
    name,
    toSql(lhs, rhs, context) {
      const right = integerRightSide(lhs, rhs, rule, roundsUp, context);
      return sql`${leftSide(name, lhs, context)} ${mapText(right, (text) => context.dialect.operator(name, text))}`;
    },
  };
}
