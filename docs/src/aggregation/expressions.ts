import { api } from "django-fastapi-bridge";
import { Case, Coalesce, Exists, OuterRef, Q, Subquery, Value, When } from "django-fastapi-bridge/orm";
import { Author, Book, Review } from "#django/catalog";

// book.availability is "sold out" | "few left" | "in stock".
api.get("/availability", () =>
  Book.objects
    .annotate({
      availability: Case(
        When(Q.or({ stock__lte: 0 }, { in_print: false }), Value("sold out")),
        When({ stock__lt: 5 }, Value("few left")),
        { default: Value("in stock") },
      ),
      number: Coalesce("isbn", Value("none")),
    })
    .orderBy("id")
    .values("availability", "number")
    .slice(0, 2),
);

// Another query for each row: its one value, or whether it has a row.
api.get("/newest-titles", () => {
  const books = Book.objects
    .filter({ author: OuterRef("pk"), published__isnull: false })
    .orderBy("-published");
  return Author.objects
    .annotate({ newest: Subquery(books.values("title").slice(0, 1)) })
    .orderBy("id")
    .values("name", "newest")
    .slice(2, 4);
});

api.get("/unread", () =>
  Book.objects.filter(Q.not(Exists(Review.objects.filter({ book: OuterRef("pk") })))).count(),
);
