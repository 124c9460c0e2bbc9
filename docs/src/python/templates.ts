import { api, render } from "django-fastapi-bridge";
import { Book } from "#django/catalog";

api.get("/page", { includeInSchema: false }, (_args, { request }) =>
  render(request, "catalog/books.html", {
    books: Book.objects.selectRelated("author").orderBy("id").slice(0, 2),
  }),
);
