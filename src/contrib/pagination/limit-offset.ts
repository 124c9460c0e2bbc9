import { z } from "zod";
import type { QueryMethods } from "../../orm/queryset.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import type { PageCut } from "./page-cut.ts";
import { limitSchema, type PageSize } from "./page-size.ts";
import { Paginator } from "./paginator.ts";
import { inStableOrder } from "./stable-order.ts";

export interface LimitOffsetOptions<Total extends boolean> extends PageSize {
  /** False: rows are not counted, which costs a query and, in a large table, time. */
  readonly total?: Total;
}

type Facts<Total> = Total extends true ? { total: number } : unknown;

type Envelope<Total extends boolean> = Total extends true ? { total: z.ZodInt } : {};

/**
 * Pages by `?limit=20&offset=40`: the rows, and how many there are.
 *
 * ```ts
 * const Page = limitOffsetPagination({ limit: 20 });
 * api.get("/books", { args: { page: Page }, response: Page.of(BookOut) }, ({ page }) => page(Book.objects));
 * ```
 */
export function limitOffsetPagination<Total extends boolean = true>(
  options: LimitOffsetOptions<Total> = {},
): Paginator<PageCut<Facts<Total>>, Envelope<Total>> {
  const counts = options.total ?? true;
  const cut =
    ({ limit, offset }: { limit: number; offset: number }) =>
    async (query: QueryMethods<ModelType, unknown>) => {
      const items = inStableOrder(query).slice(offset, offset + limit);
      return counts ? { total: await query.count(), items } : { items };
    };
  const args = {
    limit: limitSchema(options),
    offset: z.int().min(0).default(0).describe("Rows before the page"),
  };
  return new Paginator(
    args,
    cut as never,
    ((item: z.ZodType) =>
      z.object(counts ? { total: z.int(), items: z.array(item) } : { items: z.array(item) })) as never,
  );
}
