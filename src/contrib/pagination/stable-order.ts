import type { QueryMethods, QuerySet } from "../../orm/queryset.ts";
import { isOrdered } from "../../orm/query-rules.ts";
import { modelMeta } from "../../orm/runtime.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";

/** Without an order, pages could repeat rows and leave others out (Django's UnorderedObjectListWarning). */
export function inStableOrder<M extends ModelType, Row>(query: QueryMethods<M, Row>): QuerySet<M, Row> {
  const all = query.all();
  return isOrdered(all.tree, modelMeta(all.tree.model)) ? all : all.orderBy(...(["pk"] as never[]));
}
