import { api, body } from "django-fastapi-bridge";
import { z } from "zod";

const Book = z.object({ title: z.string(), price: z.number() });
const User = z.object({ username: z.string() });

// Two bodies: each stands under its name.
api.put("/books", { args: { book: Book, user: User } }, ({ book, user }) => ({
  title: book.title,
  by: user.username,
}));

// One number in the body, where it would have been a query parameter.
api.post("/rating", { args: { stars: body(z.int().min(1).max(5)) } }, ({ stars }) => ({ stars }));

// One body, but under its name all the same.
api.post("/books", { args: { book: body(Book, { embed: true }) } }, ({ book }) => book);
