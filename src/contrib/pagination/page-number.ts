import { z } from "zod";
import { HTTPException } from "../../errors/api.ts";
import type { QueryMethods } from "../../orm/queryset.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import type { PageCut } from "./page-cut.ts";
import { limitSchema, type PageSize } from "./page-size.ts";
import { Paginator } from "./paginator.ts";
import { inStableOrder } from "./stable-order.ts";

export interface PageNumberOptions<Total extends boolean> extends PageSize {
  /** False: rows are not counted; the number of pages is not known then. */
  readonly total?: Total;
}

type Facts<Total> = { page: number } & (Total extends true ? { pages: number; total: number } : unknown);

type Envelope<Total extends boolean> = { page: z.ZodInt } & (Total extends true
  ? { pages: z.ZodInt; total: z.ZodInt }
  : unknown);

/**
 * Pages by their number: `?page=3&page_size=20`. The first is 1, and is there even without rows; one behind the last is a
 * 404 (`django.core.paginator`).
 *
 * ```ts
 * const Page = pageNumberPagination({ limit: 20 });
 * api.get("/books", { args: { page: Page }, response: Page.of(BookOut) }, ({ page }) => page(Book.objects));
 * ```
 */
export function pageNumberPagination<Total extends boolean = true>(
  options: PageNumberOptions<Total> = {},
): Paginator<PageCut<Facts<Total>>, Envelope<Total>> {
  const counts = options.total ?? true;
  const cut =
    ({ page, page_size: size }: { page: number; page_size: number }) =>
    async (query: QueryMethods<ModelType, unknown>) => {
      const items = inStableOrder(query).slice((page - 1) * size, page * size);
      if (!counts) return { page, items };
      const total = await query.count();
      const pages = Math.max(1, Math.ceil(total / size));
      if (page > pages) throw new HTTPException(404, "That page contains no results");
      return { page, pages, total, items };
    };
  const args = {
    page: z.int().min(1).default(1).describe("Number of the page"),
    page_size: limitSchema(options),
  };
  return new Paginator(
    args,
    cut as never,
    ((item: z.ZodType) =>
      z.object({
        page: z.int(),
        ...(counts && { pages: z.int(), total: z.int() }),
        items: z.array(item),
      })) as never,
  );
}
