import { DateTime, F, Prefetch, Q } from "django-fastapi-bridge/orm";
import { Author, Book, EBook, Note, Publisher, Tag } from "#django/catalog";
import type { AuthorModel, BookModel } from "#django/catalog";
import { Coupon, Order } from "#django/orders";

// What compiles. Its opposite is in misuse.ts.

export function foreignKeys(coupon: Coupon): void {
  // A foreign key takes what it refers to: `to_field`, or the primary key.
  void Order.objects.filter({ coupon: "WELCOME", coupon__in: ["A", "B", coupon], coupon__isnull: false });
  void Order.objects.filter({ coupon_id: "WELCOME", coupon, coupon__pk: 1 });
  void Coupon.objects.filter({ order: 1 });
  const codes: Promise<(string | null)[]> = Promise.resolve(
    Order.objects.valuesList("coupon", { flat: true }),
  );
  // The way back along a GenericRelation with a related_query_name.
  void Note.objects.filter({ book__title: "Dune", book: 1, book__isnull: true });
  return void codes;
}

export function locks(): void {
  void Book.objects.selectForUpdate().filter({ stock__gt: 0 });
  void Book.objects.selectForUpdate({ noWait: true, noKey: true }).get({ pk: 1 });
  void Book.objects
    .selectRelated("author__mentor")
    .selectForUpdate({ skipLocked: true, of: ["self", "author__mentor"] });
  void EBook.objects.selectForUpdate({ of: ["book_ptr"] });
}

export function lookups(author: Author, key: string): void {
  Book.objects.filter({ title: "Dune", title__iexact: "dune", title__in: ["Dune", "Solaris"] });
  Book.objects.filter({
    title__contains: "%",
    title__istartswith: "d",
    title__iendswith: "e",
    title__regex: "^D",
  });
  Book.objects.filter({ stock__gt: 1, stock__lte: 5n, stock__range: [1, 5], rating__lt: 3.5 });
  Book.objects.filter({ price: "9.90", price__gte: 10, price__in: ["1.00", 2] });
  Book.objects.filter({ in_print: true, deleted_at__isnull: false });
  Book.objects.filter({ format: "ebook", format__in: ["ebook", "audio"], format__startswith: "e" });

  // null asks for IS NULL: on columns that can be null, and behind relations that can have no row.
  Book.objects.filter({ isbn: null, publisher: null, publisher__name: null, tags__name: null });
  Author.objects.filter({ mentor__name: null, profile__homepage: null });

  // Dates and times: text or a Date, transforms, transforms of transforms.
  Book.objects.filter({
    published: "1965-08-01",
    published__lt: new Date(),
    published__range: ["1960-01-01", "1970-01-01"],
  });
  Book.objects.filter({ published__year: 1965, published__year__gte: 1960, published__month__in: [7, 8] });
  Book.objects.filter({
    created__date: "2026-01-02",
    created__date__gte: "2026-01-01",
    created__time__lt: "12:00",
  });
  Book.objects.filter({
    created__date__year: 2026,
    created__hour__gte: 8,
    listening_time__gt: "P0DT01H00M00S",
  });

  // Relations: a row, a key, lists of them, a QuerySet; through "__pk", "_id", and their own fields.
  Book.objects.filter({ author, author__in: [author, 3], author__gte: 3, publisher__isnull: true });
  Book.objects.filter({ author: 3, author_id: 3, author__pk: 3, author__id__in: [1, 2], author_id__in: [1] });
  Book.objects.filter({ author__in: Author.objects.filter({ name: "Lem" }), tags__in: Tag.objects.all() });
  Book.objects.filter({ author__mentor__influences__name__icontains: "x", contributions__role: 2 });
  Author.objects.filter({ book__tags__slug: "sf", student__isnull: true, contributed_books__stock: 0 });
  Order.objects.filter({ customer__email__iendswith: "@example.com", books__author__name: "Lem" });

  // A QuerySet of one column stands for its values.
  Book.objects.filter({ author_id__in: Author.objects.valuesList("id", { flat: true }) });
  Book.objects.filter({
    title__in: Book.all_objects.values("title"),
    id__in: Book.objects.filter({ stock: 0 }),
  });

  // JSON: keys are free, their lookups too.
  Book.objects.filter({ metadata__awards__0__year__gt: 1966, metadata__has_key: "awards" });
  Book.objects.filter({ metadata: { a: 1 }, metadata__contains: { a: 1 } });

  // The other side may be an expression.
  Book.objects.filter({ stock__gt: F("total_sold"), title: F("subtitle"), published__year: F("pages") });

  // A key known at run time only is checked there.
  Book.objects.filter({ [key]: 3, [`${key}__icontains`]: "x", pk: 1, pk__in: [1, 2] });
}

