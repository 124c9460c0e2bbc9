import { modelSchema } from "django-fastapi-bridge";
import { Case, Coalesce, Count, F, Q, Subquery, Sum, When } from "django-fastapi-bridge/orm";
import { Author, Book } from "#django/catalog";
import { Order } from "#django/orders";
import { rowOf } from "./support/expect.ts";

// Each of these is an error, and says what follows the two dashes: misuse.test.ts compares the texts.

export function names(): void {
  // @ts-expect-error -- catalog.Book has no field or relation 'titel'
  Book.objects.filter({ titel: "Dune" });
  // @ts-expect-error -- catalog.Author has no field or relation 'nam'
  Book.objects.exclude({ author__nam__icontains: "x" });
  // @ts-expect-error -- catalog.Book.stock has no lookup or transform 'icontains'
  Book.objects.filter({ stock__icontains: "1" });
  // @ts-expect-error -- catalog.Book.published__year has no lookup or transform 'startswith'
  Book.objects.filter({ published__year__startswith: "19" });
  // @ts-expect-error -- catalog.Book.author_id has no lookup or transform 'name'
  Book.objects.filter({ author_id__name: "Lem" });
  // @ts-expect-error -- catalog.Book has no field or relation 'in_prin'
  Book.objects.filter({ stock: 1 }, Q.or({ in_prin: true }, { stock__gt: 0 }));
  // @ts-expect-error -- catalog.Book has no field or relation 'autor'
  Book.objects.filter(Q.or({ stock: 1 }, Q.not({ autor: 1 })));
  // @ts-expect-error -- Q() cannot know its model here
  const free = Q({ title: "Dune" });
  return void free;
}

export function foreignKeys(): void {
  // @ts-expect-error -- Type 'number' is not assignable to type 'InstanceRef<"orders.Coupon"> | Operand<string> | null'
  void Order.objects.filter({ coupon: 1 });
}

export function locks(): void {
  // @ts-expect-error -- catalog.Book has no single-valued relation 'tags'
  void Book.objects.selectForUpdate({ of: ["self", "tags"] });
  // @ts-expect-error -- 'nowait' does not exist in type 'LockOptions
  void Book.objects.selectForUpdate({ nowait: true });
}

export function values(maybe: number | undefined): void {
  // @ts-expect-error -- Type 'string' is not assignable to type 'Operand<number | bigint>'
  Book.objects.filter({ stock: "1" });
  // @ts-expect-error -- Type '"pdf"' is not assignable to type 'Operand<"audio" | "ebook" | "hardcover" | "paperback">'
  Book.objects.filter({ format: "pdf" });
  // @ts-expect-error -- Type 'null' is not assignable to type 'Operand<string>'
  Book.objects.filter({ title: null });
  // @ts-expect-error -- Type 'number' is not assignable to type 'boolean'
  Book.objects.filter({ isbn__isnull: 1 });
  // @ts-expect-error -- Type 'undefined' is not assignable to type 'Operand<number | bigint>'
  Book.objects.filter({ stock: maybe });
  // @ts-expect-error -- Type 'string' is not assignable to type 'Members<number | bigint, number>'
  Book.objects.filter({ stock__in: "1" });
  // @ts-expect-error -- Source has 3 element(s) but target allows only 2
  Book.objects.filter({ stock__range: [1, 2, 3] });
}

export function writing(author: Author, book: Book): void {
  // @ts-expect-error -- Property 'price' is missing
  void Book.objects.create({ title: "Dune", slug: "dune", author });
  // @ts-expect-error -- Property 'author_id' is missing
  void Book.objects.create({ title: "Dune", slug: "dune", price: "1.00" });
  // @ts-expect-error -- catalog.Book has no column or foreign key 'titel'
  void Book.objects.update({ titel: "Dune" });
  // @ts-expect-error -- Type 'string' is not assignable to type 'number
  void Book.objects.update({ stock: "1" });
  // @ts-expect-error -- Property '"catalog.Author"' is missing
  void Book.objects.update({ author: book });
  // @ts-expect-error -- '"titel"' is not assignable to type
  void book.save({ updateFields: ["titel"] });
  // @ts-expect-error -- 'titel' does not exist in type
  void new Book({ titel: "Dune" });
  // @ts-expect-error -- Property '"catalog.Tag"' is missing
  void book.tags.set([author]);
}

