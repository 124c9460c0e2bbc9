import { QueryError } from "../../../errors/query.ts";
import { sql } from "../../expressions/sql.ts";
import type { Lookup } from "../lookup.ts";
import { columnAndPath, insideSql } from "./key.ts";

/** Whether a path leads nowhere (`KeyTransformIsNull`): a key whose value is JSON's null is there. */
export const jsonKeyIsnull: Lookup = {
  name: "isnull",
  toSql(lhs, rhs, context) {
    const wanted = rhs.kind === "value" ? rhs.slot.boolean : null;
    if (wanted === null)
      throw new QueryError("The QuerySet value for an isnull lookup must be True or False.");
    const { keys } = columnAndPath(lhs);
    const found = insideSql(lhs, context, (column) => context.dialect.json.keyOrNull(column, keys));
    return wanted ? sql`${found} IS NULL` : sql`${found} IS NOT NULL`;
  },
};
