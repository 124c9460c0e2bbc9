import { QueryError } from "../../errors/query.ts";
import type { SqlContext, SqlExpression } from "../expressions/expression.ts";
import { EmptyResultSet } from "../expressions/result-set.ts";
import { join, mapText, sql } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import { comparedField, leftSide, parenthesised, preparation, rightSide } from "./lookup.ts";
import type { Lookup, RightSide } from "./lookup.ts";

export const inLookup: Lookup = {
  name: "in",
  toSql(lhs, rhs, context) {
    switch (rhs.kind) {
      case "value":
        return inValues(lhs, rhs, context);
      case "items":
        return inItems(lhs, rhs.items, context);
      case "expression":
        return sql`${leftSide("in", lhs, context)} IN ${parenthesised(rhs.expression.toSql(context))}`;
    }
  },
};

/** The whole list is one parameter: a list of any length is the same statement. */
function inValues(lhs: SqlExpression, rhs: RightSide & { kind: "value" }, context: SqlContext): Sql {
  const { slot } = rhs;
  if (!slot.isList) throw new QueryError("The value of an 'in' lookup must be an array or a QuerySet.");
  // NULL is never equal to anything: a list of nothing but null is empty too.
  if (slot.kind === "emptyList") throw new EmptyResultSet();
  const { dialect } = context;
  const field = comparedField(lhs);
  const prepareOne = preparation(lhs, context);
  const range = dialect.integerRange(field.internalType);
  const values = slot.parameter((list) => {
    const prepared = new Set<unknown>();
    for (const value of list as readonly unknown[]) {
      if (value === null || value === undefined) continue;
      const one = prepareOne(value);
      // Outside of the column's type no row can be equal.
      if (
        range !== null &&
        (typeof one === "number" || typeof one === "bigint") &&
        (one < range[0] || one > range[1])
      )
        continue;
      prepared.add(one);
    }
    return dialect.listToDriver([...prepared], field);
  });
  const left = leftSide("in", lhs, context);
  return sql`${left} ${mapText(values, (text) => dialect.inList(text, field))}`;
}

function inItems(lhs: SqlExpression, items: readonly RightSide[], context: SqlContext): Sql {
  const parts = items
    .filter((item) => !(item.kind === "value" && item.slot.isNull))
    .map((item) => rightSide(lhs, item, context));
  if (parts.length === 0) throw new EmptyResultSet();
  return sql`${leftSide("in", lhs, context)} IN (${join(parts, ", ")})`;
}
