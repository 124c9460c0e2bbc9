import { api, getObjectOr404, modelSchema, saveChanges, withWriteErrors } from "django-fastapi-bridge";
import { Book } from "#django/catalog";
import { z } from "zod";

const BookSchema = modelSchema(Book, {
  fields: ["id", "title", "price", "published", "isbn"],
  include: { author: { fields: ["name"] }, tags: { fields: ["name"] } },
  computed: (field) => ({ sold_out: field(z.boolean(), (book) => book.stock <= 0) }),
  name: "Book",
});

// Not evaluated here: the response model says what to read, and how much. Two queries for any number of books.
api.get("/books", { response: z.array(BookSchema) }, () => Book.objects.orderBy("id").slice(0, 2));

api.get("/books/{id}", { args: { id: z.int() }, response: BookSchema }, ({ id }) =>
  getObjectOr404(Book, { id }),
);

api.post("/books", { args: { data: BookSchema.create }, response: BookSchema, statusCode: 201 }, ({ data }) =>
  withWriteErrors(Book, { data }, async () => {
    const { tags: _, ...columns } = data;
    return Book.objects.create({ ...columns, slug: columns.title.toLowerCase().replaceAll(/\W+/g, "-") });
  }),
);

api.patch(
  "/books/{id}",
  { args: { id: z.int(), changes: BookSchema.patch }, response: BookSchema },
  async ({ id, changes }) => {
    const book = await getObjectOr404(Book, { id });
    // What is missing stays as it is, null clears; the UPDATE has the columns that changed.
    await withWriteErrors(Book, { data: changes }, () => saveChanges(book, changes));
    return book;
  },
);
