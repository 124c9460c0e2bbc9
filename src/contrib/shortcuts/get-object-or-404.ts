import { HTTPException } from "../../errors/api.ts";
import { ObjectDoesNotExist } from "../../errors/orm.ts";
import type { ModelStatics } from "../../orm/model.ts";
import { PendingRow } from "../../orm/pending-row.ts";
import type { QueryMethods } from "../../orm/queryset.ts";
import type { Conditions } from "../../orm/typing/conditions.ts";
import type { Instance } from "../../orm/typing/instance.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import { orElse } from "../../util/maybe-promise.ts";
import { noMatch, rowsOf } from "./rows-source.ts";

/**
 * The one row that meets the conditions; 404 when there is none.
 *
 * ```ts
 * api.get("/books/{book_id}", { args: { book_id: z.int() }, response: BookOut }, ({ book_id }) =>
 *   getObjectOr404(Book, { id: book_id }),
 * );
 * ```
 *
 * @param source a model (its default manager), a manager, or a QuerySet
 * @throws HTTPException 404 `No Book matches the given query.`
 * @throws Model.MultipleObjectsReturned
 */
export function getObjectOr404<
  M extends ModelType,
  Row,
  A extends string = never,
  B extends string = never,
  C extends string = never,
  D extends string = never,
>(source: QueryMethods<M, Row>, ...conditions: Conditions<M, A, B, C, D>): Promise<Row>;
export function getObjectOr404<
  M extends ModelType,
  A extends string = never,
  B extends string = never,
  C extends string = never,
  D extends string = never,
>(source: ModelStatics<M>, ...conditions: Conditions<M, A, B, C, D>): Promise<Instance<M>>;
export function getObjectOr404(
  source: ModelStatics<ModelType> | QueryMethods<ModelType, unknown>,
  ...conditions: Conditions<ModelType, never, never, never, never>
): Promise<unknown> {
  const query = rowsOf(source);
  const row = query.get(...conditions) as PendingRow<unknown>;
  return new PendingRow((shape) =>
    orElse(
      () => row.read(shape),
      (error) => {
        throw error instanceof ObjectDoesNotExist
          ? new HTTPException(404, noMatch(query), { cause: error })
          : error;
      },
    ),
  );
}