export function relations(book: Book): void {
  // @ts-expect-error -- Property '"catalog.Author"' is missing
  Book.objects.filter({ author: book });
  // @ts-expect-error -- QuerySet<BookModel, Instance<BookModel>>' is not assignable to type 'Evaluable<
  Book.objects.filter({ author__in: Book.objects.all() });
  // @ts-expect-error -- QuerySet<BookModel, string>' is not assignable to type 'Members<
  Book.objects.filter({ author_id__in: Book.objects.valuesList("title", { flat: true }) });
  // @ts-expect-error -- Property 'author' does not exist on type 'Book'
  void book.author;
  // @ts-expect-error -- Property 'mentor' does not exist
  void rowOf(Book.objects.selectRelated("author")).author.mentor;
  // @ts-expect-error -- is possibly 'null'
  void rowOf(Book.objects.selectRelated("publisher")).publisher.name;
  // @ts-expect-error -- catalog.Book has no single-valued relation 'tags'
  Book.objects.selectRelated("tags");
  // @ts-expect-error -- catalog.Author has no single-valued relation 'books'
  Book.objects.selectRelated("author__books");
  // @ts-expect-error -- catalog.Author has nothing to prefetch called 'book'
  Author.objects.prefetchRelated("book");
}

export function paths(): void {
  // @ts-expect-error -- '"tags" | "title" | "total_sold" | Invalid<"catalog.Book has no field or relation 'titel'">'
  Book.objects.orderBy("titel");
  // @ts-expect-error -- catalog.Book has no field or relation 'titel'
  Book.objects.orderBy("-titel");
  // @ts-expect-error -- catalog.Author has no field or relation 'nam'
  Book.objects.values("id", "author__nam");
  // @ts-expect-error -- catalog.Book has no field or relation 'titel'
  Book.objects.valuesList("titel", { flat: true });
  // @ts-expect-error -- catalog.Book.title has no transform 'year'
  Book.objects.values("title__year");
  // @ts-expect-error -- catalog.Book has no field or relation 'titel'
  Book.objects.only("titel");
}

export function expressions(): void {
  // @ts-expect-error -- "tags" | "title" | "total_sold" | ExpressionOn<BookModel> | Invalid<"catalog.Book has no field or relation 'tagz'">
  Book.objects.annotate({ n: Count("tagz") });
  // @ts-expect-error -- catalog.Book has no field or relation 'titel'
  Book.objects.annotate({ title_or: Coalesce("isbn", "titel") });
  // @ts-expect-error -- catalog.Author has no field or relation 'nam'
  Book.objects.annotate({ text: Coalesce("isbn", F("author__nam")) });
  // @ts-expect-error -- catalog.Book has no field or relation 'stok'
  Book.objects.annotate({ worth: Sum(F("price").times("stok")) });
  // @ts-expect-error -- Sum() takes numbers or durations, and this is a text
  Book.objects.annotate({ sum: Sum("title") });
  // @ts-expect-error -- The type of 'decimal * float' is not known: put it into ExpressionWrapper() with an outputField
  Book.objects.annotate({ rated: F("price").times("rating") });
  // @ts-expect-error -- The annotation 'title' conflicts with a field of catalog.Book
  Book.objects.annotate({ title: F("price") });
  // @ts-expect-error -- The annotation 'books' conflicts with a field of catalog.Author
  Author.objects.annotate({ books: Count("book") });
  // @ts-expect-error -- catalog.Book has no field or relation 'stok'
  Book.objects.annotate({ state: Case(When({ stok: 1 }, 1)) });
  // @ts-expect-error -- catalog.Book: 'stock' is compared with a value of another type
  Book.objects.annotate({ state: Case(When({ stock: "1" }, 1)) });
  // @ts-expect-error -- catalog.Tag has no field or relation 'nam'
  Book.objects.annotate({ n: Count("tags", { filter: { tags__nam: "x" } }) });
  // @ts-expect-error -- Property 'branch' is missing
  Book.objects.annotate({ state: Case(F("stock")) });
  // @ts-expect-error -- A subquery has one column: name it with values()
  Book.objects.annotate({ author_name: Subquery(Author.objects.all()) });
  // @ts-expect-error -- Type 'string' is not assignable to type 'Operand<number | bigint>'
  Book.objects.annotate({ n: Count("tags") }).filter({ n: "x" });
  // @ts-expect-error -- Cannot select the 'n' alias. Use annotate() to promote it.
  Book.objects.alias({ n: Count("tags") }).values("n");
  // @ts-expect-error -- catalog.Book has no field or relation 'm'
  Book.objects.annotate({ n: Count("tags") }).orderBy("m");
  // @ts-expect-error -- catalog.Book has no field or relation 'titel'
  Book.objects.orderBy(F("titel").desc());
  // @ts-expect-error -- catalog.Book has no field or relation 'titel'
  void Book.objects.aggregate({ n: Count("titel") });
}

