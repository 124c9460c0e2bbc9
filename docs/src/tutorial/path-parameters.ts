import { api } from "django-fastapi-bridge";
import { z } from "zod";

const Shelf = z.enum(["fiction", "poetry", "travel"]);

// Matched in the order of declaration: "latest" must come before "{book_id}".
api.get("/books/latest", () => ({ book_id: 42 }));

api.get("/books/{book_id}", { args: { book_id: z.int() } }, ({ book_id }) => ({
  book_id,
  next: book_id + 1,
}));

api.get("/shelves/{shelf}", { args: { shelf: Shelf } }, ({ shelf }) => ({ shelf }));

// ":path" takes the slashes too.
api.get("/files/{name:path}", { args: { name: z.string() } }, ({ name }) => ({ name }));
