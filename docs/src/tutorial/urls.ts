import { api, FastAPI, RedirectResponse } from "django-fastapi-bridge";
import { z } from "zod";

api.get("/books/{book_id}", { args: { book_id: z.int() }, name: "readBook" }, ({ book_id }) => ({ book_id }));

api.post("/books", { statusCode: 201 }, () => {
  const url = api.urlPathFor("readBook", { book_id: 7 });
  return new RedirectResponse(url, { statusCode: 303 });
});

const partners = new FastAPI({ title: "For partners" });
partners.get("/prices/{isbn}", { args: { isbn: z.string() }, name: "price" }, ({ isbn }) => isbn);
api.mount("/partners", partners, { name: "partners" });

api.get("/where", () => api.urlPathFor("partners:price", { isbn: "978 3" }));
