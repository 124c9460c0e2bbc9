import { z } from "zod";
import { depends, type Dependency } from "../../api/dependencies/depends.ts";
import { query as queryParameter } from "../../api/parameters/markers.ts";
import type { Model } from "../../orm/model.ts";
import type { QueryMethods, QuerySet } from "../../orm/queryset.ts";
import { modelMeta } from "../../orm/runtime.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import { columnOf, leadsToMany, lookupSchema } from "./lookup-schema.ts";
import type { FilterOptions } from "./options.ts";
import { searchIn } from "./search.ts";

/** Applies to a query what the client asked for; the query may have annotations. */
export type QueryFilter<M extends ModelType> = <N extends M, Row>(
  query: QueryMethods<N, Row>,
) => QuerySet<N, Row>;

/**
 * Query parameters that filter, search and sort rows of a model, as a dependency: its value applies them.
 *
 * ```ts
 * const BookFilter = filterSchema(Book, {
 *   lookups: ["format__in", "price__gte", "price__lte", "author__name__icontains"],
 *   search: ["title", "author__name"],
 *   ordering: ["title", "price", "published"],
 * });
 * api.get("/books", { args: { filter: BookFilter }, response: z.array(BookOut) }, ({ filter }) =>
 *   filter(Book.objects),
 * );
 * ```
 *
 * Each parameter has the type of its column, so that a wrong value is a 422. What is not in the lists is ignored, as any
 * unknown parameter is.
 *
 * @throws FilterSchemaError a name is none of the model's; raised when it is declared
 */
export function filterSchema<
  M extends ModelType,
  const Lookups extends readonly string[] = [],
  const Search extends readonly string[] = [],
  const Ordering extends readonly string[] = [],
>(model: Model<M>, options: FilterOptions<M, Lookups, Search, Ordering>): Dependency<QueryFilter<M>> {
  const meta = modelMeta(model.label);
  const { lookups = [], ordering = [] } = options as {
    lookups?: readonly string[];
    ordering?: readonly string[];
  };
  const search = options.search === undefined ? null : searchIn(meta, options.search as readonly string[]);
  const parameters: Record<string, ReturnType<typeof queryParameter>> = {};
  for (const key of lookups) parameters[key] = queryParameter(lookupSchema(meta, key).optional());
  if (search !== null)
    parameters["search"] = queryParameter(z.string().optional(), {
      description: `Words to find in ${(options.search as readonly string[]).join(", ")}`,
    });
  if (ordering.length > 0) parameters["ordering"] = queryParameter(orderingSchema(ordering));
  for (const term of ordering) columnOf(meta, columnName(term));
  const many = new Set(lookups.filter((key) => leadsToMany(meta, key)));

  return depends(parameters, (given) => {
    const values = given as Readonly<Record<string, unknown>>;
    return ((query: QueryMethods<ModelType, unknown>) => {
      let filtered = query.all();
      let repeats = false;
      const asked = lookups.filter((key) => values[key] !== undefined);
      if (asked.length > 0) {
        // One filter(): conditions on a relation to many are about the same related row.
        filtered = filtered.filter(Object.fromEntries(asked.map((key) => [key, values[key]])) as never);
        repeats = asked.some((key) => many.has(key));
      }
      const { search: words, ordering: terms = options.defaultOrdering } = values as {
        search?: string;
        ordering?: readonly string[];
      };
      if (search !== null && words !== undefined)
        for (const condition of search.condition(words)) {
          filtered = filtered.filter(condition as never);
          repeats ||= search.many;
        }
      if (repeats) filtered = filtered.distinct();
      // Rows that are equal by what is sorted have an order, too: pages depend on it.
      return terms === undefined ? filtered : filtered.orderBy(...([...terms, "pk"] as never[]));
    }) as unknown as QueryFilter<M>;
  }) as Dependency<QueryFilter<M>>;
}

function orderingSchema(terms: readonly string[]): z.ZodType {
  const names = terms.map(columnName);
  const choices = names.flatMap((name) => [name, `-${name}`]);
  return z.array(z.enum(choices)).optional().describe('"-" before a name: descending');
}

function columnName(term: string): string {
  return term.startsWith("-") ? term.slice(1) : term;
}
