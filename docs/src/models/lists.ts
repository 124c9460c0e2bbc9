import { api, filterSchema, modelSchema, pageNumberPagination } from "django-fastapi-bridge";
import { Book } from "#django/catalog";

const BookOut = modelSchema(Book, {
  fields: ["id", "title", "price"],
  include: { author: { fields: ["name"] } },
});

const BookFilter = filterSchema(Book, {
  lookups: ["format__in", "price__lte", "author__name__icontains"],
  search: ["title", "author__name"],
  ordering: ["title", "price"],
});
const Page = pageNumberPagination({ limit: 2, maxLimit: 50 });

api.get(
  "/books",
  { args: { filter: BookFilter, page: Page }, response: Page.of(BookOut, "BookPage") },
  ({ filter, page }) => page(filter(Book.objects)),
);