export function combining(): void {
  const both = Author.objects.all().union(Author.objects.all());
  // @ts-expect-error -- filter() cannot follow union() and its like: call it before, on each query
  both.filter({ name: "x" });
  // @ts-expect-error -- annotate() cannot follow union() and its like: call it before, on each query
  both.annotate({ n: Count("book") });
  // @ts-expect-error -- delete() cannot follow union() and its like: call it before, on each query
  void both.delete();
  // @ts-expect-error -- Expected 0 arguments, but got 1
  void both.get({ id: 1 });
  // @ts-expect-error -- catalog.Author has no field or relation 'nam'
  both.orderBy("nam");
  // @ts-expect-error -- This is no QuerySet: of a manager, take all()
  Author.objects.union(Author.objects);
  // @ts-expect-error -- The rows are not of catalog.Author: choose columns of both by valuesList()
  Author.objects.union(Book.objects.all());
  // @ts-expect-error -- The QuerySets have not the same number of columns
  Author.objects.valuesList("name").union(Book.objects.valuesList("title", "id"));
  // @ts-expect-error -- The QuerySets have not the same columns: choose them by valuesList()
  Author.objects.values("name").intersection(Book.objects.values("title"));
  // @ts-expect-error -- The QuerySets have not the same columns: choose them by valuesList()
  Author.objects.valuesList("name", { flat: true }).difference(Book.objects.valuesList("title"));
}

export function dates(): void {
  // @ts-expect-error -- dates() takes a date or a datetime, and 'title' is none
  Book.objects.dates("title", "year");
  // @ts-expect-error -- catalog.Book has no field or relation 'publishd'
  Book.objects.dates("publishd", "year");
  // @ts-expect-error -- '"hour"' is not assignable to parameter of type 'DateKind'
  Book.objects.dates("published", "hour");
  // @ts-expect-error -- datetimes() takes a datetime, and 'published' is none
  Book.objects.datetimes("published", "year");
}

export function rawAndBulk(): void {
  // @ts-expect-error -- Type '{}' is not assignable to type 'RawValue'
  void Book.objects.raw("SELECT * FROM catalog_book WHERE metadata = %s", [{}]);
  // @ts-expect-error -- Property 'filter' does not exist on type 'RawQuerySet<BookModel
  void Book.objects.raw("SELECT * FROM catalog_book").filter({ id: 1 });
  // @ts-expect-error -- Type 'string' is not assignable to type 'number | bigint'
  void Book.objects.inBulk(["dune"]);
  // @ts-expect-error -- Type 'number' is not assignable to type 'string'
  void Book.objects.inBulk([1], { fieldName: "slug" });
  // @ts-expect-error -- Type '"nope"' is not assignable to type
  void Book.objects.inBulk([], { fieldName: "nope" });
}

export function schemas(): void {
  // @ts-expect-error -- Type '"titel"' is not assignable to type
  modelSchema(Book, { fields: ["titel"] });
  // @ts-expect-error -- 'autor' does not exist in type
  modelSchema(Book, { fields: ["id"], include: { autor: { fields: ["id"] } } });
  // @ts-expect-error -- Type '"nam"' is not assignable to type
  modelSchema(Book, { fields: ["id"], include: { author: { fields: ["nam"] } } });
}
