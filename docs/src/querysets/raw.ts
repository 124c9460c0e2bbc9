import { api } from "django-fastapi-bridge";
import { Author, Book } from "#django/catalog";
import { z } from "zod";

// Rows of Author, with a column more. The value goes to the database beside the SQL.
api.get("/busy-authors", { args: { books: z.int() } }, async ({ books }) => {
  const authors = await Author.objects.raw<{ written: number }>(
    `SELECT a.id, a.name, COUNT(*) AS written FROM catalog_author a
     JOIN catalog_book b ON b.author_id = a.id
     GROUP BY a.id, a.name HAVING COUNT(*) > %s ORDER BY written DESC`,
    [books],
  );
  return authors.map(({ name, written }) => ({ name, written }));
});

// A Map by a unique field.
api.get("/slugs", async () => {
  const books = await Book.objects.inBulk(["book-1", "book-9"], { fieldName: "slug" });
  return [...books].map(([slug, book]) => ({ slug, title: book.title }));
});