export function conditions(cheap: Q<BookModel>, several: Q<BookModel>[]): void {
  Book.objects.filter({ stock: 1 }, Q.or({ in_print: true }, { stock__gt: 0 }), cheap);
  Book.objects.filter(cheap, { stock: 1 }).exclude(...several, { title: "" });
  Book.objects.filter(Q.or(Q.and({ stock: 0 }, Q.not({ in_print: true })), { author__name: "Lem" }));
  Book.objects.filter();
  const later: Q<BookModel> = Q({ stock__lt: 3 });
  Book.objects.filter(later);
}

/** The model of a Q can come from what a function answers. */
export function alive(): Q<AuthorModel> {
  return Q.or({ died: null }, { died__gt: "2026-01-01" });
}

export function ordering(order: "title" | "-published"): void {
  Book.objects.orderBy("-published", "author__name", "author", "?", "-pk", order, "published__year");
  Book.objects.orderBy(F("stock"), "id").reverse();
  Book.objects.orderBy();
}

export function prefetching(): void {
  Author.objects.prefetchRelated("books__tags", "profile", "mentor__books");
  Publisher.objects.prefetchRelated(
    new Prefetch("books", { queryset: Book.objects.filter({ stock: 0 }) }),
    "books",
  );
}

export async function combining(): Promise<void> {
  const sold = Book.objects.filter({ total_sold__gt: 0 }).orderBy();
  const both = sold
    .union(Book.objects.filter({ stock: 0 }).orderBy(), { all: true })
    .orderBy("-title", F("id"));
  const books: Book[] = await both.slice(0, 5);
  const first: Book | null = await both.first();
  const names: [string][] = await Author.objects
    .valuesList("name")
    .union(Publisher.objects.valuesList("name"), Tag.objects.all().valuesList("name"));
  // Rows of a union are those of any of its queries.
  const maybe: (string | null)[] = await Author.objects
    .valuesList("name", { flat: true })
    .union(Book.objects.valuesList("isbn", { flat: true }));
  const values: { id: number; name: string }[] = await Author.objects
    .values("id", "name")
    .difference(Tag.objects.values("id", "name"));
  const chosen: { author: number; title: string }[] = await sold
    .intersection(both)
    .values("author", "title")
    .orderBy("title");
  const counts: [count: number, exists: boolean] = [await both.count(), await both.exists()];
  // What was selected with the rows stays there.
  const [book] = await Book.objects.selectRelated("author").union(Book.objects.selectRelated("author"));
  const author: string | undefined = book?.author.name;
  Book.objects.filter({ author__in: Author.objects.values("pk").union(Author.objects.values("pk")) });
  for await (const each of both) void each.title;
  void [books, first, names, maybe, values, chosen, counts, author];
}

export async function dates(path: string): Promise<void> {
  const years: string[] = await Book.objects.dates("published", "year");
  const days: string[] = await Book.objects.dates("author__born", "day", "DESC").slice(0, 3);
  const hours: DateTime[] = await Book.objects.datetimes("created", "hour", "ASC", { tzinfo: "Asia/Tokyo" });
  const first: DateTime | null = await Book.objects.datetimes("available_from", "week").first();
  void [years, days, hours, first, Book.objects.dates(path, "month")];
}

export async function raw(): Promise<void> {
  const books: Book[] = await Book.objects.raw("SELECT * FROM catalog_book WHERE id = %s", [1]);
  const [author] = await Author.objects
    .raw<{ written: number }>("SELECT id, 1 AS written FROM catalog_author WHERE name = %(name)s", {
      name: "Lem",
    })
    .prefetchRelated("books");
  const written: number | undefined = author?.written;
  const name: string | undefined = author?.name;
  void [books, written, name];
}

export async function bulk(): Promise<void> {
  const byKey: Map<number, Book> = await Book.objects.inBulk([1, 2]);
  const bySlug: Map<string, Book> = await Book.objects.inBulk(["dune"], { fieldName: "slug" });
  const all: Map<string | null, Book> = await Book.objects.inBulk(undefined, { fieldName: "isbn" });
  const codes: Map<string, Coupon> = await Coupon.objects.inBulk(["WELCOME"], { fieldName: "code" });
  void [byKey, bySlug, all, codes];
}

export async function insideJson(): Promise<void> {
  const rows: { id: number; metadata__awards__0: unknown }[] = await Book.objects
    .orderBy("metadata__dimensions__width")
    .values("id", "metadata__awards__0");
  Book.objects.annotate({ first: F("metadata__awards__0") }).filter({ first: "Hugo" });
  Book.objects.filter({
    metadata__awards__has_keys: ["a"],
    metadata__a__isnull: true,
    metadata__contained_by: {},
  });
  void rows;
}
