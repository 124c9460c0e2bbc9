import {
  allOf,
  anyOf,
  crudRouter,
  cursorPagination,
  depends,
  filterSchema,
  getObjectOr404,
  header,
  jwtAuthentication,
  loginRequired,
  modelSchema,
  pageNumberPagination,
  permissionRequired,
  session,
  staffRequired,
} from "django-fastapi-bridge";
import {
  atomic,
  Coalesce,
  Count,
  Exists,
  F,
  OuterRef,
  Prefetch,
  Subquery,
  Sum,
  Value,
} from "django-fastapi-bridge/orm";
import { Author, Book, Tag } from "#django/catalog";
import { Order } from "#django/orders";
import { z } from "zod";

// What projects export without writing its type. declarations.test.ts compiles it with `declaration: true`, against the package as
// it is installed: each name that an inferred type needs must be exported there.

export const BookSchema = modelSchema(Book, {
  fields: ["id", "title", "price"],
  include: { author: { fields: ["name"] }, tags: { fields: ["name"] } },
  computed: (field) => ({ sold_out: field(z.boolean(), (book) => book.stock <= 0) }),
});
export const tags = crudRouter(Tag, {
  prefix: "/tags",
  schema: modelSchema(Tag, { fields: ["id", "name"] }),
  operations: ["list"],
});
export const BookFilter = filterSchema(Book, {
  lookups: ["price__lte"],
  search: ["title"],
  ordering: ["title"],
});
export const Page = pageNumberPagination({ limit: 10 });
export const BookPage = Page.of(BookSchema);
export const Cursor = cursorPagination(Book, { ordering: ["-created"] });
export const Listed = depends({ filter: BookFilter, page: Page, q: header(z.string()) }, (args) => args);
export const Who = depends({ user: loginRequired, session }, ({ user }) => user);
export const Opened = depends({}, function* () {
  yield 1;
});
export const Editor = allOf(permissionRequired("catalog.change_book"), anyOf(staffRequired, loginRequired));
export const tokens = jwtAuthentication();

export const counted = Book.objects.selectRelated("author").annotate({ n: Count("tags") });
export const some = Book.objects.only("title").defer("price").slice(0, 3);
export const values = Book.objects.values("format").annotate({ n: Count("id") });
export const titles = Book.objects.valuesList("title", { flat: true });
export const fetched = Book.objects.prefetchRelated(new Prefetch("tags"));
export const related = Author.objects.annotate({
  latest: Subquery(
    Book.objects
      .filter({ author: OuterRef("pk") })
      .values("title")
      .slice(0, 1),
  ),
  any: Exists(Book.objects.filter({ author: OuterRef("pk") })),
});
export const price = F("price");
export const named = Coalesce("subtitle", Value(""));
export const total = () => Order.objects.aggregate({ total: Sum("total") });
export const first = async () => counted.first();
export const found = (id: number) => getObjectOr404(Book.objects.selectRelated("author"), { id });
export const made = () => atomic(async () => Tag.objects.getOrCreate({ name: "x" }));
export const booksOf = (author: Author) => author.books.all();

export class Shelf {
  readonly books = Book.objects.all();
  readonly manager = Book.objects;
  readonly schema = BookSchema;
}
