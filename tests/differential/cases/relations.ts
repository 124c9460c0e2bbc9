import { same, sameSet } from "../case.ts";

export const relations = [
  same("Book.objects.filter(author=1)", ({ Book }) => Book.objects.filter({ author: 1 })),
  same("Book.objects.filter(author_id=1)", ({ Book }) => Book.objects.filter({ author_id: 1 })),
  same("Book.objects.filter(author__pk=1)", ({ Book }) => Book.objects.filter({ author__pk: 1 })),
  same("Book.objects.filter(author=Author.objects.get(pk=1))", async ({ Author, Book }) =>
    Book.objects.filter({ author: await Author.objects.get({ pk: 1 }) }),
  ),
  same(
    "Book.objects.filter(author__in=list(Author.objects.filter(pk__in=[3, 4])))",
    async ({ Author, Book }) =>
      Book.objects.filter({ author__in: await Author.objects.filter({ pk__in: [3, 4] }) }),
  ),
  same("Book.objects.filter(author__in=Author.objects.filter(name__startswith='I'))", ({ Author, Book }) =>
    Book.objects.filter({ author__in: Author.objects.filter({ name__startswith: "I" }) }),
  ),
  same(
    "Book.objects.filter(publisher__in=Publisher.objects.filter(founded__isnull=False).values('pk'))",
    ({ Book, Publisher }) =>
      Book.objects.filter({
        publisher__in: Publisher.objects.filter({ founded__isnull: false }).values("pk"),
      }),
  ),
  same("Book.objects.filter(author__name__icontains='le guin')", ({ Book }) =>
    Book.objects.filter({ author__name__icontains: "le guin" }),
  ),
  same("Book.objects.filter(author__mentor__name='Ursula K. Le Guin')", ({ Book }) =>
    Book.objects.filter({ author__mentor__name: "Ursula K. Le Guin" }),
  ),
  same("Book.objects.filter(author__mentor__mentor=1)", ({ Book }) =>
    Book.objects.filter({ author__mentor__mentor: 1 }),
  ),
  same("Book.objects.filter(author__mentor=None)", ({ Book }) =>
    Book.objects.filter({ author__mentor: null }),
  ),
  same("Book.objects.filter(publisher=None)", ({ Book }) => Book.objects.filter({ publisher: null })),
  same("Book.objects.filter(publisher__isnull=True)", ({ Book }) =>
    Book.objects.filter({ publisher__isnull: true }),
  ),
  same("Book.objects.filter(publisher__founded=None)", ({ Book }) =>
    Book.objects.filter({ publisher__founded: null }),
  ),
  same("Book.objects.filter(publisher__founded__isnull=False)", ({ Book }) =>
    Book.objects.filter({ publisher__founded__isnull: false }),
  ),
  same("Book.objects.filter(publisher__country='JP')", ({ Book }) =>
    Book.objects.filter({ publisher__country: "JP" }),
  ),
  same("Book.objects.filter(publisher__country__name='Japan')", ({ Book }) =>
    Book.objects.filter({ publisher__country__name: "Japan" }),
  ),
  same("Book.objects.filter(publisher__country__isnull=True)", ({ Book }) =>
    Book.objects.filter({ publisher__country__isnull: true }),
  ),

  sameSet("Author.objects.filter(book__title__startswith='The')", ({ Author }) =>
    Author.objects.filter({ book__title__startswith: "The" }),
  ),
  same("Author.objects.filter(book__title__startswith='The').distinct()", ({ Author }) =>
    Author.objects.filter({ book__title__startswith: "The" }).distinct(),
  ),
  sameSet("Author.objects.filter(book__title='Ties', book__stock__gt=30)", ({ Author }) =>
    Author.objects.filter({ book__title: "Ties", book__stock__gt: 30 }),
  ),
  sameSet("Author.objects.filter(book__title='Ties').filter(book__stock__gt=30)", ({ Author }) =>
    Author.objects.filter({ book__title: "Ties" }).filter({ book__stock__gt: 30 }),
  ),
  same("Author.objects.filter(book__isnull=True)", ({ Author }) =>
    Author.objects.filter({ book__isnull: true }),
  ),
  same("Author.objects.filter(book=None)", ({ Author }) => Author.objects.filter({ book: null })),
  same("Author.objects.filter(student__isnull=False).distinct()", ({ Author }) =>
    Author.objects.filter({ student__isnull: false }).distinct(),
  ),
  sameSet("Author.objects.filter(book__review__stars=5)", ({ Author }) =>
    Author.objects.filter({ book__review__stars: 5 }),
  ),
  sameSet("Author.objects.filter(book__publisher__name='Penguin', book__in_print=True)", ({ Author }) =>
    Author.objects.filter({ book__publisher__name: "Penguin", book__in_print: true }),
  ),
  same("Author.objects.filter(profile__homepage__contains='example')", ({ Author }) =>
    Author.objects.filter({ profile__homepage__contains: "example" }),
  ),
  same("Author.objects.filter(profile__isnull=True)", ({ Author }) =>
    Author.objects.filter({ profile__isnull: true }),
  ),
  same("Author.objects.filter(profile=3)", ({ Author }) => Author.objects.filter({ profile: 3 })),
  same(
    "AuthorProfile.objects.filter(author__name__startswith='K').values('pk', 'homepage')",
    ({ AuthorProfile }) =>
      AuthorProfile.objects.filter({ author__name__startswith: "K" }).values("pk", "homepage"),
  ),

  sameSet("Book.objects.filter(tags__name='100%')", ({ Book }) =>
    Book.objects.filter({ tags__name: "100%" }),
  ),
  sameSet("Book.objects.filter(tags=2)", ({ Book }) => Book.objects.filter({ tags: 2 })),
  sameSet("Book.objects.filter(tags__in=[2, 3])", ({ Book }) => Book.objects.filter({ tags__in: [2, 3] })),
  same("Book.objects.filter(tags__in=[2, 3]).distinct()", ({ Book }) =>
    Book.objects.filter({ tags__in: [2, 3] }).distinct(),
  ),
  same("Book.objects.filter(tags__isnull=True)", ({ Book }) => Book.objects.filter({ tags__isnull: true })),
  sameSet("Book.objects.filter(tags=2).filter(tags=8)", ({ Book }) =>
    Book.objects.filter({ tags: 2 }).filter({ tags: 8 }),
  ),
  sameSet("Book.objects.filter(tags=2, tags__name='Fantasy')", ({ Book }) =>
    Book.objects.filter({ tags: 2, tags__name: "Fantasy" }),
  ),
  sameSet("Tag.objects.filter(books__author__name__startswith='Sta')", ({ Tag }) =>
    Tag.objects.filter({ books__author__name__startswith: "Sta" }),
  ),
  sameSet("Tag.objects.filter(related__name='Fantasy')", ({ Tag }) =>
    Tag.objects.filter({ related__name: "Fantasy" }),
  ),
  sameSet("Author.objects.filter(influences=2)", ({ Author }) => Author.objects.filter({ influences: 2 })),
  sameSet("Author.objects.filter(influenced__name__startswith='T')", ({ Author }) =>
    Author.objects.filter({ influenced__name__startswith: "T" }),
  ),
  sameSet("Book.objects.filter(contributions__role=2, contributions__share__gt='0.1')", ({ Book }) =>
    Book.objects.filter({ contributions__role: 2, contributions__share__gt: "0.1" }),
  ),
  sameSet("Book.objects.filter(contributors__name__contains='Agren')", ({ Book }) =>
    Book.objects.filter({ contributors__name__contains: "Agren" }),
  ),

  same("Order.objects.filter(coupon='WELCOME')", ({ Order }) =>
    Order.objects.filter({ coupon: "WELCOME" as never }),
  ),
  same("Order.objects.filter(coupon__percent__gte=20)", ({ Order }) =>
    Order.objects.filter({ coupon__percent__gte: 20 }),
  ),
  same("Order.objects.filter(coupon=Coupon.objects.get(pk=2))", async ({ Coupon, Order }) =>
    Order.objects.filter({ coupon: await Coupon.objects.get({ pk: 2 }) }),
  ),
  same("Order.objects.filter(coupon__in=Coupon.objects.filter(percent=25))", ({ Coupon, Order }) =>
    Order.objects.filter({ coupon__in: Coupon.objects.filter({ percent: 25 }) }),
  ),
  sameSet("Order.objects.filter(item__book__author__name__startswith='Sta')", ({ Order }) =>
    Order.objects.filter({ item__book__author__name__startswith: "Sta" }),
  ),
  sameSet("Coupon.objects.filter(order__status='shipped')", ({ Coupon }) =>
    Coupon.objects.filter({ order__status: "shipped" }),
  ),
  sameSet("User.objects.filter(orders__total__gt=400).only('username')", ({ User }) =>
    User.objects.filter({ orders__total__gt: 400 }).only("username"),
  ),

  sameSet("Book.objects.filter(notes__text__contains='Ask')", ({ Book }) =>
    Book.objects.filter({ notes__text__contains: "Ask" }),
  ),
  sameSet("Note.objects.filter(book__title__startswith='I')", ({ Note }) =>
    Note.objects.filter({ book__title__startswith: "I" }),
  ),
  sameSet("Note.objects.filter(book=1)", ({ Note }) => Note.objects.filter({ book: 1 })),
  same("Order.objects.filter(coupon='WELCOME').values_list('coupon', 'pk')", ({ Order }) =>
    Order.objects.filter({ coupon: "WELCOME" }).valuesList("coupon", "pk"),
  ),
  same(
    "Order.objects.filter(coupon__in=Coupon.objects.all()).values('coupon__code', 'pk')",
    ({ Coupon, Order }) =>
      Order.objects.filter({ coupon__in: Coupon.objects.all() }).values("coupon__code", "pk"),
  ),
  same("Note.objects.filter(content_type__model='book').order_by('pk')", ({ Note }) =>
    Note.objects.filter({ content_type__model: "book" }).orderBy("pk"),
  ),
];
