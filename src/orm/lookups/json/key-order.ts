import { mapText, sql } from "../../expressions/sql.ts";
import type { Lookup } from "../lookup.ts";
import { valueSlot } from "./json-value.ts";

/** gt, gte, lt, lte of what is at a path (`KeyTransformNumericLookupMixin`). */
export function jsonKeyOrder(name: string, operator: string): Lookup {
  return {
    name,
    toSql(lhs, rhs, context) {
      const { dialect } = context;
      const value = valueSlot(rhs).parameter((given) => dialect.json.orderToDriver(given));
      return sql`${lhs.toSql(context)} ${operator} ${mapText(value, dialect.json.orderValue)}`;
    },
  };
}
