import { api, HTTPException } from "django-fastapi-bridge";
import { z } from "zod";

const books = new Map([["dune", "Dune"]]);
const Problem = z.object({ detail: z.string() });

api.get("/books/{slug}", { args: { slug: z.string() }, responses: { 404: Problem } }, ({ slug }) => {
  const title = books.get(slug);
  if (title === undefined)
    throw new HTTPException(404, "Book not found", { headers: { "X-Error": "no-book" } });
  return { title };
});
