import { api } from "django-fastapi-bridge";
import { z } from "zod";

const Chapter = z.object({ title: z.string(), pages: z.int().min(1) });

const Book = z.object({
  title: z.string(),
  chapters: z.array(Chapter).min(1),
  prices: z.record(z.string(), z.number()),
  cover: z.object({ url: z.url(), width: z.int() }).nullable(),
});

api.post("/books", { args: { book: Book } }, ({ book }) => ({
  pages: book.chapters.reduce((sum, chapter) => sum + chapter.pages, 0),
}));

api.post("/books/bulk", { args: { books: z.array(Book) } }, ({ books }) => books.length);
