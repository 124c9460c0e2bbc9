import type { PrefetchLookup, QueryTree } from "./query/tree.ts";

/** A relation to read ahead, with the QuerySet to read it by: Django's Prefetch. */
export class Prefetch implements PrefetchLookup {
  readonly path: string;
  readonly queryset: QueryTree | null;
  readonly toAttr: string | null;

  /**
   * @param path the attribute that leads there: "reviews", "reviews__author"
   * @param options.queryset what to read of the last relation on the path, and in which order
   * @param options.toAttr an attribute to put the rows in, as an array
   */
  constructor(
    path: string,
    options: { readonly queryset?: { readonly tree: QueryTree }; readonly toAttr?: string } = {},
  ) {
    this.path = path;
    this.queryset = options.queryset?.tree ?? null;
    this.toAttr = options.toAttr ?? null;
  }
}
