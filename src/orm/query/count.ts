import type { SqlContext } from "../expressions/expression.ts";
import { sql } from "../expressions/sql.ts";
import type { Sql } from "../expressions/sql.ts";
import type { QueryBuilder } from "./builder.ts";
import { writeSelect } from "./write-select.ts";

/** `Query.get_count`: rows are counted by the database; those of a slice or a DISTINCT in a query around it. */
export function writeCount(builder: QueryBuilder, context: SqlContext): Sql {
  builder.selectRelated = false;
  if (!builder.isSliced && builder.distinctFields.length === 0) {
    builder.ordering = [];
    builder.defaultOrdering = false;
  }
  if (!builder.isSliced && !builder.distinct) {
    builder.selection = { kind: "count" };
    return writeSelect(builder, context);
  }
  if (!builder.distinct && builder.selection.kind === "instances") {
    const pk = builder.relations.pk(builder.meta);
    const expression = builder.column(builder.base(), pk, null);
    builder.selection = { kind: "list", columns: [{ name: "pk", expression }] };
  }
  builder.isSubquery = true;
  builder.namesColumns = true;
  return sql`SELECT COUNT(*) FROM (${writeSelect(builder, context)}) subquery`;
}
