import { api } from "django-fastapi-bridge";
import { Book } from "#django/catalog";

// metadata is { "awards": ["Hugo", "Nebula"], "dimensions": { "width": 125, ... } }, or something else.
api.get("/hugo", () =>
  Book.objects
    .filter({ metadata__awards__0: "Hugo" })
    .orderBy("id")
    .valuesList("id", { flat: true })
    .slice(0, 3),
);

api.get("/wide", () =>
  Book.objects
    .filter({ metadata__has_key: "dimensions", metadata__dimensions__width__gte: 100 })
    .exclude({ metadata__awards__isnull: true })
    .orderBy("id")
    .values("id", "title")
    .slice(0, 2),
);
