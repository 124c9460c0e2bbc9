import { api, APIRouter, HTTPException } from "django-fastapi-bridge";
import { Q } from "django-fastapi-bridge/orm";
import { Author, Book } from "#django/catalog";
import { z } from "zod";
import { Page } from "./page.ts";
import { AuthorDetail, AuthorPage, BookDetail, BookFormat, BookPage, Problem } from "./schemas.ts";

const router = new APIRouter({ prefix: "/catalog", tags: ["catalog"] });

router.get(
  "/books",
  {
    summary: "Find books",
    // Not in the path and no object: each of these is a query parameter.
    args: {
      search: z.string().min(1).optional().describe("Part of the title or of the author's name"),
      format: z.array(BookFormat).optional().describe("One or more: ?format=ebook&format=audio"),
      tag: z.string().optional().describe("A tag's slug"),
      max_price: z.number().min(0).optional(),
      order: z.enum(["title", "-published", "price", "-price"]).default("title"),
      page: Page,
    },
    response: BookPage,
  },
  async ({ search, format, tag, max_price, order, page }) => {
    // Nothing is asked of the database yet: each call gives a new QuerySet.
    let books = Book.objects.selectRelated("author").orderBy(order, "id");
    if (search) books = books.filter(Q.or({ title__icontains: search }, { author__name__icontains: search }));
    if (format) books = books.filter({ format__in: format });
    if (tag) books = books.filter({ tags__slug: tag });
    if (max_price !== undefined) books = books.filter({ price__lte: max_price });
    return { total: await books.count(), items: books.slice(page.start, page.stop) };
  },
);

router.get(
  "/books/{book_id}",
  {
    summary: "Get a book",
    args: { book_id: z.int().min(1) },
    response: BookDetail,
    responses: { 404: { description: "There is no such book, or it was deleted.", schema: Problem } },
  },
  async ({ book_id }) => {
    const book = await Book.objects.selectRelated("author", "publisher").filter({ id: book_id }).first();
    if (book === null) throw new HTTPException(404, "Book not found");
    return {
      ...book,
      author: book.author,
      publisher: book.publisher,
      // QuerySets may stand anywhere in what is returned.
      tags: book.tags.all(),
      reviews: book.reviews.selectRelated("reviewer"),
    };
  },
);

router.get(
  "/authors",
  {
    summary: "Find authors",
    args: { search: z.string().optional(), page: Page },
    response: AuthorPage,
  },
  async ({ search, page }) => {
    const authors = search ? Author.objects.filter({ name__icontains: search }) : Author.objects.all();
    return { total: await authors.count(), items: authors.slice(page.start, page.stop) };
  },
);

router.get(
  "/authors/{author_id}",
  {
    summary: "Get an author with all books",
    args: { author_id: z.int().min(1) },
    response: AuthorDetail,
    responses: { 404: { description: "There is no such author.", schema: Problem } },
  },
  async ({ author_id }) => {
    const author = await Author.objects.filter({ id: author_id }).first();
    if (author === null) throw new HTTPException(404, "Author not found");
    return { ...author, books: author.books.all() };
  },
);

api.includeRouter(router);
