import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import { EmptyResultSet, FullResultSet, ValueOverflow } from "../expressions/result-set.ts";
import type { Sql } from "../expressions/sql.ts";
import { preparation } from "./lookup.ts";
import type { RightSide } from "./lookup.ts";
import { comparedField, rightSide } from "./lookup.ts";

/** What a comparison with a number outside of the column's type is: true of all rows that have a value, or of none. */
export interface OverflowRule {
  readonly below: "all" | "none";
  readonly above: "all" | "none";
}

/** `IntegerFieldOverflow` and `IntegerFieldFloatRounding` in django/db/models/lookups.py. */
export function integerRightSide(
  lhs: SqlExpression,
  rhs: RightSide,
  rule: OverflowRule,
  roundsUp: boolean,
  context: SqlContext,
): Sql {
  const range = context.dialect.integerRange(comparedField(lhs).internalType);
  if (rhs.kind !== "value" || range === null) return rightSide(lhs, rhs, context);
  const { slot } = rhs;
  if (slot.overflow !== 0) {
    throw (slot.overflow < 0 ? rule.below : rule.above) === "all"
      ? new FullResultSet()
      : new EmptyResultSet();
  }
  const toParameter = preparation(lhs, context);
  return slot.parameter((value) => {
    const prepared = toParameter(roundsUp && typeof value === "number" ? Math.ceil(value) : value);
    if (typeof prepared !== "number" && typeof prepared !== "bigint") return prepared;
    if (prepared < range[0]) throw new ValueOverflow(slot.index, -1);
    if (prepared > range[1]) throw new ValueOverflow(slot.index, 1);
    return prepared;
  });
}
