import { modelSchema } from "django-fastapi-bridge";
import { Book } from "#django/catalog";
import { z } from "zod";

// What the catalogue's operations send. A name given with `meta({ id })` is the component's name in the OpenAPI document.

export const AuthorSummary = z.object({ id: z.int(), name: z.string() }).meta({ id: "AuthorSummary" });

export const BookFormat = z.enum(["hardcover", "paperback", "ebook", "audio"]).meta({ id: "BookFormat" });

export const BookSummary = z
  .object({
    id: z.int(),
    title: z.string(),
    slug: z.string(),
    format: BookFormat,
    published: z.iso.date().nullable(),
    // Decimals are strings: no amount is ever rounded on its way.
    price: z.string(),
    stock: z.int(),
    author: AuthorSummary,
  })
  .meta({ id: "BookSummary" });

export const ReviewOut = z
  .object({
    stars: z.int().min(1).max(5),
    text: z.string(),
    written_at: z.iso.datetime({ offset: true }),
    reviewer: z.object({ id: z.int(), first_name: z.string() }),
  })
  .meta({ id: "Review" });

export const BookDetail = BookSummary.extend({
  subtitle: z.string(),
  isbn: z.string().nullable(),
  pages: z.int().nullable(),
  rating: z.number().nullable(),
  // A JSON column: whatever is in it.
  metadata: z.unknown(),
  publisher: z.object({ id: z.int(), name: z.string() }).nullable(),
  tags: z.array(z.object({ name: z.string(), slug: z.string() })),
  reviews: z.array(ReviewOut),
}).meta({ id: "BookDetail" });

/** What the staff may change of a book: a schema of the model's, with its lengths, digits and choices. */
export const { patch: BookChanges } = modelSchema(Book, {
  fields: [
    "title",
    "subtitle",
    "isbn",
    "format",
    "published",
    "price",
    "pages",
    "stock",
    "publisher",
    "tags",
  ],
  name: "Book",
});

export const AuthorDetail = AuthorSummary.extend({
  born: z.iso.date().nullable(),
  died: z.iso.date().nullable(),
  biography: z.string(),
  books: z.array(BookSummary.omit({ author: true })),
}).meta({ id: "AuthorDetail" });

/** The body of a 404 and its like: what HTTPException sends. */
export const Problem = z.object({ detail: z.string() }).meta({ id: "Problem" });

/** One page of a list, and how long the list is. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ total: z.int(), items: z.array(item) });

export const BookPage = pageOf(BookSummary).meta({ id: "BookPage" });
export const AuthorPage = pageOf(AuthorSummary).meta({ id: "AuthorPage" });
