import { api } from "django-fastapi-bridge";
import { z } from "zod";

api.post("/books", { args: { title: z.string() }, statusCode: 201 }, ({ title }) => ({ title }));

// Another status now and then.
api.put("/books/{book_id}", { args: { book_id: z.int() } }, ({ book_id }, { response }) => {
  if (book_id > 100) response.statusCode = 201;
  return { book_id };
});
