import { same } from "../case.ts";

type Loose = Record<string, (...args: readonly unknown[]) => Loose> & PromiseLike<unknown>;

const loose = (manager: object): Loose => manager as Loose;

/** Years, months ... of a column, each once. */
export const dates = [
  ...(["year", "month", "week", "day"] as const).flatMap((kind) => [
    same(`Book.objects.dates('published', '${kind}')`, ({ Book }) => Book.objects.dates("published", kind)),
    same(`Book.objects.dates('available_from', '${kind}', order='DESC')`, ({ Book }) =>
      Book.objects.dates("available_from", kind, "DESC"),
    ),
  ]),
  ...(["year", "month", "week", "day", "hour", "minute", "second"] as const).map((kind) =>
    same(`Book.objects.datetimes('available_from', '${kind}')`, ({ Book }) =>
      Book.objects.datetimes("available_from", kind),
    ),
  ),
  same("Book.objects.datetimes('created', 'second', 'DESC', tzinfo=ZoneInfo('Asia/Tokyo'))[:5]", ({ Book }) =>
    Book.objects.datetimes("created", "second", "DESC", { tzinfo: "Asia/Tokyo" }).slice(0, 5),
  ),
  same("Book.objects.filter(in_print=True).dates('published', 'year')[2:7]", ({ Book }) =>
    Book.objects.filter({ in_print: true }).dates("published", "year").slice(2, 7),
  ),
  same("Book.objects.dates('author__born', 'year').reverse()", ({ Book }) =>
    Book.objects.dates("author__born", "year").reverse(),
  ),
  same("Author.objects.dates('book__published', 'year').count()", ({ Author }) =>
    Author.objects.dates("book__published", "year").count(),
  ),
  same("Book.objects.dates('published', 'month').filter(stock__gt=5).first()", ({ Book }) =>
    Book.objects.dates("published", "month").filter({ stock__gt: 5 }).first(),
  ),
  same("Book.objects.none().dates('published', 'year')", ({ Book }) =>
    Book.objects.none().dates("published", "year"),
  ),

  // Mistakes.
  same("Book.objects.dates('published', 'hour')", ({ Book }) =>
    loose(Book.objects).dates?.("published", "hour"),
  ),
  same("Book.objects.dates('published', 'year', 'asc')", ({ Book }) =>
    loose(Book.objects).dates?.("published", "year", "asc"),
  ),
  same("Book.objects.datetimes('created', 'quarter')", ({ Book }) =>
    loose(Book.objects).datetimes?.("created", "quarter"),
  ),
  same("Book.objects.datetimes('created', 'year', '')", ({ Book }) =>
    loose(Book.objects).datetimes?.("created", "year", ""),
  ),
  same("list(Book.objects.dates('nope', 'year'))", ({ Book }) => loose(Book.objects).dates?.("nope", "year")),
  same("list(Book.objects.dates('title', 'year'))", ({ Book }) =>
    loose(Book.objects).dates?.("title", "year"),
  ),
  same("list(Book.objects.datetimes('published', 'year'))", ({ Book }) =>
    loose(Book.objects).datetimes?.("published", "year"),
  ),
  same("list(AuthorProfile.objects.dates('office_hour', 'year'))", ({ AuthorProfile }) =>
    loose(AuthorProfile.objects).dates?.("office_hour", "year"),
  ),
];
