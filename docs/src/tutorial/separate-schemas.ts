import { api } from "django-fastapi-bridge";
import { z } from "zod";

const Book = z.object({ title: z.string(), description: z.string().default("") }).meta({ id: "Book" });

api.post("/books", { args: { book: Book }, response: Book }, ({ book }) => book);

api.get("/components", { includeInSchema: false }, () => {
  const { schemas = {} } = api.openapi().components as { schemas?: Record<string, { required?: string[] }> };
  return Object.entries(schemas)
    .filter(([name]) => name.startsWith("Book"))
    .map(([name, { required }]) => [name, required]);
});
