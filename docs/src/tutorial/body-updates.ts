import { api, HTTPException, jsonableEncoder } from "django-fastapi-bridge";
import { z } from "zod";

const Book = z.object({
  title: z.string(),
  subtitle: z.string().nullable().default(null),
  stock: z.int().default(0),
});
const Changes = z.object({ title: z.string(), subtitle: z.string().nullable(), stock: z.int() }).partial();

const books = new Map([["1", { title: "Dune", subtitle: "A novel" as string | null, stock: 3 }]]);

function find(id: string): z.output<typeof Book> {
  const book = books.get(id);
  if (book === undefined) throw new HTTPException(404, "Book not found");
  return book;
}

// All of it: what is missing gets its default.
api.put("/books/{id}", { args: { id: z.string(), book: Book }, response: Book }, ({ id, book }) => {
  find(id);
  books.set(id, book);
  return book;
});

// A part: what is missing stays as it is, null is null.
api.patch(
  "/books/{id}",
  { args: { id: z.string(), changes: Changes }, response: Book },
  ({ id, changes }) => {
    const changed = Book.parse({ ...find(id), ...changes });
    books.set(id, changed);
    return changed;
  },
);

// What JSON makes of a value, for a store that takes nothing else.
api.get("/encoded", () => jsonableEncoder({ at: new Date(0), tags: new Set(["a"]) }));
