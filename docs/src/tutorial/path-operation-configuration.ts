import { api } from "django-fastapi-bridge";
import { z } from "zod";

api.get(
  "/books/{book_id}",
  {
    args: { book_id: z.int() },
    tags: ["books"],
    summary: "Get a book",
    description: "By its key. *Markdown* is welcome.",
    responseDescription: "The book",
    operationId: "getBook",
  },
  ({ book_id }) => ({ book_id }),
);

api.get("/livres/{book_id}", { args: { book_id: z.int() }, deprecated: true }, ({ book_id }) => ({
  book_id,
}));

api.get("/internal", { includeInSchema: false }, () => "not in the document");
