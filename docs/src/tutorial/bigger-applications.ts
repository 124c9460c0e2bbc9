import { api, APIRouter } from "django-fastapi-bridge";
import { z } from "zod";

const books = new APIRouter({ prefix: "/books", tags: ["books"] });
books.get("", () => ["Dune"]);
books.get("/{book_id}", { args: { book_id: z.int() } }, ({ book_id }) => ({ book_id }));

const version1 = new APIRouter({ prefix: "/v1" });
version1.includeRouter(books);

api.includeRouter(version1);
api.includeRouter(books, { prefix: "/latest", tags: ["latest"] });
