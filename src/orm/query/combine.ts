import type { QueryBuilder } from "./builder.ts";
import type { CompilerParts } from "./parts.ts";
import type { CombinedTrees } from "./shaped.ts";

/** `QuerySet._combinator_query`: a copy of the first query without its order and limits, whose rows are those of all. */
export function combine(
  { queries, combinator, all }: CombinedTrees,
  parts: CompilerParts<QueryBuilder>,
): QueryBuilder {
  const [first] = queries as [CombinedTrees["queries"][number]];
  const builder = parts.buildTree(first);
  clearOrdering(builder);
  builder.offset = null;
  builder.limit = null;
  builder.limitedToOne = false;
  const built = queries.map((query) => parts.buildTree(query));
  // DISTINCT that had to select more for its order leaves that out again: all queries have the same columns.
  for (const query of built) {
    query.isSubquery = true;
    query.namesColumns = true;
  }
  builder.combined = { combinator, all, queries: built };
  return builder;
}

/** `Query.clear_ordering`. */
export function clearOrdering(builder: QueryBuilder): void {
  builder.ordering = [];
  builder.defaultOrdering = false;
}

/** The same where order means nothing: unless rows are cut off by it, or locked. */
export function clearNeedlessOrdering(builder: QueryBuilder): void {
  if (!builder.isSliced && builder.distinctFields.length === 0 && builder.lock === null)
    clearOrdering(builder);
}
