import { api, HTTPException } from "django-fastapi-bridge";
import { Book } from "#django/catalog";
import { z } from "zod";

api.get("/figures", async () => ({
  books: await Book.objects.count(),
  with_deleted: await Book.all_objects.count(),
  free: await Book.objects.filter({ price: "0.00" }).exists(),
}));

api.get("/books/{book_id}", { args: { book_id: z.int() } }, async ({ book_id }) => {
  try {
    return (await Book.objects.get({ id: book_id })).title;
  } catch (error) {
    if (error instanceof Book.DoesNotExist) throw new HTTPException(404, "No such book");
    throw error;
  }
});

// In pages: memory stays flat, however many rows there are.
api.get("/pages", async () => {
  let pages = 0;
  for await (const book of Book.objects.only("pages")) pages += book.pages ?? 0;
  return pages;
});

// All at once, where the database is SQLite and the handler is not async.
api.get("/longest", () => {
  const titles: string[] = [];
  for (const book of Book.objects.filter({ pages__gte: 1100 }).orderBy("id")) titles.push(book.title);
  return titles;
});
