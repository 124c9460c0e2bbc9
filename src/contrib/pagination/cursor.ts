import { z } from "zod";
import { RequestValidationError } from "../../errors/api.ts";
import { FilterSchemaError } from "../../errors/filter-schema.ts";
import type { FieldDescription } from "../../manifest/schema.ts";
import { fieldSchema } from "../../orm/fields/schema.ts";
import { attribute } from "../../orm/instance.ts";
import type { ModelMeta } from "../../orm/meta.ts";
import type { Model } from "../../orm/model.ts";
import { Q } from "../../orm/q.ts";
import type { QueryMethods } from "../../orm/queryset.ts";
import { modelMeta } from "../../orm/runtime.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import { targetField } from "../model-schema/field-meta.ts";
import { limitSchema, type PageSize } from "./page-size.ts";
import { Paginator } from "./paginator.ts";

export interface CursorOptions<M extends ModelType> extends PageSize {
  /** Columns of the model that are never null, "-" before those that descend; the primary key follows by itself. */
  readonly ordering?: readonly (CursorColumn<M> | `-${CursorColumn<M>}`)[];
}

type CursorColumn<M extends ModelType> = {
  [Name in keyof M["fields"]]: null extends M["fields"][Name] ? never : Name;
}[keyof M["fields"]] &
  string;

export interface CursorPage<Row> {
  items: Row[];
  next: string | null;
  previous: string | null;
}

type Cut<M extends ModelType> = <N extends M, Row>(query: QueryMethods<N, Row>) => Promise<CursorPage<Row>>;
type Envelope = { next: z.ZodNullable<z.ZodString>; previous: z.ZodNullable<z.ZodString> };

/** A column that rows are sorted by. */
interface SortColumn {
  readonly field: FieldDescription;
  readonly descending: boolean;
  /** Of its value in a cursor. */
  readonly schema: z.ZodType;
}

/** Where a page begins: the values of the row before it, and whether it goes towards the beginning. */
interface Position {
  readonly values: readonly unknown[];
  readonly backwards: boolean;
}

/**
 * Pages by `?cursor=`: each page says the cursors of the next and the previous one. A page costs the same wherever it is,
 * and rows that come or go meanwhile shift nothing.
 *
 * ```ts
 * const Page = cursorPagination(Book, { ordering: ["-created"] });
 * api.get("/books", { args: { page: Page }, response: Page.of(BookOut) }, ({ page }) => page(Book.objects));
 * ```
 *
 * @throws FilterSchemaError an ordering by what is no column of the model, or may be null
 */
export function cursorPagination<M extends ModelType>(
  model: Model<M>,
  options: CursorOptions<M> = {},
): Paginator<Cut<M>, Envelope> {
  const columns = sortColumns(modelMeta(model.label), (options.ordering ?? []) as readonly string[]);
  const cut =
    ({ cursor, limit }: { cursor?: string; limit: number }) =>
    async (query: QueryMethods<ModelType, unknown>): Promise<CursorPage<unknown>> => {
      const position = cursor === undefined ? null : decode(cursor, columns);
      const backwards = position?.backwards ?? false;
      const terms = columns.map(
        ({ field, descending }) => (descending === backwards ? "" : "-") + field.attname,
      );
      let page = query.all().orderBy(...(terms as never[]));
      if (position !== null) page = page.filter(behind(position, columns) as never);
      // One more tells whether there is another page.
      const rows = await page.slice(0, limit + 1);
      const more = rows.length > limit;
      const items = rows.slice(0, limit);
      if (backwards) items.reverse();
      const first = items[0];
      const last = items.at(-1);
      const hasNext = backwards || more;
      const hasPrevious = backwards ? more : position !== null;
      return {
        items,
        next: hasNext && last !== undefined ? encode(last as object, columns, false) : null,
        previous: hasPrevious && first !== undefined ? encode(first as object, columns, true) : null,
      };
    };
  const args = {
    cursor: z.string().optional().describe("`next` or `previous` of another page"),
    limit: limitSchema(options),
  };
  return new Paginator(
    args,
    cut as never,
    ((item: z.ZodType) =>
      z.object({
        items: z.array(item),
        next: z.string().nullable(),
        previous: z.string().nullable(),
      })) as never,
  );
}

function sortColumns(meta: ModelMeta, terms: readonly string[]): readonly SortColumn[] {
  const columns = terms.map((term) => sortColumn(meta, term));
  const ends = columns.some(({ field }) => field.unique || field.primaryKey);
  // What is unique decides already.
  return ends ? columns : [...columns, sortColumn(meta, meta.pk.attname)];
}

function sortColumn(meta: ModelMeta, term: string): SortColumn {
  const descending = term.startsWith("-");
  const name = descending ? term.slice(1) : term;
  const field = meta.field(name);
  if (field === undefined || field.column === null || field.null)
    throw new FilterSchemaError(
      `cursorPagination(${meta.description.name}): "${name}" is no column that is never null; a cursor needs those.`,
    );
  return { field, descending, schema: fieldSchema(targetField(field), { null: false }) };
}

/** Rows behind a position: greater in the first column, or equal there and greater in the second, and so on. */
function behind({ values, backwards }: Position, columns: readonly SortColumn[]): object {
  const or = Q.or as unknown as (...conditions: object[]) => object;
  const cases = columns.map(({ field, descending }, index) => {
    const equal = columns.slice(0, index).map((column, at) => [column.field.attname, values[at]]);
    const lookup = descending === backwards ? "gt" : "lt";
    return Object.fromEntries([...equal, [`${field.attname}__${lookup}`, values[index]]]) as object;
  });
  return or(...cases);
}

/** Base64url of `[backwards, value ...]` in JSON. */
function encode(row: object, columns: readonly SortColumn[], backwards: boolean): string {
  const values = columns.map(({ field }) => attribute(row, field.attname));
  return Buffer.from(JSON.stringify([backwards ? 1 : 0, ...values])).toString("base64url");
}

function decode(cursor: string, columns: readonly SortColumn[]): Position {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (
      Array.isArray(parsed) &&
      parsed.length === columns.length + 1 &&
      (parsed[0] === 0 || parsed[0] === 1)
    ) {
      const values = columns.map(({ schema }, index) => schema.parse(parsed[index + 1]));
      return { values, backwards: parsed[0] === 1 };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
  }
  throw RequestValidationError.of([
    {
      type: "value_error",
      loc: ["query", "cursor"],
      msg: "Value error, not a cursor of a page",
      input: cursor,
      ctx: { error: {} },
    },
  ]);
}
