import { api } from "django-fastapi-bridge";
import { z } from "zod";

const Book = z.object({
  title: z.string(),
  price: z.number().min(0),
  subtitle: z.string().optional(),
  tags: z.array(z.string()).default([]),
});

api.post("/books", { args: { book: Book } }, ({ book }) => ({ ...book, price_with_tax: book.price * 1.07 }));

// A path parameter, the body and a query parameter: each is recognised by its name and its schema.
api.put(
  "/books/{book_id}",
  { args: { book_id: z.int(), book: Book, notify: z.boolean().default(false) } },
  ({ book_id, book, notify }) => ({ book_id, title: book.title, notify }),
);
