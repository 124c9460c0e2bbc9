import { DateTime } from "django-fastapi-bridge/orm";
import { same } from "../case.ts";

/** Rows by SQL of the project's own. */
export const raw = [
  same("list(Book.objects.raw('SELECT * FROM catalog_book WHERE id < %s ORDER BY id', [6]))", ({ Book }) =>
    Book.objects.raw("SELECT * FROM catalog_book WHERE id < %s ORDER BY id", [6]),
  ),
  same("list(Book.objects.raw('SELECT * FROM catalog_book ORDER BY id DESC LIMIT 3'))", ({ Book }) =>
    Book.objects.raw("SELECT * FROM catalog_book ORDER BY id DESC LIMIT 3"),
  ),
  same(
    "list(Book.objects.raw('SELECT id, title FROM catalog_book WHERE title LIKE %s OR stock = %s ORDER BY id', ['%a%', 0]))",
    ({ Book }) =>
      Book.objects.raw("SELECT id, title FROM catalog_book WHERE title LIKE %s OR stock = %s ORDER BY id", [
        "%a%",
        0,
      ]),
  ),
  same(
    "list(Tag.objects.raw('SELECT id, name FROM catalog_tag WHERE name LIKE %(start)s OR slug = %(slug)s OR name = %(start)s ORDER BY id', {'slug': 'tag-3', 'start': 'C%'}))",
    ({ Tag }) =>
      Tag.objects.raw(
        "SELECT id, name FROM catalog_tag WHERE name LIKE %(start)s OR slug = %(slug)s OR name = %(start)s ORDER BY id",
        { slug: "tag-3", start: "C%" },
      ),
  ),
  same(
    "list(Tag.objects.raw('SELECT * FROM catalog_tag WHERE name LIKE \\'%%fiction\\' ORDER BY id', []))",
    ({ Tag }) => Tag.objects.raw("SELECT * FROM catalog_tag WHERE name LIKE '%%fiction' ORDER BY id", []),
  ),
  // Columns that are no field's are there by their names.
  same(
    "list(Author.objects.raw('SELECT a.id, a.name, COUNT(b.id) AS books_written, MAX(b.title) AS \"last.title\" FROM catalog_author a LEFT JOIN catalog_book b ON b.author_id = a.id GROUP BY a.id, a.name ORDER BY a.id'))",
    ({ Author }) =>
      Author.objects.raw(
        'SELECT a.id, a.name, COUNT(b.id) AS books_written, MAX(b.title) AS "last.title" FROM catalog_author a LEFT JOIN catalog_book b ON b.author_id = a.id GROUP BY a.id, a.name ORDER BY a.id',
      ),
  ),
  same(
    "list(Author.objects.raw('SELECT a.id, b.in_print AS printed FROM catalog_author a JOIN catalog_book b ON b.author_id = a.id ORDER BY b.id LIMIT 9'))",
    ({ Author }) =>
      Author.objects.raw(
        "SELECT a.id, b.in_print AS printed FROM catalog_author a JOIN catalog_book b ON b.author_id = a.id ORDER BY b.id LIMIT 9",
      ),
  ),
  same(
    "list(Author.objects.raw('SELECT id, name AS first, born AS nope FROM catalog_author ORDER BY id LIMIT 3', translations={'first': 'name', 'missing': 'died'}))",
    ({ Author }) =>
      Author.objects.raw(
        "SELECT id, name AS first, born AS nope FROM catalog_author ORDER BY id LIMIT 3",
        [],
        {
          translations: { first: "name", missing: "died" },
        },
      ),
  ),
  same(
    "list(Book.objects.raw('SELECT id, created FROM catalog_book WHERE created < %s AND published > %s AND in_print = %s AND price < %s ORDER BY id', [datetime(2024, 1, 20, tzinfo=UTC), date(1950, 1, 1), True, D('20.5')]))",
    ({ Book }) =>
      Book.objects.raw(
        "SELECT id, created FROM catalog_book WHERE created < %s AND published > %s AND in_print = %s AND price < %s ORDER BY id",
        [new DateTime(Date.UTC(2024, 0, 20)), "1950-01-01", true, 20.5],
      ),
  ),
  same("list(Book.objects.raw('SELECT * FROM catalog_book WHERE isbn = %s', [None]))", ({ Book }) =>
    Book.objects.raw("SELECT * FROM catalog_book WHERE isbn = %s", [null]),
  ),
  same(
    "list(EBook.objects.raw('SELECT * FROM catalog_ebook e JOIN catalog_book b ON b.id = e.book_ptr_id ORDER BY b.id LIMIT 3'))",
    ({ EBook }) =>
      EBook.objects.raw(
        "SELECT * FROM catalog_ebook e JOIN catalog_book b ON b.id = e.book_ptr_id ORDER BY b.id LIMIT 3",
      ),
  ),
  same("list(EBook.objects.raw('SELECT * FROM catalog_ebook ORDER BY book_ptr_id LIMIT 3'))", ({ EBook }) =>
    EBook.objects.raw("SELECT * FROM catalog_ebook ORDER BY book_ptr_id LIMIT 3"),
  ),
  // A manager's condition is none of the SQL.
  same("len(list(Book.objects.raw('SELECT id FROM catalog_book')))", async ({ Book }) => {
    const rows = await Book.objects.raw("SELECT id FROM catalog_book");
    return rows.length;
  }),
  same(
    "list(Tag.objects.raw('SELECT * FROM catalog_tag WHERE id < 4 ORDER BY id').prefetch_related('books'))",
    ({ Tag }) =>
      Tag.objects.raw("SELECT * FROM catalog_tag WHERE id < 4 ORDER BY id").prefetchRelated("books"),
  ),
  same(
    "list(Tag.objects.raw('SELECT * FROM catalog_tag WHERE id < 4 ORDER BY id').prefetch_related('books').prefetch_related(None))",
    ({ Tag }) =>
      Tag.objects
        .raw("SELECT * FROM catalog_tag WHERE id < 4 ORDER BY id")
        .prefetchRelated("books")
        .prefetchRelated(null),
  ),
  // A custom field: Python's.
  same(
    "list(AuthorProfile.objects.raw('SELECT * FROM catalog_authorprofile ORDER BY author_id'))",
    ({ AuthorProfile }) =>
      AuthorProfile.objects.raw("SELECT * FROM catalog_authorprofile ORDER BY author_id"),
  ),

  // Mistakes.
  same("list(Book.objects.raw('SELECT title FROM catalog_book'))", ({ Book }) =>
    Book.objects.raw("SELECT title FROM catalog_book"),
  ),
];
