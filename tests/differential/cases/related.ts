import { Prefetch } from "django-fastapi-bridge/orm";
import { same } from "../case.ts";

/** Rows with their related rows: joined, read ahead, asked for. */
export const related = [
  same("Book.objects.select_related('author')[:10]", ({ Book }) =>
    Book.objects.selectRelated("author").slice(0, 10),
  ),
  same("Book.objects.select_related('author', 'publisher')[:10]", ({ Book }) =>
    Book.objects.selectRelated("author", "publisher").slice(0, 10),
  ),
  same("Book.objects.select_related('publisher__country')", ({ Book }) =>
    Book.objects.selectRelated("publisher__country"),
  ),
  same("Book.objects.select_related('author__mentor__mentor')", ({ Book }) =>
    Book.objects.selectRelated("author__mentor__mentor"),
  ),
  same("Book.objects.select_related('author').select_related('series')", ({ Book }) =>
    Book.objects.selectRelated("author").selectRelated("series"),
  ),
  same("Book.objects.select_related('author').select_related(None)[:5]", ({ Book }) =>
    Book.objects.selectRelated("author").selectRelated(null).slice(0, 5),
  ),
  same("Book.objects.select_related()[:5]", ({ Book }) => Book.objects.selectRelated().slice(0, 5)),
  same("Book.objects.select_related('ebook')", ({ Book }) => Book.objects.selectRelated("ebook")),
  same("Author.objects.select_related('profile').defer('profile__languages')", ({ Author }) =>
    Author.objects.selectRelated("profile").defer("profile__languages"),
  ),
  same("Order.objects.select_related('coupon', 'customer').defer('customer__password')[:10]", ({ Order }) =>
    Order.objects.selectRelated("coupon", "customer").defer("customer__password").slice(0, 10),
  ),
  same(
    "OrderItem.objects.select_related('order__customer', 'book__author').only('quantity', 'order__number', 'order__customer__username', 'book__title', 'book__author__name')[:10]",
    ({ OrderItem }) =>
      OrderItem.objects
        .selectRelated("order__customer", "book__author")
        .only("quantity", "order__number", "order__customer__username", "book__title", "book__author__name")
        .slice(0, 10),
  ),
  same(
    "Book.objects.filter(author__name__contains='a').select_related('author').order_by('author__name', 'pk')",
    ({ Book }) =>
      Book.objects
        .filter({ author__name__contains: "a" })
        .selectRelated("author")
        .orderBy("author__name", "pk"),
  ),
  same("Review.objects.select_related('book')[:10]", ({ Review }) =>
    Review.objects.selectRelated("book").slice(0, 10),
  ),

  same("Book.objects.prefetch_related('reviews')[:10]", ({ Book }) =>
    Book.objects.prefetchRelated("reviews").slice(0, 10),
  ),
  same("Book.objects.prefetch_related('tags')", ({ Book }) => Book.objects.prefetchRelated("tags")),
  same("Book.objects.prefetch_related('author', 'publisher')[:10]", ({ Book }) =>
    Book.objects.prefetchRelated("author", "publisher").slice(0, 10),
  ),
  same("Book.objects.prefetch_related('contributors')[:10]", ({ Book }) =>
    Book.objects.prefetchRelated("contributors").slice(0, 10),
  ),
  same("Book.objects.prefetch_related('contributions__author')[:10]", ({ Book }) =>
    Book.objects.prefetchRelated("contributions__author").slice(0, 10),
  ),
  same("Author.objects.prefetch_related('books__tags', 'books__reviews')", ({ Author }) =>
    Author.objects.prefetchRelated("books__tags", "books__reviews"),
  ),
  same("Author.objects.prefetch_related('students', 'mentor')", ({ Author }) =>
    Author.objects.prefetchRelated("students", "mentor"),
  ),
  same("Author.objects.prefetch_related('influences', 'influenced')", ({ Author }) =>
    Author.objects.prefetchRelated("influences", "influenced"),
  ),
  same("Tag.objects.prefetch_related('related')", ({ Tag }) => Tag.objects.prefetchRelated("related")),
  same(
    "Author.objects.prefetch_related(Prefetch('profile', AuthorProfile.objects.defer('languages')))",
    ({ Author, AuthorProfile }) =>
      Author.objects.prefetchRelated(
        new Prefetch("profile", { queryset: AuthorProfile.objects.defer("languages") }),
      ),
  ),
  same("Book.objects.prefetch_related('notes')[:20]", ({ Book }) =>
    Book.objects.prefetchRelated("notes").slice(0, 20),
  ),
  same("Note.objects.order_by('pk').prefetch_related('subject')[:8]", ({ Note }) =>
    Note.objects.orderBy("pk").prefetchRelated("subject").slice(0, 8),
  ),
  same(
    "Book.objects.prefetch_related(Prefetch('reviews', Review.objects.filter(stars__gte=4).order_by('stars', 'pk')))[:10]",
    ({ Book, Review }) =>
      Book.objects
        .prefetchRelated(
          new Prefetch("reviews", {
            queryset: Review.objects.filter({ stars__gte: 4 }).orderBy("stars", "pk"),
          }),
        )
        .slice(0, 10),
  ),
  same(
    "Book.objects.prefetch_related(Prefetch('tags', Tag.objects.order_by('-name'), to_attr='labels'))[:10]",
    ({ Book, Tag }) =>
      Book.objects
        .prefetchRelated(new Prefetch("tags", { queryset: Tag.objects.orderBy("-name"), toAttr: "labels" }))
        .slice(0, 10),
  ),
  same("Book.objects.select_related('author').prefetch_related('author__students')[:10]", ({ Book }) =>
    Book.objects.selectRelated("author").prefetchRelated("author__students").slice(0, 10),
  ),
  same("Order.objects.prefetch_related('items__book', 'coupon')[:10]", ({ Order }) =>
    Order.objects.prefetchRelated("items__book", "coupon").slice(0, 10),
  ),
  same("Order.objects.prefetch_related('books')[:5]", ({ Order }) =>
    Order.objects.prefetchRelated("books").slice(0, 5),
  ),
  same("Coupon.objects.prefetch_related('order_set')", ({ Coupon }) =>
    Coupon.objects.prefetchRelated("order_set"),
  ),
  same("Publisher.objects.prefetch_related('country')", ({ Publisher }) =>
    Publisher.objects.prefetchRelated("country"),
  ),
  same("Book.objects.prefetch_related('tags').prefetch_related(None)[:3]", ({ Book }) =>
    Book.objects.prefetchRelated("tags").prefetchRelated(null).slice(0, 3),
  ),
  same("Series.objects.filter(name='Empty').prefetch_related('books')", ({ Series }) =>
    Series.objects.filter({ name: "Empty" }).prefetchRelated("books"),
  ),

  same("Book.objects.get(pk=1).reviews.all()", async ({ Book }) =>
    (await Book.objects.get({ pk: 1 })).reviews.all(),
  ),
  same("Book.objects.get(pk=1).reviews.filter(stars__gte=2)", async ({ Book }) =>
    (await Book.objects.get({ pk: 1 })).reviews.filter({ stars__gte: 2 }),
  ),
  same("Book.objects.get(pk=4).tags.all()", async ({ Book }) =>
    (await Book.objects.get({ pk: 4 })).tags.all(),
  ),
  same("Book.objects.get(pk=4).tags.exclude(name='C++').order_by('-pk')", async ({ Book }) =>
    (await Book.objects.get({ pk: 4 })).tags.exclude({ name: "C++" }).orderBy("-pk"),
  ),
  same("Tag.objects.get(pk=2).books.values_list('title', flat=True)", async ({ Tag }) =>
    (await Tag.objects.get({ pk: 2 })).books.valuesList("title", { flat: true }),
  ),
  same("Tag.objects.get(pk=2).related.all()", async ({ Tag }) =>
    (await Tag.objects.get({ pk: 2 })).related.all(),
  ),
  same("Author.objects.get(pk=1).books.count()", async ({ Author }) =>
    (await Author.objects.get({ pk: 1 })).books.count(),
  ),
  same("Author.objects.get(pk=2).contributed_books.all()", async ({ Author }) =>
    (await Author.objects.get({ pk: 2 })).contributed_books.all(),
  ),
  same("Author.objects.get(pk=1).students.all()", async ({ Author }) =>
    (await Author.objects.get({ pk: 1 })).students.all(),
  ),
  same("Book.objects.get(pk=1).notes.all()", async ({ Book }) =>
    (await Book.objects.get({ pk: 1 })).notes.all(),
  ),
  same("Coupon.objects.get(pk=1).order_set.all()", async ({ Coupon }) =>
    (await Coupon.objects.get({ pk: 1 })).order_set.all(),
  ),
  same("Book.objects.get(pk=1).author", async ({ Book }) =>
    (await Book.objects.get({ pk: 1 })).related("author"),
  ),
  same("Book.objects.get(pk=5).publisher", async ({ Book }) =>
    (await Book.objects.get({ pk: 5 })).related("publisher"),
  ),
  same("Order.objects.get(pk=1).coupon", async ({ Order }) =>
    (await Order.objects.get({ pk: 1 })).related("coupon"),
  ),
  same("Book.objects.get(pk=1).ebook", async ({ Book }) =>
    (await Book.objects.get({ pk: 1 })).related("ebook"),
  ),
];
