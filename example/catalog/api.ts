import {
  api,
  APIRouter,
  filterSchema,
  getObjectOr404,
  limitOffsetPagination,
  saveChanges,
  staffRequired,
  withWriteErrors,
} from "django-fastapi-bridge";
import { Author, Book } from "#django/catalog";
import { z } from "zod";
import { AuthorDetail, AuthorPage, BookChanges, BookDetail, BookPage, Problem } from "./schemas.ts";

const router = new APIRouter({ prefix: "/catalog", tags: ["catalog"] });

// `?search=guin&format__in=ebook&ordering=-price`: parameters with their columns' types.
const BookFilter = filterSchema(Book, {
  lookups: ["format__in", "tags__slug", "price__lte"],
  search: ["title", "author__name"],
  ordering: ["title", "published", "price"],
  defaultOrdering: ["title"],
});
const AuthorFilter = filterSchema(Author, { search: ["name"] });
const Page = limitOffsetPagination({ limit: 20 });

router.get(
  "/books",
  { summary: "Find books", args: { filter: BookFilter, page: Page }, response: BookPage },
  // Nothing says here that authors are needed: the response model does, and what is not sent is not read.
  ({ filter, page }) => page(filter(Book.objects)),
);

router.get(
  "/books/{book_id}",
  {
    summary: "Get a book",
    args: { book_id: z.int().min(1) },
    response: BookDetail,
    responses: { 404: { description: "There is no such book, or it was deleted.", schema: Problem } },
  },
  ({ book_id }) => getObjectOr404(Book, { id: book_id }),
);

router.patch(
  "/books/{book_id}",
  {
    summary: "Change a book",
    description: "Fields that are left out stay as they are; null clears one. For the shop's staff.",
    args: { book_id: z.int().min(1), changes: BookChanges, staff: staffRequired },
    response: BookDetail,
    responses: { 404: { description: "There is no such book, or it was deleted.", schema: Problem } },
  },
  async ({ book_id, changes }) => {
    const book = await getObjectOr404(Book, { id: book_id });
    await withWriteErrors(Book, { data: changes }, () => saveChanges(book, changes));
    return book;
  },
);

router.get(
  "/authors",
  { summary: "Find authors", args: { filter: AuthorFilter, page: Page }, response: AuthorPage },
  ({ filter, page }) => page(filter(Author.objects)),
);

router.get(
  "/authors/{author_id}",
  {
    summary: "Get an author with all books",
    args: { author_id: z.int().min(1) },
    response: AuthorDetail,
    responses: { 404: { description: "There is no such author.", schema: Problem } },
  },
  ({ author_id }) => getObjectOr404(Author, { id: author_id }),
);

api.includeRouter(router);
