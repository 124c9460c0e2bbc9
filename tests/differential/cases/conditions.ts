import { F, Q } from "django-fastapi-bridge/orm";
import { same, sameSet } from "../case.ts";

export const conditions = [
  same("Book.objects.filter(Q(in_print=False) | Q(stock__gt=50))", ({ Book }) =>
    Book.objects.filter(Q.or({ in_print: false }, { stock__gt: 50 })),
  ),
  same("Book.objects.filter(Q(in_print=False), Q(stock__gt=30))", ({ Book }) =>
    Book.objects.filter({ in_print: false }, { stock__gt: 30 }),
  ),
  same("Book.objects.filter(~Q(format='audio'), stock__lt=10)", ({ Book }) =>
    Book.objects.filter(Q.not({ format: "audio" }), { stock__lt: 10 }),
  ),
  same("Book.objects.filter(~(Q(in_print=True) & Q(stock__gt=5)))", ({ Book }) =>
    Book.objects.filter(Q.not({ in_print: true, stock__gt: 5 })),
  ),
  same(
    "Book.objects.filter(Q(title='a') | Q(title='A') & Q(stock=35) | ~Q(rating__gte=0.5), pk__lt=40)",
    ({ Book }) =>
      Book.objects.filter(
        Q.or({ title: "a" }, Q.and({ title: "A" }, { stock: 35 }), Q.not({ rating__gte: 0.5 })),
        { pk__lt: 40 },
      ),
  ),
  same("Book.objects.filter(Q(in_print=True) ^ Q(stock__gt=40))", ({ Book }) =>
    Book.objects.filter(Q.xor({ in_print: true }, { stock__gt: 40 })),
  ),
  same("Book.objects.filter(Q(author__mentor__isnull=True) | Q(publisher__isnull=True))", ({ Book }) =>
    Book.objects.filter(Q.or({ author__mentor__isnull: true }, { publisher__isnull: true })),
  ),
  sameSet("Book.objects.filter(Q(tags__name='Fantasy') | Q(publisher__name='Penguin'))", ({ Book }) =>
    Book.objects.filter(Q.or({ tags__name: "Fantasy" }, { publisher__name: "Penguin" })),
  ),
  sameSet("Author.objects.filter(Q(book__title='Ties') | Q(student__name='Null'))", ({ Author }) =>
    Author.objects.filter(Q.or({ book__title: "Ties" }, { student__name: "Null" })),
  ),
  same(
    "Book.objects.filter(Q(publisher__name='Penguin') | Q(publisher__country__name='Japan'))",
    ({ Book }) =>
      Book.objects.filter(Q.or({ publisher__name: "Penguin" }, { publisher__country__name: "Japan" })),
  ),
  same("Book.objects.filter(Q())", ({ Book }) => Book.objects.filter({})),
  same("Book.objects.filter(Q(pk__in=[]) | Q(pk=3))", ({ Book }) =>
    Book.objects.filter(Q.or({ pk__in: [] }, { pk: 3 })),
  ),
  same("Book.objects.filter(~Q(pk__in=[]))", ({ Book }) => Book.objects.filter(Q.not({ pk__in: [] }))),

  same("Book.objects.exclude(in_print=True)", ({ Book }) => Book.objects.exclude({ in_print: true })),
  same("Book.objects.exclude(rating=2.5)", ({ Book }) => Book.objects.exclude({ rating: 2.5 })),
  same("Book.objects.exclude(rating__gt=2)", ({ Book }) => Book.objects.exclude({ rating__gt: 2 })),
  same("Book.objects.exclude(rating=None)", ({ Book }) => Book.objects.exclude({ rating: null })),
  same("Book.objects.exclude(publisher__name='Penguin')", ({ Book }) =>
    Book.objects.exclude({ publisher__name: "Penguin" }),
  ),
  same("Book.objects.exclude(publisher=3)", ({ Book }) => Book.objects.exclude({ publisher: 3 })),
  same("Book.objects.exclude(publisher__country__name='Japan')", ({ Book }) =>
    Book.objects.exclude({ publisher__country__name: "Japan" }),
  ),
  same("Book.objects.exclude(publisher__founded__gt=1900)", ({ Book }) =>
    Book.objects.exclude({ publisher__founded__gt: 1900 }),
  ),
  same("Book.objects.exclude(tags__name='Fantasy')", ({ Book }) =>
    Book.objects.exclude({ tags__name: "Fantasy" }),
  ),
  same("Book.objects.exclude(tags__in=[2, 3])", ({ Book }) => Book.objects.exclude({ tags__in: [2, 3] })),
  same("Book.objects.exclude(tags=2)", ({ Book }) => Book.objects.exclude({ tags: 2 })),
  same("Book.objects.exclude(tags=None)", ({ Book }) => Book.objects.exclude({ tags: null })),
  same("Author.objects.exclude(book__title='Ties')", ({ Author }) =>
    Author.objects.exclude({ book__title: "Ties" }),
  ),
  same("Author.objects.exclude(book__stock__gt=30, book__in_print=True)", ({ Author }) =>
    Author.objects.exclude({ book__stock__gt: 30, book__in_print: true }),
  ),
  same("Author.objects.exclude(book__review__stars=5)", ({ Author }) =>
    Author.objects.exclude({ book__review__stars: 5 }),
  ),
  same("Author.objects.exclude(mentor__name__startswith='U')", ({ Author }) =>
    Author.objects.exclude({ mentor__name__startswith: "U" }),
  ),
  same("Author.objects.exclude(profile__public=True)", ({ Author }) =>
    Author.objects.exclude({ profile__public: true }),
  ),
  same("Author.objects.exclude(Q(book__isnull=True) | Q(mentor__isnull=False)).distinct()", ({ Author }) =>
    Author.objects.exclude(Q.or({ book__isnull: true }, { mentor__isnull: false })).distinct(),
  ),
  same("Book.objects.exclude(title__contains='The').exclude(stock__lt=20)", ({ Book }) =>
    Book.objects.exclude({ title__contains: "The" }).exclude({ stock__lt: 20 }),
  ),
  same("Book.objects.exclude(stock__gt=F('pages'))", ({ Book }) =>
    Book.objects.exclude({ stock__gt: F("pages") }),
  ),
  same("Book.objects.exclude(author__in=Author.objects.filter(mentor__isnull=True))", ({ Author, Book }) =>
    Book.objects.exclude({ author__in: Author.objects.filter({ mentor__isnull: true }) }),
  ),
  same("Order.objects.exclude(coupon__percent=10)", ({ Order }) =>
    Order.objects.exclude({ coupon__percent: 10 }),
  ),
  sameSet("Tag.objects.exclude(books__author__mentor__isnull=True)", ({ Tag }) =>
    Tag.objects.exclude({ books__author__mentor__isnull: true }),
  ),
  same("Book.objects.filter(~Q(tags__name='Fantasy'), ~Q(publisher__name='Penguin'))", ({ Book }) =>
    Book.objects.filter(Q.not({ tags__name: "Fantasy" }), Q.not({ publisher__name: "Penguin" })),
  ),
];
