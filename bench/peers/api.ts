// The bench's operations by this package.
import { api, getObjectOr404, modelSchema } from "django-fastapi-bridge";
import { Book, Tag } from "#django/catalog";
import { z } from "zod";

const BookOut = modelSchema(Book, {
  name: "BenchBook",
  fields: ["id", "title", "slug", "format", "published", "price", "stock"],
  include: { author: { fields: ["id", "name"] } },
});
const BenchTag = modelSchema(Tag, { name: "BenchTag", fields: ["id", "name", "slug"] });

api.get("/hello", () => ({ hello: "world" }));

api.get(
  "/books",
  {
    args: { limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).default(0) },
    response: z.array(BookOut),
  },
  ({ limit, offset }) => Book.objects.orderBy("id").slice(offset, offset + limit),
);

api.get("/books/{book_id}", { args: { book_id: z.int() }, response: BookOut }, ({ book_id }) =>
  getObjectOr404(Book, { id: book_id }),
);

api.post("/tags", { args: { tag: BenchTag.create }, response: BenchTag, statusCode: 201 }, ({ tag }) =>
  Tag.objects.create(tag),
);
