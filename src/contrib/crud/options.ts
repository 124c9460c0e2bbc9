import type { z } from "zod";
import type { Context } from "../../api/context/context.ts";
import type { Dependency } from "../../api/dependencies/depends.ts";
import type { RouterOptions } from "../../api/routing/router.ts";
import type { QuerySet } from "../../orm/queryset.ts";
import type { Instance } from "../../orm/typing/instance.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import type { QueryFilter } from "../filters/filter-schema.ts";
import type { Paginator } from "../pagination/paginator.ts";

export type CrudOperation = "list" | "retrieve" | "create" | "replace" | "patch" | "delete";

/** What modelSchema() gives, or schemas that are put together by hand. */
export type CrudSchema = z.ZodType & { readonly create?: z.ZodObject; readonly patch?: z.ZodObject };

/** A dependency that ends the request where it may not go on: `staffRequired`, `permissionRequired("...")`. */
export type CrudPermission = Dependency<unknown, string>;

export interface CrudOptions<M extends ModelType> extends RouterOptions {
  /** What is sent and, by its `create` and `patch`, what is taken. */
  readonly schema: CrudSchema;
  /** What there is; nothing else is. */
  readonly operations: readonly CrudOperation[];
  /**
   * Who may do what. "model" (default): who has Django's permissions of the model (`catalog.view_book` to list and
   * retrieve, add, change, delete), as in the admin. "public": everybody. By operation: a requirement, or null for
   * everybody; an operation that is not there needs the model's permission.
   */
  readonly permissions?: "model" | "public" | { readonly [Name in CrudOperation]?: CrudPermission | null };
  /** The rows that there are for a request: `(books, { request }) => books.filter({ ... })`. Others are 404. */
  readonly rows?: (rows: QuerySet<M, Instance<M>>, context: Context) => QuerySet<M, Instance<M>>;
  /** The unique column that paths name a row by; the primary key if not given. */
  readonly key?: keyof M["fields"] & string;
  /** What lists can be asked for: `filterSchema(...)`. */
  readonly filter?: Dependency<QueryFilter<M>>;
  /** How lists are cut into pages; `limitOffsetPagination()` if not given. */
  readonly page?: Paginator<(query: never) => Promise<unknown>, z.ZodRawShape>;
}
