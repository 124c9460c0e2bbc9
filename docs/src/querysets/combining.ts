import { api } from "django-fastapi-bridge";
import { Author, Book, Publisher } from "#django/catalog";

// Rows of both, each once. The names of columns are the first one's.
api.get("/names", () =>
  Author.objects
    .filter({ name__startswith: "S" })
    .orderBy()
    .values("name")
    .union(Publisher.objects.orderBy().values("name"))
    .orderBy("name")
    .slice(0, 4),
);

// Rows, counted with those that both have.
api.get("/counts", async () => {
  const cheap = Book.objects.filter({ price__lte: "10.00" }).orderBy();
  const gone = Book.objects.filter({ stock: 0 }).orderBy();
  return {
    either: await cheap.union(gone).count(),
    with_doubles: await cheap.union(gone, { all: true }).count(),
    both: await cheap.intersection(gone).count(),
    only_cheap: await cheap.difference(gone).count(),
  };
});
