import { Manager } from "../../orm/manager.ts";
import type { ModelStatics } from "../../orm/model.ts";
import { QueryMethods, type QuerySet } from "../../orm/queryset.ts";
import { modelMeta } from "../../orm/runtime.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";

/** A model, a manager or a QuerySet (`django.shortcuts._get_queryset`): a model stands for its default manager. */
export function rowsOf<M extends ModelType, Row>(
  source: ModelStatics<M> | QueryMethods<M, Row>,
): QuerySet<M, Row> {
  if (source instanceof QueryMethods) return source.all();
  const { label, description } = modelMeta(source.label);
  return new Manager<M, Row>(label, description.defaultManager).all();
}

/** "No Book matches the given query.", as `django.shortcuts` says it. */
export function noMatch(query: QuerySet<ModelType, unknown>): string {
  return `No ${modelMeta(query.tree.model).description.name} matches the given query.`;
}
