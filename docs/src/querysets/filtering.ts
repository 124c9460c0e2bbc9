import { api } from "django-fastapi-bridge";
import { F, Q } from "django-fastapi-bridge/orm";
import { Book } from "#django/catalog";

api.get("/strasse", () =>
  Book.objects.filter({ title__icontains: "stra" }).orderBy("id").values("id", "title"),
);

// Conditions of one object, and several arguments, must all hold. A lookup follows relations.
api.get("/cheap", () =>
  Book.objects
    .filter({ author__name__startswith: "U", price__lte: "20.00" }, { tags__name__in: ["Crime", "Poetry"] })
    .orderBy("price", "id")
    .distinct()
    .values("title", "price"),
);

api.get("/either", () =>
  Book.objects
    .filter(Q.or({ stock__lt: 0 }, { in_print: false, pages__gt: 1000 }))
    .exclude({ published__isnull: true })
    .orderBy("-published", "id")
    .valuesList("title", { flat: true }),
);

// F is another column of the same row.
api.get("/slow-sellers", () =>
  Book.objects.filter({ total_sold__lt: F("stock"), total_sold__gt: 0 }).values("title"),
);
