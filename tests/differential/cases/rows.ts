import { F } from "django-fastapi-bridge/orm";
import { same, sameSet } from "../case.ts";

/** What rows are made of, in which order, and how many. */
export const rows = [
  same("Book.objects.all()", ({ Book }) => Book.objects.all()),
  same("Author.objects.all()", ({ Author }) => Author.objects.all()),
  same("Publisher.objects.all()", ({ Publisher }) => Publisher.objects.all()),
  same("Series.objects.all()", ({ Series }) => Series.objects.all()),
  same("Country.objects.all()", ({ Country }) => Country.objects.all()),
  same("Contribution.objects.all()", ({ Contribution }) => Contribution.objects.all()),
  same("Review.objects.all()[:20]", ({ Review }) => Review.objects.all().slice(0, 20)),
  same("Order.objects.all()", ({ Order }) => Order.objects.all()),
  same("OrderItem.objects.all()[:30]", ({ OrderItem }) => OrderItem.objects.all().slice(0, 30)),
  same("AuditEntry.objects.all()[:30]", ({ AuditEntry }) => AuditEntry.objects.all().slice(0, 30)),
  same("Note.objects.order_by('pk')", ({ Note }) => Note.objects.orderBy("pk")),

  same("Book.objects.order_by('-stock', 'pk')", ({ Book }) => Book.objects.orderBy("-stock", "pk")),
  same("Book.objects.order_by('rating', '-pk')", ({ Book }) => Book.objects.orderBy("rating", "-pk")),
  same("Book.objects.order_by('-published', 'title', 'pk')", ({ Book }) =>
    Book.objects.orderBy("-published", "title", "pk"),
  ),
  same("Book.objects.order_by('author', 'pk')", ({ Book }) => Book.objects.orderBy("author", "pk")),
  same("Book.objects.order_by('-author', 'pk')", ({ Book }) => Book.objects.orderBy("-author", "pk")),
  same("Book.objects.order_by('author_id', 'pk')", ({ Book }) => Book.objects.orderBy("author_id", "pk")),
  same("Book.objects.order_by('author__name', '-price', 'pk')", ({ Book }) =>
    Book.objects.orderBy("author__name", "-price", "pk"),
  ),
  same("Book.objects.order_by('publisher__country__name', 'pk')", ({ Book }) =>
    Book.objects.orderBy("publisher__country__name", "pk"),
  ),
  same("Book.objects.order_by('publisher', 'pk')", ({ Book }) => Book.objects.orderBy("publisher", "pk")),
  same("Book.objects.order_by('-series__name', 'pk')", ({ Book }) =>
    Book.objects.orderBy("-series__name", "pk"),
  ),
  same("Book.objects.order_by(F('stock'), 'pk')", ({ Book }) => Book.objects.orderBy(F("stock"), "pk")),
  same("Book.objects.reverse()", ({ Book }) => Book.objects.reverse()),
  same("Book.objects.order_by('stock', '-pk').reverse()", ({ Book }) =>
    Book.objects.orderBy("stock", "-pk").reverse(),
  ),
  same("Book.objects.order_by('stock').order_by('pk')", ({ Book }) =>
    Book.objects.orderBy("stock").orderBy("pk"),
  ),
  sameSet("Book.objects.order_by()", ({ Book }) => Book.objects.orderBy()),
  sameSet("Book.objects.order_by('?')", ({ Book }) => Book.objects.orderBy("?")),
  same("Contribution.objects.order_by('book__author__name', 'role', 'pk')", ({ Contribution }) =>
    Contribution.objects.orderBy("book__author__name", "role", "pk"),
  ),
  same("Review.objects.order_by('book', 'reviewer')", ({ Review }) =>
    Review.objects.orderBy("book", "reviewer"),
  ),
  same("Book.objects.order_by('-created')", ({ Book }) => Book.objects.orderBy("-created")),

  same("Book.objects.all()[:5]", ({ Book }) => Book.objects.all().slice(0, 5)),
  same("Book.objects.all()[50:]", ({ Book }) => Book.objects.all().slice(50)),
  same("Book.objects.all()[10:20][2:5]", ({ Book }) => Book.objects.all().slice(10, 20).slice(2, 5)),
  same("Book.objects.all()[10:20][5:50]", ({ Book }) => Book.objects.all().slice(10, 20).slice(5, 50)),
  same("Book.objects.all()[5:5]", ({ Book }) => Book.objects.all().slice(5, 5)),
  same("Book.objects.all()[1000:1010]", ({ Book }) => Book.objects.all().slice(1000, 1010)),
  same("Book.objects.none()", ({ Book }) => Book.objects.none()),
  same("Book.objects.none().filter(pk=1)", ({ Book }) => Book.objects.none().filter({ pk: 1 })),

  same("Book.objects.only('title')[:5]", ({ Book }) => Book.objects.only("title").slice(0, 5)),
  same("Book.objects.only('title', 'author')[:5]", ({ Book }) =>
    Book.objects.only("title", "author").slice(0, 5),
  ),
  same("Book.objects.defer('metadata', 'cover_digest')[:5]", ({ Book }) =>
    Book.objects.defer("metadata", "cover_digest").slice(0, 5),
  ),
  same("Book.objects.only('title', 'price').defer('price')[:5]", ({ Book }) =>
    Book.objects.only("title", "price").defer("price").slice(0, 5),
  ),
  same("Book.objects.defer('title').only('title', 'stock')[:5]", ({ Book }) =>
    Book.objects.defer("title").only("title", "stock").slice(0, 5),
  ),
  same("Book.objects.only('pk')[:5]", ({ Book }) => Book.objects.only("pk").slice(0, 5)),
  same("Book.objects.select_related('author').only('title', 'author__name')[:5]", ({ Book }) =>
    Book.objects.selectRelated("author").only("title", "author__name").slice(0, 5),
  ),
  same("Book.objects.select_related('author').defer('author__biography', 'metadata')[:5]", ({ Book }) =>
    Book.objects.selectRelated("author").defer("author__biography", "metadata").slice(0, 5),
  ),

  same("Book.objects.values('id', 'title')[:5]", ({ Book }) =>
    Book.objects.values("id", "title").slice(0, 5),
  ),
  same("Book.objects.values()[:5]", ({ Book }) => Book.objects.values().slice(0, 5)),
  same("Book.objects.values('pk', 'author', 'author_id')[:5]", ({ Book }) =>
    Book.objects.values("pk", "author", "author_id").slice(0, 5),
  ),
  same("Book.objects.values('title', 'author__name', 'publisher__country__name')", ({ Book }) =>
    Book.objects.values("title", "author__name", "publisher__country__name"),
  ),
  same("Book.objects.values('price', 'advance', 'rating', 'in_print', 'total_sold')", ({ Book }) =>
    Book.objects.values("price", "advance", "rating", "in_print", "total_sold"),
  ),
  same("Book.objects.values('published', 'available_from', 'created', 'listening_time')", ({ Book }) =>
    Book.objects.values("published", "available_from", "created", "listening_time"),
  ),
  same("Book.objects.values('uuid', 'cover', 'cover_digest', 'metadata')", ({ Book }) =>
    Book.objects.values("uuid", "cover", "cover_digest", "metadata"),
  ),
  same("Book.objects.order_by('pk', 'tags__name').values('pk', 'tags__name')", ({ Book }) =>
    Book.objects.orderBy("pk", "tags__name").values("pk", "tags__name"),
  ),
  same("Author.objects.order_by('pk', 'book__pk').values('name', 'book__title', 'book')", ({ Author }) =>
    Author.objects.orderBy("pk", "book__pk").values("name", "book__title", "book"),
  ),
  same("Book.objects.filter(tags__name='Fantasy').values('title', 'tags__name')", ({ Book }) =>
    Book.objects.filter({ tags__name: "Fantasy" }).values("title", "tags__name"),
  ),
  same("Book.objects.values_list('id', 'title')[:5]", ({ Book }) =>
    Book.objects.valuesList("id", "title").slice(0, 5),
  ),
  same("Book.objects.values_list('title', flat=True)", ({ Book }) =>
    Book.objects.valuesList("title", { flat: true }),
  ),
  same("Book.objects.values_list('price', flat=True)", ({ Book }) =>
    Book.objects.valuesList("price", { flat: true }),
  ),
  same("Book.objects.values_list('pk', flat=True).order_by('-pk')[:7]", ({ Book }) =>
    Book.objects.valuesList("pk", { flat: true }).orderBy("-pk").slice(0, 7),
  ),
  same(
    "Book.objects.values_list('publisher__founded', flat=True).distinct().order_by('publisher__founded')",
    ({ Book }) =>
      Book.objects.valuesList("publisher__founded", { flat: true }).distinct().orderBy("publisher__founded"),
  ),
  same("Series.objects.values_list()", ({ Series }) => Series.objects.valuesList()),
  same(
    "Order.objects.values('number', 'coupon', 'coupon_id', 'coupon__percent', 'total', 'shipping_address')",
    ({ Order }) =>
      Order.objects.values("number", "coupon", "coupon_id", "coupon__percent", "total", "shipping_address"),
  ),
  same(
    "User.objects.order_by('pk').values('username', 'date_joined', 'birth_date', 'is_active')[:5]",
    ({ User }) =>
      User.objects.orderBy("pk").values("username", "date_joined", "birth_date", "is_active").slice(0, 5),
  ),
  same("AuthorProfile.objects.order_by('pk').values('pk', 'public', 'office_hour')", ({ AuthorProfile }) =>
    AuthorProfile.objects.orderBy("pk").values("pk", "public", "office_hour"),
  ),

  same("Book.objects.values('format').distinct().order_by('format')", ({ Book }) =>
    Book.objects.values("format").distinct().orderBy("format"),
  ),
  same(
    "Book.objects.values_list('author__name', flat=True).distinct().order_by('author__name')",
    ({ Book }) => Book.objects.valuesList("author__name", { flat: true }).distinct().orderBy("author__name"),
  ),
  same("Book.objects.distinct()[:5]", ({ Book }) => Book.objects.distinct().slice(0, 5)),
  same("Author.objects.filter(book__stock__gt=20).distinct()", ({ Author }) =>
    Author.objects.filter({ book__stock__gt: 20 }).distinct(),
  ),
  same(
    "Book.objects.order_by('author_id', '-stock', 'pk').distinct('author_id')",
    ({ Book }) => Book.objects.orderBy("author_id", "-stock", "pk").distinct("author_id"),
    {
      skip: { sqlite: "DISTINCT ON is PostgreSQL's", mariadb: "DISTINCT ON is PostgreSQL's" },
    },
  ),
];
