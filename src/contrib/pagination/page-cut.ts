import type { QueryMethods, QuerySet } from "../../orm/queryset.ts";
import type { CombinedQuerySet } from "../../orm/typing/combined.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";

/** Cuts a page out of a query, whatever its rows are; `Facts`: what it tells of the page beside them. */
export interface PageCut<Facts> {
  <M extends ModelType, Row>(query: QueryMethods<M, Row>): Promise<{ items: QuerySet<M, Row> } & Facts>;
  /** What `union()` and its like gave. */
  <M extends ModelType, Row>(
    query: CombinedQuerySet<M, Row>,
  ): Promise<{ items: CombinedQuerySet<M, Row> } & Facts>;
}
