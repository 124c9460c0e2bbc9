import { api } from "django-fastapi-bridge";
import { Avg, Count, ExtractYear, Sum } from "django-fastapi-bridge/orm";
import { Book } from "#django/catalog";
import { OrderItem } from "#django/orders";

// values() says what a group is, annotate() what is computed of it.
api.get("/formats", () =>
  Book.objects
    .values("format")
    .annotate({ books: Count("*"), average_pages: Avg("pages") })
    .orderBy("format"),
);

api.get("/best-sellers", () =>
  OrderItem.objects
    .values("book__title")
    .annotate({ copies: Sum("quantity"), revenue: Sum("total") })
    .filter({ copies__gte: 3 })
    .orderBy("-revenue", "book__title")
    .slice(0, 2),
);

// By a computed value, and what the groups come to.
api.get("/years", () =>
  Book.objects
    .filter({ published__year__gte: 2000 })
    .annotate({ year: ExtractYear("published") })
    .values("year")
    .annotate({ books: Count("*") })
    .orderBy("-books", "year")
    .slice(0, 2),
);
