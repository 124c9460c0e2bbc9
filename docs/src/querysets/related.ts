import { api } from "django-fastapi-bridge";
import { Author, Book } from "#django/catalog";
import { z } from "zod";

const byId = { args: { book_id: z.int() } };

// One query with a join. Without selectRelated, `book.author` is a type error.
api.get("/books/{book_id}", byId, async ({ book_id }) => {
  const book = await Book.objects.selectRelated("author", "publisher__country").get({ id: book_id });
  return { title: book.title, author: book.author.name, country: book.publisher?.country?.name ?? null };
});

// The related row of a book that was read without it: one more query, and you see it.
api.get("/books/{book_id}/author", byId, async ({ book_id }) => {
  const book = await Book.objects.get({ id: book_id });
  const author = await book.related("author");
  return author.name;
});

// Many related rows: a manager, as in Django, from either side.
api.get("/books/{book_id}/tags", byId, async ({ book_id }) => {
  const book = await Book.objects.get({ id: book_id });
  return book.tags.all().valuesList("name", { flat: true });
});

// Three authors and all their books, by two queries.
api.get("/authors", async () => {
  const authors = await Author.objects.orderBy("id").prefetchRelated("books").slice(0, 3);
  return Promise.all(
    authors.map(async (author) => ({ name: author.name, books: (await author.books.all()).length })),
  );
});
