import { api } from "django-fastapi-bridge";
import { Count, F, Max, Sum } from "django-fastapi-bridge/orm";
import { Author, Book } from "#django/catalog";

// Every author with numbers: author.titles is a number, author.newest a string or null, and later methods know both.
api.get("/authors", async () => {
  const authors = await Author.objects
    .annotate({ titles: Count("book"), newest: Max("book__published") })
    .filter({ titles__gte: 8 })
    .orderBy("-titles", "name");
  return authors.map((author) => ({ name: author.name, titles: author.titles, newest: author.newest }));
});

// Arithmetic: a text is another column, a number is itself.
api.get("/worth", () =>
  Book.objects
    .filter({ author__name: "Jorge Luis Borges" })
    .annotate({ worth: F("price").times("stock") })
    .orderBy(F("worth").desc(), "id")
    .values("title", "worth"),
);

// One object about all rows.
api.get("/summary", () =>
  Book.objects.aggregate({
    books: Count("*"),
    in_print: Count("id", { filter: { in_print: true } }),
    authors: Count("author", { distinct: true }),
    stock: Sum("stock", { default: 0 }),
  }),
);

// For filters and orders only: in no row.
api.get("/prolific", () =>
  Author.objects
    .alias({ titles: Count("book") })
    .filter({ titles__gt: 10 })
    .orderBy("-titles")
    .valuesList("name", { flat: true }),
);
