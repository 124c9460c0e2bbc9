import { QueryError } from "../../../errors/query.ts";
import { EmptyResultSet } from "../../expressions/result-set.ts";
import { mapText, sql } from "../../expressions/sql.ts";
import type { Lookup } from "../lookup.ts";
import { valueSlot } from "./json-value.ts";

/** One of several at a path (`KeyTransformIn`); null is never equal to anything, as in every `in`. */
export const jsonKeyIn: Lookup = {
  name: "in",
  toSql(lhs, rhs, context) {
    const slot = valueSlot(rhs);
    if (!slot.isList) throw new QueryError("The value of an 'in' lookup must be an array or a QuerySet.");
    if (slot.kind === "emptyList") throw new EmptyResultSet();
    const { json } = context.dialect;
    const values = slot.parameter((list) =>
      json.listToDriver(
        (list as readonly unknown[]).filter((value) => value !== null && value !== undefined),
      ),
    );
    return sql`${lhs.toSql(context)} ${mapText(values, json.keyIn)}`;
  },
};
