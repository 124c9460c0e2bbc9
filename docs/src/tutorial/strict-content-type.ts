import { api } from "django-fastapi-bridge";
import { z } from "zod";

api.post("/books", { args: { book: z.object({ title: z.string() }) } }, ({ book }) => book);
