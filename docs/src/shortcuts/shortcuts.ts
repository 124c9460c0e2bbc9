import { api, getListOr404, getObjectOr404, redirect, render } from "django-fastapi-bridge";
import { Book } from "#django/catalog";
import { z } from "zod";

const BookOut = z.object({ id: z.int(), title: z.string(), author: z.object({ name: z.string() }) });

api.get("/books/{book_id}", { args: { book_id: z.int() }, response: BookOut }, ({ book_id }) =>
  getObjectOr404(Book, { id: book_id }),
);

api.get("/by/{author_id}", { args: { author_id: z.int() }, response: z.array(BookOut) }, ({ author_id }) =>
  getListOr404(Book.objects.orderBy("id"), { author: author_id }),
);

api.get("/latest", async () => {
  const book = await Book.objects.latest("created");
  return redirect(`/books/${book.id}`);
});

// A template of the Django project; it may ask for the rows, or only for their number.
api.get("/page", (_args, { request }) =>
  render(request, "catalog/books.html", { books: Book.objects.all() }),
);
