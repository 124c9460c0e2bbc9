import { Avg, Count, F, Max, Min, Q, StdDev, Sum, Value, Variance } from "django-fastapi-bridge/orm";
import { same, sameSet } from "../case.ts";

/** aggregate(), and groups: whose rows they are, conditions before and after them, what is in them. */
export const aggregates = [
  same("Book.objects.aggregate(n=Count('*'), sum=Sum('stock'), mean=Avg('stock'))", ({ Book }) =>
    Book.objects.aggregate({ n: Count("*"), sum: Sum("stock"), mean: Avg("stock") }),
  ),
  same("Book.objects.aggregate(sum=Sum('price'), most=Max('price'), least=Min('price'))", ({ Book }) =>
    Book.objects.aggregate({ sum: Sum("price"), most: Max("price"), least: Min("price") }),
  ),
  same("Book.objects.aggregate(sum=Sum('advance'), mean=Avg('rating'))", ({ Book }) =>
    Book.objects.aggregate({ sum: Sum("advance"), mean: Avg("rating") }),
  ),
  same("Book.objects.aggregate(first=Min('published'), last=Max('created'))", ({ Book }) =>
    Book.objects.aggregate({ first: Min("published"), last: Max("created") }),
  ),
  same("Book.objects.aggregate(a=Max('title'), b=Min('format'), c=Max('isbn'))", ({ Book }) =>
    Book.objects.aggregate({ a: Max("title"), b: Min("format"), c: Max("isbn") }),
  ),
  same("Book.objects.aggregate(n=Count('isbn'), kinds=Count('format', distinct=True))", ({ Book }) =>
    Book.objects.aggregate({ n: Count("isbn"), kinds: Count("format", { distinct: true }) }),
  ),
  same("Book.objects.aggregate(n=Count('pk', filter=Q(in_print=True) & ~Q(stock=0)))", ({ Book }) =>
    Book.objects.aggregate({ n: Count("pk", { filter: Q.and({ in_print: true }, Q.not({ stock: 0 })) }) }),
  ),
  same(
    "Book.objects.aggregate(a=Sum('stock', filter=Q(pk=-1)), b=Count('pk', filter=Q(pk__in=[])))",
    ({ Book }) =>
      Book.objects.aggregate({
        a: Sum("stock", { filter: { pk: -1 } }),
        b: Count("pk", { filter: { pk__in: [] } }),
      }),
  ),
  same(
    "Book.objects.filter(pk=-1).aggregate(n=Count('*'), sum=Sum('price'), mean=Avg('stock'))",
    ({ Book }) =>
      Book.objects.filter({ pk: -1 }).aggregate({ n: Count("*"), sum: Sum("price"), mean: Avg("stock") }),
  ),
  same("Book.objects.filter(pk__in=[]).aggregate(n=Count('*'), sum=Sum('stock', default=0))", ({ Book }) =>
    Book.objects.filter({ pk__in: [] }).aggregate({ n: Count("*"), sum: Sum("stock", { default: 0 }) }),
  ),
  same("Book.objects.none().aggregate(n=Count('*'), sum=Sum('price'))", ({ Book }) =>
    Book.objects.none().aggregate({ n: Count("*"), sum: Sum("price") }),
  ),
  same(
    "Book.objects.filter(pk=-1).aggregate(sum=Sum('stock', default=0), mean=Avg('rating', default=Value(0.5)))",
    ({ Book }) =>
      Book.objects
        .filter({ pk: -1 })
        .aggregate({ sum: Sum("stock", { default: 0 }), mean: Avg("rating", { default: Value(0.5) }) }),
  ),
  same("Book.objects.aggregate(sum=Sum('listening_time'), mean=Avg('listening_time'))", ({ Book }) =>
    Book.objects.aggregate({ sum: Sum("listening_time"), mean: Avg("listening_time") }),
  ),
  same("Book.objects.aggregate(a=Max('listening_time'))", ({ Book }) =>
    Book.objects.aggregate({ a: Max("listening_time") }),
  ),
  same("Review.objects.aggregate(a=StdDev('stars'), b=Variance('stars', sample=True))", ({ Review }) =>
    Review.objects.aggregate({ a: StdDev("stars"), b: Variance("stars", { sample: true }) }),
  ),
  same("Book.objects.aggregate(worth=Sum(F('price') * F('stock')))", ({ Book }) =>
    Book.objects.aggregate({ worth: Sum(F("price").times("stock")) }),
  ),
  same("Book.objects.aggregate(a=Sum('stock') + Count('pk'), b=Avg('stock') * 2)", ({ Book }) =>
    Book.objects.aggregate({ a: Sum("stock").plus(Count("pk")), b: Avg("stock").times(2) }),
  ),
  same("Book.objects.aggregate(n=Count('tags'), distinct=Count('tags', distinct=True))", ({ Book }) =>
    Book.objects.aggregate({ n: Count("tags"), distinct: Count("tags", { distinct: true }) }),
  ),
  same("Book.objects.order_by('pk')[5:15].aggregate(n=Count('*'), sum=Sum('stock'))", ({ Book }) =>
    Book.objects
      .orderBy("pk")
      .slice(5, 15)
      .aggregate({ n: Count("*"), sum: Sum("stock") }),
  ),
  same("Book.objects.values('format').distinct().aggregate(n=Count('format'))", ({ Book }) =>
    Book.objects
      .values("format")
      .distinct()
      .aggregate({ n: Count("format") }),
  ),

  // A group for each row of the model.
  same("Author.objects.annotate(n=Count('book')).order_by('-n', 'pk').values('name', 'n')", ({ Author }) =>
    Author.objects
      .annotate({ n: Count("book") })
      .orderBy("-n", "pk")
      .values("name", "n"),
  ),
  same(
    "Publisher.objects.annotate(n=Count('book'), worth=Sum('book__price')).order_by('pk')",
    ({ Publisher }) =>
      Publisher.objects.annotate({ n: Count("book"), worth: Sum("book__price") }).orderBy("pk"),
  ),
  same("Author.objects.annotate(n=Count('book')).get(pk=1)", ({ Author }) =>
    Author.objects.annotate({ n: Count("book") }).get({ pk: 1 }),
  ),
  same("Author.objects.annotate(n=Count('book')).only('name').order_by('pk')[:3]", ({ Author }) =>
    Author.objects
      .annotate({ n: Count("book") })
      .only("name")
      .orderBy("pk")
      .slice(0, 3),
  ),
  same("Book.objects.select_related('author').annotate(n=Count('review')).order_by('pk')[:3]", ({ Book }) =>
    Book.objects
      .selectRelated("author")
      .annotate({ n: Count("review") })
      .orderBy("pk")
      .slice(0, 3),
  ),
  same(
    "Author.objects.annotate(n=Count('book', filter=Q(book__in_print=True))).order_by('pk').values_list('pk', 'n')",
    ({ Author }) =>
      Author.objects
        .annotate({ n: Count("book", { filter: { book__in_print: true } }) })
        .orderBy("pk")
        .valuesList("pk", "n"),
  ),
  same(
    "Author.objects.annotate(n=Count('book'), tags=Count('book__tags', distinct=True)).order_by('pk').values('n', 'tags')",
    ({ Author }) =>
      Author.objects
        .annotate({ n: Count("book"), tags: Count("book__tags", { distinct: true }) })
        .orderBy("pk")
        .values("n", "tags"),
  ),
  same(
    "Author.objects.annotate(sum=Sum('book__advance'), mean=Avg('book__pages')).order_by('pk').values('sum', 'mean')",
    ({ Author }) =>
      Author.objects
        .annotate({ sum: Sum("book__advance"), mean: Avg("book__pages") })
        .orderBy("pk")
        .values("sum", "mean"),
  ),
  same(
    "Author.objects.annotate(sum=Sum('book__price', default=0)).order_by('pk').values('name', 'sum')",
    ({ Author }) =>
      Author.objects
        .annotate({ sum: Sum("book__price", { default: 0 }) })
        .orderBy("pk")
        .values("name", "sum"),
  ),
  same(
    "Author.objects.annotate(last=Max('book__published'), seen=Min('book__created')).order_by('pk').values('last', 'seen')",
    ({ Author }) =>
      Author.objects
        .annotate({ last: Max("book__published"), seen: Min("book__created") })
        .orderBy("pk")
        .values("last", "seen"),
  ),
  same(
    "Publisher.objects.annotate(n=Count('book__author__book__tags', distinct=True)).order_by('pk').values('pk', 'n')",
    ({ Publisher }) =>
      Publisher.objects
        .annotate({ n: Count("book__author__book__tags", { distinct: true }) })
        .orderBy("pk")
        .values("pk", "n"),
  ),
  same(
    "EBook.objects.annotate(n=Count('tags')).order_by('pk').values('title', 'file_size', 'n')",
    ({ EBook }) =>
      EBook.objects
        .annotate({ n: Count("tags") })
        .orderBy("pk")
        .values("title", "file_size", "n"),
  ),
  same(
    "Order.objects.annotate(n=Sum('item__quantity')).order_by('pk').values('status', 'n')[:9]",
    ({ Order }) =>
      Order.objects
        .annotate({ n: Sum("item__quantity") })
        .orderBy("pk")
        .values("status", "n")
        .slice(0, 9),
  ),

  // Conditions before the groups, and after them (HAVING).
  same(
    "Author.objects.filter(book__stock__gt=0).annotate(n=Count('book')).order_by('pk').values('pk', 'n')",
    ({ Author }) =>
      Author.objects
        .filter({ book__stock__gt: 0 })
        .annotate({ n: Count("book") })
        .orderBy("pk")
        .values("pk", "n"),
  ),
  same(
    "Author.objects.annotate(n=Count('book')).filter(book__stock__gt=0).order_by('pk').values('pk', 'n')",
    ({ Author }) =>
      Author.objects
        .annotate({ n: Count("book") })
        .filter({ book__stock__gt: 0 })
        .orderBy("pk")
        .values("pk", "n"),
  ),
  same(
    "Author.objects.annotate(n=Count('book')).filter(n__gt=2).order_by('pk').values('pk', 'n')",
    ({ Author }) =>
      Author.objects
        .annotate({ n: Count("book") })
        .filter({ n__gt: 2 })
        .orderBy("pk")
        .values("pk", "n"),
  ),
  same("Author.objects.annotate(n=Count('book')).filter(n__range=(1, 3)).count()", ({ Author }) =>
    Author.objects
      .annotate({ n: Count("book") })
      .filter({ n__range: [1, 3] })
      .count(),
  ),
  same(
    "Author.objects.annotate(n=Count('book')).exclude(n__in=[0, 1]).order_by('n', 'pk').values('n')",
    ({ Author }) =>
      Author.objects
        .annotate({ n: Count("book") })
        .exclude({ n__in: [0, 1] })
        .orderBy("n", "pk")
        .values("n"),
  ),
  same(
    "Author.objects.annotate(n=Count('book')).filter(Q(n=0) | Q(name__startswith='U')).order_by('pk').values('name')",
    ({ Author }) =>
      Author.objects
        .annotate({ n: Count("book") })
        .filter(Q.or({ n: 0 }, { name__startswith: "U" }))
        .orderBy("pk")
        .values("name"),
  ),
  same(
    "Author.objects.annotate(sum=Sum('book__price')).filter(sum__gte=D('50.00')).order_by('pk').values('sum')",
    ({ Author }) =>
      Author.objects
        .annotate({ sum: Sum("book__price") })
        .filter({ sum__gte: "50.00" })
        .orderBy("pk")
        .values("sum"),
  ),
  same(
    "Author.objects.annotate(last=Max('book__published')).filter(last__year__gte=2000).order_by('pk').values('pk')",
    ({ Author }) =>
      Author.objects
        .annotate({ last: Max("book__published") })
        .filter({ last__year__gte: 2000 })
        .orderBy("pk")
        .values("pk"),
  ),
  same(
    "Author.objects.annotate(n=Count('book')).filter(n__gt=F('pk')).order_by('pk').values('pk', 'n')",
    ({ Author }) =>
      Author.objects
        .annotate({ n: Count("book") })
        .filter({ n__gt: F("pk") })
        .orderBy("pk")
        .values("pk", "n"),
  ),
  same("Author.objects.alias(n=Count('book')).filter(n=0).order_by('pk').values()", ({ Author }) =>
    Author.objects
      .alias({ n: Count("book") })
      .filter({ n: 0 })
      .orderBy("pk")
      .values(),
  ),
  same("Author.objects.alias(n=Count('book')).filter(n__gt=3).order_by('-n', 'pk')", ({ Author }) =>
    Author.objects
      .alias({ n: Count("book") })
      .filter({ n__gt: 3 })
      .orderBy("-n", "pk"),
  ),
  same("Author.objects.annotate(n=Count('book')).filter(n__gt=2).exists()", ({ Author }) =>
    Author.objects
      .annotate({ n: Count("book") })
      .filter({ n__gt: 2 })
      .exists(),
  ),
  same("Author.objects.annotate(n=Count('book')).order_by(F('n').desc(), 'pk')[2:5]", ({ Author }) =>
    Author.objects
      .annotate({ n: Count("book") })
      .orderBy(F("n").desc(), "pk")
      .slice(2, 5),
  ),

  // values() says what is a group.
  sameSet("Book.objects.values('format').annotate(n=Count('pk'), sum=Sum('price'))", ({ Book }) =>
    Book.objects.values("format").annotate({ n: Count("pk"), sum: Sum("price") }),
  ),
  same("Book.objects.values('author').annotate(n=Count('pk')).order_by('-n', 'author')", ({ Book }) =>
    Book.objects
      .values("author")
      .annotate({ n: Count("pk") })
      .orderBy("-n", "author"),
  ),
  same("Book.objects.values('author__name').annotate(n=Count('pk')).order_by('author__name')", ({ Book }) =>
    Book.objects
      .values("author__name")
      .annotate({ n: Count("pk") })
      .orderBy("author__name"),
  ),
  same("Book.objects.values('tags__name').annotate(n=Count('pk')).order_by('tags__name')", ({ Book }) =>
    Book.objects
      .values("tags__name")
      .annotate({ n: Count("pk") })
      .orderBy("tags__name"),
  ),
  same(
    "Book.objects.values('format', 'in_print').annotate(n=Count('*')).order_by('format', 'in_print')",
    ({ Book }) =>
      Book.objects
        .values("format", "in_print")
        .annotate({ n: Count("*") })
        .orderBy("format", "in_print"),
  ),
  same("Book.objects.values_list('format').annotate(n=Count('*')).order_by('format')", ({ Book }) =>
    Book.objects
      .valuesList("format")
      .annotate({ n: Count("*") })
      .orderBy("format"),
  ),
  same(
    "Book.objects.values('format').annotate(n=Count('*')).filter(n__gt=5).order_by('format')",
    ({ Book }) =>
      Book.objects
        .values("format")
        .annotate({ n: Count("*") })
        .filter({ n__gt: 5 })
        .orderBy("format"),
  ),
  same("Book.objects.values('format').annotate(n=Count('*')).order_by('format').values('n')", ({ Book }) =>
    Book.objects
      .values("format")
      .annotate({ n: Count("*") })
      .orderBy("format")
      .values("n"),
  ),
  same("Book.objects.values('publisher').annotate(n=Count('*')).count()", ({ Book }) =>
    Book.objects
      .values("publisher")
      .annotate({ n: Count("*") })
      .count(),
  ),
  same(
    "Book.objects.values('published__year').annotate(n=Count('*')).order_by('published__year')[:9]",
    ({ Book }) =>
      Book.objects
        .values("published__year")
        .annotate({ n: Count("*") })
        .orderBy("published__year")
        .slice(0, 9),
  ),
  same(
    "Book.objects.annotate(low=F('stock') % 3).values('low').annotate(n=Count('*'), most=Max('price')).order_by('low')",
    ({ Book }) =>
      Book.objects
        .annotate({ low: F("stock").mod(3) })
        .values("low")
        .annotate({ n: Count("*"), most: Max("price") })
        .orderBy("low"),
  ),
  same(
    "OrderItem.objects.values('book__author__name').annotate(sum=Sum('total')).order_by('-sum', 'book__author__name')",
    ({ OrderItem }) =>
      OrderItem.objects
        .values("book__author__name")
        .annotate({ sum: Sum("total") })
        .orderBy("-sum", "book__author__name"),
  ),

  // Aggregates over aggregates.
  same(
    "Author.objects.annotate(n=Count('book')).aggregate(most=Max('n'), mean=Avg('n'), all=Sum('n'))",
    ({ Author }) =>
      Author.objects
        .annotate({ n: Count("book") })
        .aggregate({ most: Max("n"), mean: Avg("n"), all: Sum("n") }),
  ),
  same(
    "Book.objects.values('format').annotate(sum=Sum('price')).aggregate(most=Max('sum'), n=Count('*'))",
    ({ Book }) =>
      Book.objects
        .values("format")
        .annotate({ sum: Sum("price") })
        .aggregate({ most: Max("sum"), n: Count("*") }),
  ),
  same(
    "Book.objects.annotate(worth=F('price') * F('stock')).aggregate(sum=Sum('worth'), most=Max('worth'))",
    ({ Book }) =>
      Book.objects
        .annotate({ worth: F("price").times("stock") })
        .aggregate({ sum: Sum("worth"), most: Max("worth") }),
  ),
  same("Author.objects.annotate(n=Count('book')).filter(n__gt=1).aggregate(mean=Avg('n'))", ({ Author }) =>
    Author.objects
      .annotate({ n: Count("book") })
      .filter({ n__gt: 1 })
      .aggregate({ mean: Avg("n") }),
  ),

  // What Django refuses.
  same("Author.objects.annotate(n=Count('bookz'))", ({ Author }) =>
    Author.objects.annotate({ n: Count("bookz" as "book") }),
  ),
  same("Author.objects.annotate(n=Count('book')).annotate(m=Sum('n'))", ({ Author }) =>
    Author.objects.annotate({ n: Count("book") }).annotate({ m: Sum("n") }),
  ),
  same("Author.objects.alias(n=Count('book')).values('n')", ({ Author }) =>
    Author.objects.alias({ n: Count("book") }).values("n" as "name"),
  ),
];
