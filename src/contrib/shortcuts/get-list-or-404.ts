import { HTTPException } from "../../errors/api.ts";
import type { ModelStatics } from "../../orm/model.ts";
import type { QueryMethods } from "../../orm/queryset.ts";
import type { Conditions } from "../../orm/typing/conditions.ts";
import type { Instance } from "../../orm/typing/instance.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import { noMatch, rowsOf } from "./rows-source.ts";

/**
 * The rows that meet the conditions; 404 when there are none.
 *
 * @param source a model (its default manager), a manager, or a QuerySet
 * @throws HTTPException 404 `No Book matches the given query.`
 */
export function getListOr404<
  M extends ModelType,
  Row,
  A extends string = never,
  B extends string = never,
  C extends string = never,
  D extends string = never,
>(source: QueryMethods<M, Row>, ...conditions: Conditions<M, A, B, C, D>): Promise<Row[]>;
export function getListOr404<
  M extends ModelType,
  A extends string = never,
  B extends string = never,
  C extends string = never,
  D extends string = never,
>(source: ModelStatics<M>, ...conditions: Conditions<M, A, B, C, D>): Promise<Instance<M>[]>;
export async function getListOr404(
  source: ModelStatics<ModelType> | QueryMethods<ModelType, unknown>,
  ...conditions: Conditions<ModelType, never, never, never, never>
): Promise<unknown[]> {
  const query = rowsOf(source).filter(...conditions);
  const rows = await query;
  if (rows.length === 0) throw new HTTPException(404, noMatch(query));
  return rows;
}
