import type { DateTime, FieldFile } from "django-fastapi-bridge/orm";
import { Author, Book } from "#django/catalog";
import type { Bestseller, Country, EBook, Note } from "#django/catalog";
import { expectType, rowOf } from "./support/expect.ts";

// What rows are. Checked by `tsc -p .`; nothing here runs.

export function columns(book: Book): void {
  expectType<number>()(book.id);
  expectType<number>()(book.pk);
  expectType<string>()(book.title);
  expectType<string | null>()(book.isbn);
  expectType<number>()(book.author_id);
  expectType<number | null>()(book.publisher_id);
  expectType<"hardcover" | "paperback" | "ebook" | "audio">()(book.format);
  expectType<string | null>()(book.published);
  expectType<DateTime>()(book.created);
  expectType<string>()(book.price);
  expectType<boolean>()(book.in_print);
  expectType<FieldFile | null>()(book.cover);
  expectType<Uint8Array | null>()(book.cover_digest);
  expectType<unknown>()(book.metadata);
}

export async function reading(country: Country): Promise<void> {
  expectType<string>()(country.pk);
  expectType<Book>()(await Book.objects.get({ pk: 1 }));
  expectType<Book | null>()(await Book.objects.first());
  expectType<Book[]>()(await Book.objects.all());
  expectType<number>()(await Book.objects.count());
  for await (const book of Book.recent.exclude({ in_print: false })) expectType<Book>()(book);
}

export async function relatedRows(book: Book, author: Author, note: Note): Promise<void> {
  expectType<number[]>()((await book.tags.all()).map((tag) => tag.id));
  expectType<string[]>()((await author.books.filter({ stock__gt: 0 })).map((written) => written.title));
  expectType<Author>()(await book.related("author"));
  expectType<string | undefined>()((await book.related("publisher"))?.name);
  expectType<unknown>()((await note.related("subject"))?.pk);
}

export function selected(): void {
  const book = rowOf(Book.objects.selectRelated("author__mentor", "publisher"));
  expectType<string>()(book.author.name);
  expectType<string | undefined>()(book.author.mentor?.name);
  expectType<string | undefined>()(book.publisher?.name);

  const twice = rowOf(Book.objects.selectRelated("author").selectRelated("author__mentor"));
  expectType<string | undefined>()(twice.author.mentor?.name);

  // Without names: the foreign keys that are not null.
  expectType<string>()(rowOf(Book.objects.selectRelated()).author.name);
  expectType<Book>()(rowOf(Book.objects.selectRelated("author").selectRelated(null)));

  // What was selected is more than a book, and still one.
  const anyBook: Book = book;
  expectType<Book>()(anyBook);

  expectType<string | undefined>()(rowOf(Author.objects.selectRelated("profile")).profile?.homepage);
}

export function deferred(): void {
  const row = rowOf(Book.objects.only("title", "author"));
  expectType<string>()(row.title);
  expectType<number>()(row.author_id);
  expectType<number>()(row.id);
  expectType<number>()(row.pk);
  // @ts-expect-error -- Property 'stock' does not exist
  void row.stock;

  const rest = rowOf(Book.objects.defer("metadata"));
  expectType<string>()(rest.title);
  // @ts-expect-error -- Property 'metadata' does not exist
  void rest.metadata;
}

export function plainRows(): void {
  expectType<{ id: number; author__name: string; publisher__name: string | null }>()(
    rowOf(Book.objects.values("id", "author__name", "publisher__name")),
  );
  // A foreign key by its name, the primary key by "pk", a transform, a relation with many rows (each, or none).
  expectType<{ author: number; pk: number; published__year: number | null; tags: number | null }>()(
    rowOf(Book.objects.values("author", "pk", "published__year", "tags")),
  );
  // A file is its name here.
  expectType<string>()(rowOf(Book.objects.values()).cover);
  expectType<[number, string | null]>()(rowOf(Book.objects.valuesList("id", "isbn")));
  expectType<string>()(rowOf(Book.objects.valuesList("author__name", { flat: true })));
  expectType<[string]>()(rowOf(Book.objects.valuesList("title", { flat: false })));
}

export function inheritance(ebook: EBook, best: Bestseller): void {
  expectType<number>()(ebook.book_ptr_id);
  expectType<string>()(ebook.title);
  expectType<number>()(ebook.pk);
  // A child's row and a proxy's stand where the parent's does.
  Book.objects.get({ ebook: ebook });
  Author.objects.filter({ book: best });
  expectType<boolean>()(best instanceof Book);
}
