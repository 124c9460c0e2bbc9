import {
  Avg,
  Case,
  Coalesce,
  Concat,
  Count,
  Exists,
  ExpressionWrapper,
  F,
  Length,
  Lower,
  Max,
  Min,
  OuterRef,
  Q,
  Rank,
  StdDev,
  Subquery,
  Sum,
  TruncMonth,
  Value,
  When,
  Window,
} from "django-fastapi-bridge/orm";
import type { DateTime } from "django-fastapi-bridge/orm";
import { Author, Book, Review } from "#django/catalog";
import { getObjectOr404 } from "django-fastapi-bridge";
import type { QueryFilter } from "django-fastapi-bridge";
import type { AuthorModel, BookModel } from "#django/catalog";
import { expectType, rowOf } from "./support/expect.ts";

// What annotate(), alias() and aggregate() give. Checked by `tsc -p .`; nothing here runs.

export function aggregates(): void {
  const author = rowOf(
    Author.objects.annotate({
      n: Count("notes"),
      total: Sum("book__price"),
      sold: Sum("book__total_sold", { default: 0 }),
      mean: Avg("book__pages"),
      price: Avg("book__price"),
      last: Max("book__published"),
      first: Min("book__created"),
      format: Max("book__format"),
      spread: StdDev("book__pages", { sample: true }),
      time: Sum("book__listening_time"),
    }),
  );
  expectType<string>()(author.name);
  expectType<number>()(author.n);
  expectType<string | null>()(author.total);
  expectType<number>()(author.sold);
  expectType<number | null>()(author.mean);
  expectType<string | null>()(author.price);
  expectType<string | null>()(author.last);
  expectType<DateTime | null>()(author.first);
  expectType<"hardcover" | "paperback" | "ebook" | "audio" | null>()(author.format);
  expectType<number | null>()(author.spread);
  expectType<string | null>()(author.time);
}

/** Later methods know the names, with their types. */
export async function later(): Promise<void> {
  const counted = Author.objects.annotate({ n: Count("book"), newest: Max("book__published") });
  counted.filter({ n__gt: 3, newest__year: 1969, newest: null }).exclude(Q.or({ n: 0 }, { name: "" }));
  counted.orderBy("-n", F("newest").desc({ nullsLast: true }), "name");
  expectType<{ name: string; n: number }>()(rowOf(counted.values("name", "n")));
  expectType<[string, string | null]>()(rowOf(counted.valuesList("name", "newest")));
  expectType<number>()(rowOf(counted.valuesList("n", { flat: true })));
  expectType<number>()(rowOf(counted.values()).n);
  expectType<number>()(rowOf(counted.only("name")).n);
  expectType<{ most: number | null; mean: number | null }>()(
    await counted.aggregate({ most: Max("n"), mean: Avg("n") }),
  );
  const again = rowOf(counted.annotate({ double: F("n").times(2), big: Q({ n__gt: 10 }) }));
  expectType<number>()(again.double);
  expectType<boolean>()(again.big);
  expectType<string>()((await counted.get({ id: 1 })).name);
  expectType<{ n: number; sum: string | null }>()(
    await Book.objects.aggregate({ n: Count("*"), sum: Sum("price", { filter: { in_print: true } }) }),
  );

  const hidden = Author.objects
    .alias({ n: Count("book") })
    .filter({ n__gt: 3 })
    .orderBy("n");
  // @ts-expect-error -- Property 'n' does not exist
  void rowOf(hidden).n;
  expectType<number>()(rowOf(hidden.annotate({ copies: F("n") })).copies);
}

/** values() before annotate() makes the groups. */
export function grouped(): void {
  expectType<{ author_id: number; n: number; newest: string | null }>()(
    rowOf(Book.objects.values("author_id").annotate({ n: Count("id"), newest: Max("published") })),
  );
  expectType<{ n: number }>()(
    rowOf(
      Book.objects
        .values("format")
        .annotate({ n: Count("*") })
        .values("n"),
    ),
  );
  expectType<[string, number]>()(rowOf(Book.objects.valuesList("author__name").annotate({ n: Count("id") })));
}

export function expressions(): void {
  const book = rowOf(
    Book.objects.annotate({
      worth: F("price").times("stock"),
      left: F("stock").minus(1).mod(7),
      half: F("rating").dividedBy(2),
      age: F("updated").minus("created"),
      due: F("created").plus(Value("P1D", { outputField: "DurationField" })),
      mixed: ExpressionWrapper(F("price").times("rating"), { outputField: "FloatField" }),
      lower: Lower("isbn"),
      length: Length("title"),
      full: Concat("title", Value(": "), "subtitle"),
      isbn_or: Coalesce("isbn", Value("none")),
      maybe: Coalesce("isbn", "publisher__name"),
      state: Case(When({ stock: 0 }, Value("gone")), When({ stock__lt: 3 }, Value("few")), {
        default: Value("many"),
      }),
      known: Case(When(Q.or({ stock: 0 }, { in_print: false }), "pages")),
      nested: Sum(Case(When(Q.or({ stock: 0 }, { in_print: false }), "pages"), { default: 0 })),
      chained: Coalesce(Count("tags", { filter: Q.not({ tags__name: "x" }) }), 0),
      month: TruncMonth("created"),
      day: TruncMonth("published"),
      place: Window(Rank(), { partitionBy: ["author"], orderBy: ["-total_sold"] }),
      read: Exists(Review.objects.filter({ book: OuterRef("pk") })),
      best: Subquery(
        Review.objects
          .filter({ book: OuterRef("pk") })
          .orderBy("-stars")
          .values("stars")
          .slice(0, 1),
      ),
      reviewer: Subquery(
        Review.objects
          .filter({ book: OuterRef("pk") })
          .valuesList("reviewer__email", { flat: true })
          .slice(0, 1),
      ),
    }),
  );
  expectType<string>()(book.worth);
  expectType<number>()(book.left);
  expectType<number | null>()(book.half);
  expectType<string>()(book.age);
  expectType<DateTime>()(book.due);
  expectType<number | null>()(book.mixed);
  expectType<string | null>()(book.lower);
  expectType<number>()(book.length);
  expectType<string>()(book.full);
  expectType<string>()(book.isbn_or);
  expectType<string | null>()(book.maybe);
  expectType<"gone" | "few" | "many">()(book.state);
  expectType<number | null>()(book.known);
  expectType<DateTime>()(book.month);
  expectType<string | null>()(book.day);
  expectType<number>()(book.place);
  expectType<boolean>()(book.read);
  expectType<number | null>()(book.best);
  expectType<string | null>()(book.reviewer);
}

/** Filters and shortcuts take queries with annotations. */
export async function throughContrib(filter: QueryFilter<AuthorModel>): Promise<void> {
  const counted = Author.objects.annotate({ n: Count("book") });
  expectType<number>()(rowOf(filter(counted)).n);
  expectType<number>()((await getObjectOr404(counted, { n__gt: 1 })).n);
}

/** Expressions of one's own, for several queries; conditions in them are told their model. */
export function reused(inPrint: Q<BookModel>): void {
  const revenue = F("price").times("total_sold");
  expectType<string | null>()(rowOf(Book.objects.values("author").annotate({ sum: Sum(revenue) })).sum);
  const sold = Sum(Case(When(inPrint, "total_sold"), { default: 0 }));
  expectType<number | null>()(rowOf(Book.objects.values("author").annotate({ sold })).sold);
  Book.objects.filter(Exists(Review.objects.filter({ book: OuterRef("pk") })), Q.not(Exists(Author.objects)));
  Book.objects.filter({ stock__lt: F("total_sold").dividedBy(10) });
}
