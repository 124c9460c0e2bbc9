import { QueryError } from "../../errors/query.ts";
import { sql } from "../expressions/sql.ts";
import type { Lookup } from "./lookup.ts";

export const isnull: Lookup = {
  name: "isnull",
  toSql(lhs, rhs, context) {
    const wanted = rhs.kind === "value" ? rhs.slot.boolean : null;
    if (wanted === null)
      throw new QueryError("The QuerySet value for an isnull lookup must be True or False.");
    return wanted ? sql`${lhs.toSql(context)} IS NULL` : sql`${lhs.toSql(context)} IS NOT NULL`;
  },
};
