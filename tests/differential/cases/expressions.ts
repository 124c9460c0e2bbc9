import {
  Abs,
  Case,
  Cast,
  Ceil,
  Coalesce,
  Concat,
  Count,
  DenseRank,
  Exists,
  ExpressionWrapper,
  Extract,
  ExtractHour,
  ExtractMonth,
  ExtractWeekDay,
  ExtractYear,
  F,
  Floor,
  Func,
  Greatest,
  JSONObject,
  LPad,
  Lag,
  Least,
  Left,
  Length,
  Lower,
  Max,
  Mod,
  NullIf,
  OuterRef,
  Power,
  Q,
  RPad,
  Rank,
  Repeat,
  Replace,
  Reverse,
  Right,
  Round,
  RowNumber,
  RowRange,
  Sign,
  Sqrt,
  StrIndex,
  Subquery,
  Substr,
  Sum,
  Trim,
  Trunc,
  TruncDate,
  TruncDay,
  TruncHour,
  TruncMonth,
  TruncQuarter,
  TruncTime,
  TruncWeek,
  TruncYear,
  Upper,
  Value,
  When,
  Window,
} from "django-fastapi-bridge/orm";
import { same } from "../case.ts";
import type { Models } from "../case.ts";

const books = ({ Book }: Models) => Book.objects.orderBy("pk");
const BOOKS = "Book.objects.order_by('pk')";

/** annotate() with everything that is no aggregate: arithmetic, functions, conditions, other queries, windows. */
export const expressions = [
  // Arithmetic.
  same(`${BOOKS}.annotate(a=F('stock') + 1, b=F('stock') * 2 - F('total_sold')).values('a', 'b')`, (m) =>
    books(m)
      .annotate({ a: F("stock").plus(1), b: F("stock").times(2).minus("total_sold") })
      .values("a", "b"),
  ),
  same(`${BOOKS}.annotate(a=F('price') * F('stock'), b=F('price') + 1).values('a', 'b')`, (m) =>
    books(m)
      .annotate({ a: F("price").times("stock"), b: F("price").plus(1) })
      .values("a", "b"),
  ),
  same(`${BOOKS}.annotate(a=F('price') * Value(D('1.19'))).filter(a__gt=20).values('a')`, (m) =>
    books(m)
      .annotate({ a: F("price").times(Value("1.19", { outputField: "DecimalField" })) })
      .filter({ a__gt: 20 })
      .values("a"),
  ),
  same(`${BOOKS}.annotate(a=F('rating') * 2, b=F('rating') / F('pages')).values('a', 'b')`, (m) =>
    books(m)
      .annotate({ a: F("rating").times(2), b: F("rating").dividedBy("pages") })
      .values("a", "b"),
  ),
  same(
    `${BOOKS}.annotate(a=F('stock') % 7, b=F('stock') ** 2, c=F('stock') / 2).filter(stock__gte=0).values('a', 'b', 'c')`,
    (m) =>
      books(m)
        .annotate({ a: F("stock").mod(7), b: F("stock").pow(2), c: F("stock").dividedBy(2) })
        .filter({ stock__gte: 0 })
        .values("a", "b", "c"),
  ),
  same(`${BOOKS}.annotate(a=F('pk').bitand(3), b=F('pk').bitor(8)).values('a', 'b')`, (m) =>
    books(m)
      .annotate({ a: F("pk").bitand(3), b: F("pk").bitor(8) })
      .values("a", "b"),
  ),
  same(
    `${BOOKS}.annotate(a=ExpressionWrapper(F('price') * F('rating'), output_field=models.FloatField())).values('a')`,
    (m) =>
      books(m)
        .annotate({ a: ExpressionWrapper(F("price").times("rating"), { outputField: "FloatField" }) })
        .values("a"),
  ),
  same(`${BOOKS}.annotate(a=F('price') * F('rating')).values('a')`, (m) =>
    books(m)
      // @ts-expect-error -- its type is not known
      .annotate({ a: F("price").times("rating") })
      .values("a" as "price"),
  ),
  same(`${BOOKS}.filter(stock__lt=F('total_sold') - 5).values('pk')`, (m) =>
    books(m)
      .filter({ stock__lt: F("total_sold").minus(5) })
      .values("pk"),
  ),
  same("Book.objects.order_by(F('stock') * F('total_sold'), 'pk').values('pk')", ({ Book }) =>
    Book.objects.orderBy(F("stock").times("total_sold"), "pk").values("pk"),
  ),

  // Dates and durations.
  same(`${BOOKS}.annotate(a=F('updated') - F('created')).values('a')`, (m) =>
    books(m)
      .annotate({ a: F("updated").minus("created") })
      .values("a"),
  ),
  same(`${BOOKS}.annotate(a=F('created') + Value(timedelta(days=1, hours=2))).values('a')`, (m) =>
    books(m)
      .annotate({ a: F("created").plus(Value("P1DT02H00M00S", { outputField: "DurationField" })) })
      .values("a"),
  ),
  same(`${BOOKS}.annotate(a=F('created') + F('listening_time')).values('a')`, (m) =>
    books(m)
      .annotate({ a: F("created").plus("listening_time") })
      .values("a"),
  ),
  same("Author.objects.order_by('pk').annotate(a=F('died') - F('born')).values('a')", ({ Author }) =>
    Author.objects
      .orderBy("pk")
      .annotate({ a: F("died").minus("born") })
      .values("a"),
  ),
  same(`${BOOKS}.annotate(a=F('listening_time') + F('listening_time')).values('a')`, (m) =>
    books(m)
      .annotate({ a: F("listening_time").plus("listening_time") })
      .values("a"),
  ),
  same(`${BOOKS}.filter(updated__gt=F('created') + timedelta(hours=1)).values('pk')`, (m) =>
    books(m)
      .filter({ updated__gt: F("created").plus(Value("PT1H", { outputField: "DurationField" })) })
      .values("pk"),
  ),

  // Text.
  same(
    `${BOOKS}.annotate(a=Lower('title'), b=Upper('format'), c=Length('title')).values('a', 'b', 'c')`,
    (m) =>
      books(m)
        .annotate({ a: Lower("title"), b: Upper("format"), c: Length("title") })
        .values("a", "b", "c"),
  ),
  same(
    `${BOOKS}.annotate(a=Concat('title', Value(' / '), 'subtitle', Value('!')), b=Concat('slug', 'isbn')).values('a', 'b')`,
    (m) =>
      books(m)
        .annotate({ a: Concat("title", Value(" / "), "subtitle", Value("!")), b: Concat("slug", "isbn") })
        .values("a", "b"),
  ),
  same(
    `${BOOKS}.annotate(a=Concat('title', 'stock', output_field=models.TextField())).values('a')[:5]`,
    (m) =>
      books(m)
        .annotate({ a: Concat("title", "stock", { outputField: "TextField" }) })
        .values("a")
        .slice(0, 5),
  ),
  same(
    `${BOOKS}.annotate(a=Substr('title', 2, 3), b=Left('slug', 4), c=Right('slug', 2)).values('a', 'b', 'c')`,
    (m) =>
      books(m)
        .annotate({ a: Substr("title", 2, 3), b: Left("slug", 4), c: Right("slug", 2) })
        .values("a", "b", "c"),
  ),
  same(
    `${BOOKS}.annotate(a=Replace('slug', Value('-'), Value('+')), b=Replace('slug', Value('book'))).values('a', 'b')`,
    (m) =>
      books(m)
        .annotate({ a: Replace("slug", Value("-"), Value("+")), b: Replace("slug", Value("book")) })
        .values("a", "b"),
  ),
  same(
    `${BOOKS}.annotate(a=Trim(Concat(Value('  '), 'slug', Value(' '))), b=StrIndex('slug', Value('-'))).values('a', 'b')`,
    (m) =>
      books(m)
        .annotate({ a: Trim(Concat(Value("  "), "slug", Value(" "))), b: StrIndex("slug", Value("-")) })
        .values("a", "b"),
  ),
  same(
    `${BOOKS}.annotate(a=LPad('format', 12, Value('.')), b=RPad('format', 12, Value('.')), c=Repeat('format', 2), d=Reverse('slug')).values('a', 'b', 'c', 'd')[:5]`,
    (m) =>
      books(m)
        .annotate({
          a: LPad("format", 12, Value(".")),
          b: RPad("format", 12, Value(".")),
          c: Repeat("format", 2),
          d: Reverse("slug"),
        })
        .values("a", "b", "c", "d")
        .slice(0, 5),
  ),
  same(`${BOOKS}.alias(a=Lower('slug')).filter(a__startswith='book-1').values('pk')`, (m) =>
    books(m)
      .alias({ a: Lower("slug") })
      .filter({ a__startswith: "book-1" })
      .values("pk"),
  ),
  same("Book.objects.order_by(Length('title').desc(), 'pk').values('title')[:5]", ({ Book }) =>
    Book.objects.orderBy(Length("title").desc(), "pk").values("title").slice(0, 5),
  ),
  same(
    `${BOOKS}.annotate(a=Func('slug', function='UPPER', output_field=models.CharField())).values('a')[:3]`,
    (m) =>
      books(m)
        .annotate({ a: Func("slug", { function: "UPPER", outputField: "CharField" }) })
        .values("a")
        .slice(0, 3),
  ),

  // Numbers.
  same(
    `${BOOKS}.annotate(a=Abs('stock'), b=Ceil('rating'), c=Floor('rating'), d=Sign('stock')).values('a', 'b', 'c', 'd')`,
    (m) =>
      books(m)
        .annotate({ a: Abs("stock"), b: Ceil("rating"), c: Floor("rating"), d: Sign("stock") })
        .values("a", "b", "c", "d"),
  ),
  same(`${BOOKS}.annotate(a=Round('price'), b=Round('advance', precision=1)).values('a', 'b')`, (m) =>
    books(m)
      .annotate({ a: Round("price"), b: Round("advance", 1) })
      .values("a", "b"),
  ),
  same(
    `${BOOKS}.annotate(a=Power('pages', 2), b=Sqrt('pages'), c=Mod('pages', 10)).values('a', 'b', 'c')`,
    (m) =>
      books(m)
        .annotate({ a: Power("pages", 2), b: Sqrt("pages"), c: Mod("pages", 10) })
        .values("a", "b", "c"),
  ),

  // Which value.
  same(
    `${BOOKS}.annotate(a=Coalesce('isbn', Value('none')), b=Coalesce('rating', 'pages', output_field=models.FloatField())).values('a', 'b')`,
    (m) =>
      books(m)
        .annotate({
          a: Coalesce("isbn", Value("none")),
          b: Coalesce("rating", "pages", { outputField: "FloatField" }),
        })
        .values("a", "b"),
  ),
  same(
    `${BOOKS}.annotate(a=NullIf('stock', 0), b=Greatest('total_sold', 'stock'), c=Least('total_sold', 'stock')).values('a', 'b', 'c')`,
    (m) =>
      books(m)
        .annotate({
          a: NullIf("stock", 0),
          b: Greatest("total_sold", "stock"),
          c: Least("total_sold", "stock"),
        })
        .values("a", "b", "c"),
  ),
  same(
    `${BOOKS}.annotate(a=Cast('rating', models.IntegerField()), b=Cast('stock', models.FloatField())).filter(rating__isnull=False).values('b')`,
    (m) =>
      books(m)
        .annotate({ a: Cast("rating", "IntegerField"), b: Cast("stock", "FloatField") })
        .filter({ rating__isnull: false })
        .values("b"),
  ),
  same(
    `${BOOKS}.annotate(a=Cast('stock', models.CharField(max_length=20)), b=Cast('stock', models.DecimalField(max_digits=12, decimal_places=2)), c=Cast('created', models.DateField())).values('a', 'b', 'c')`,
    (m) =>
      books(m)
        .annotate({
          a: Cast("stock", { type: "CharField", maxLength: 20 }),
          b: Cast("stock", { type: "DecimalField", maxDigits: 12, decimalPlaces: 2 }),
          c: Cast("created", "DateField"),
        })
        .values("a", "b", "c"),
  ),
  same(
    `${BOOKS}.annotate(a=Case(When(stock__lte=0, then=Value('gone')), When(stock__lt=5, then=Value('few')), default=Value('many'))).values('a')`,
    (m) =>
      books(m)
        .annotate({
          a: Case(When({ stock__lte: 0 }, Value("gone")), When({ stock__lt: 5 }, Value("few")), {
            default: Value("many"),
          }),
        })
        .values("a"),
  ),
  same(`${BOOKS}.annotate(a=Case(When(Q(stock=0) | Q(in_print=False), then='price'))).values('a')`, (m) =>
    books(m)
      .annotate({ a: Case(When(Q.or({ stock: 0 }, { in_print: false }), "price")) })
      .values("a"),
  ),
  same(
    `${BOOKS}.annotate(a=Case(When(tags__name='Poetry', then=1), default=0)).values('pk', 'a')`,
    (m) =>
      books(m)
        .annotate({ a: Case(When({ tags__name: "Poetry" }, 1), { default: 0 }) })
        .values("pk", "a"),
    { unordered: true },
  ),
  same("Book.objects.aggregate(a=Sum(Case(When(in_print=True, then='stock'), default=0)))", ({ Book }) =>
    Book.objects.aggregate({ a: Sum(Case(When({ in_print: true }, "stock"), { default: 0 })) }),
  ),
  same(
    "Book.objects.order_by(Case(When(format='ebook', then=0), default=1), 'pk').values('format')",
    ({ Book }) =>
      Book.objects.orderBy(Case(When({ format: "ebook" }, 0), { default: 1 }), "pk").values("format"),
  ),
  same(`${BOOKS}.annotate(a=Q(stock__gt=0), b=Value(True)).values('a', 'b')`, (m) =>
    books(m)
      .annotate({ a: Q({ stock__gt: 0 }), b: Value(true) })
      .values("a", "b"),
  ),
  same(
    `${BOOKS}.annotate(a=Value('x'), b=Value(3), c=Value(None, output_field=models.CharField()), d=Value(D('1.50')), e=Value(date(2026, 1, 2))).values('a', 'b', 'c', 'd', 'e')[:2]`,
    (m) =>
      books(m)
        .annotate({
          a: Value("x"),
          b: Value(3),
          c: Value(null, { outputField: "CharField" }),
          d: Value("1.50", { outputField: "DecimalField" }),
          e: Value("2026-01-02", { outputField: "DateField" }),
        })
        .values("a", "b", "c", "d", "e")
        .slice(0, 2),
  ),
  same(
    `${BOOKS}.annotate(a=F('author__mentor__name'), b=F('publisher__country__code')).values('a', 'b')`,
    (m) =>
      books(m)
        .annotate({ a: F("author__mentor__name"), b: F("publisher__country__code") })
        .values("a", "b"),
  ),
  same(
    `${BOOKS}.annotate(tag=F('tags__name')).filter(tag__startswith='P').values('pk', 'tag')`,
    (m) =>
      books(m)
        .annotate({ tag: F("tags__name") })
        .filter({ tag__startswith: "P" })
        .values("pk", "tag"),
    { unordered: true },
  ),

  // NULLs in an order.
  ...(
    [
      ["asc(nulls_first=True)", (path: "published") => F(path).asc({ nullsFirst: true })],
      ["asc(nulls_last=True)", (path: "published") => F(path).asc({ nullsLast: true })],
      ["desc(nulls_first=True)", (path: "published") => F(path).desc({ nullsFirst: true })],
      ["desc(nulls_last=True)", (path: "published") => F(path).desc({ nullsLast: true })],
    ] as const
  ).flatMap(([python, term]) => [
    same(`Book.objects.order_by(F('published').${python}, 'pk').values_list('pk', flat=True)`, ({ Book }) =>
      Book.objects.orderBy(term("published"), "pk").valuesList("pk", { flat: true }),
    ),
    same(
      `Book.objects.order_by(F('published').${python}, 'pk').reverse().values_list('pk', flat=True)[:20]`,
      ({ Book }) =>
        Book.objects.orderBy(term("published"), "pk").reverse().valuesList("pk", { flat: true }).slice(0, 20),
    ),
  ]),

  // Parts of dates.
  same(
    `${BOOKS}.annotate(a=ExtractYear('published'), b=ExtractMonth('created'), c=ExtractWeekDay('created'), d=ExtractHour('created')).values('a', 'b', 'c', 'd')`,
    (m) =>
      books(m)
        .annotate({
          a: ExtractYear("published"),
          b: ExtractMonth("created"),
          c: ExtractWeekDay("created"),
          d: ExtractHour("created"),
        })
        .values("a", "b", "c", "d"),
  ),
  same(
    `${BOOKS}.annotate(a=Extract('created', 'day', tzinfo=ZoneInfo('Asia/Tokyo')), b=ExtractHour('created', tzinfo=ZoneInfo('America/New_York'))).values('a', 'b')`,
    (m) =>
      books(m)
        .annotate({
          a: Extract("created", "day", { tzinfo: "Asia/Tokyo" }),
          b: ExtractHour("created", { tzinfo: "America/New_York" }),
        })
        .values("a", "b"),
  ),
  same(
    `${BOOKS}.annotate(a=TruncYear('published'), b=TruncMonth('published'), c=TruncWeek('published'), d=TruncQuarter('published')).values('a', 'b', 'c', 'd')`,
    (m) =>
      books(m)
        .annotate({
          a: TruncYear("published"),
          b: TruncMonth("published"),
          c: TruncWeek("published"),
          d: TruncQuarter("published"),
        })
        .values("a", "b", "c", "d"),
  ),
  same(
    `${BOOKS}.annotate(a=TruncYear('created'), b=TruncMonth('created'), c=TruncWeek('created'), d=TruncDay('created'), e=TruncHour('created')).values('a', 'b', 'c', 'd', 'e')`,
    (m) =>
      books(m)
        .annotate({
          a: TruncYear("created"),
          b: TruncMonth("created"),
          c: TruncWeek("created"),
          d: TruncDay("created"),
          e: TruncHour("created"),
        })
        .values("a", "b", "c", "d", "e"),
  ),
  same(
    `${BOOKS}.annotate(a=TruncDay('created', tzinfo=ZoneInfo('Asia/Tokyo')), b=Trunc('created', 'minute'), c=TruncDate('created'), d=TruncTime('created')).values('a', 'b', 'c', 'd')`,
    (m) =>
      books(m)
        .annotate({
          a: TruncDay("created", { tzinfo: "Asia/Tokyo" }),
          b: Trunc("created", "minute"),
          c: TruncDate("created"),
          d: TruncTime("created"),
        })
        .values("a", "b", "c", "d"),
    { skip: { mariadb: "needs the server's time zone tables" } },
  ),
  same(
    "Book.objects.annotate(month=TruncMonth('created')).values('month').annotate(n=Count('pk')).order_by('month')",
    ({ Book }) =>
      Book.objects
        .annotate({ month: TruncMonth("created") })
        .values("month")
        .annotate({ n: Count("pk") })
        .orderBy("month"),
  ),

  // Other queries.
  same(
    "Book.objects.annotate(a=Exists(Review.objects.filter(book=OuterRef('pk')))).order_by('pk').values('pk', 'a')",
    ({ Book, Review }) =>
      Book.objects
        .annotate({ a: Exists(Review.objects.filter({ book: OuterRef("pk") })) })
        .orderBy("pk")
        .values("pk", "a"),
  ),
  same(
    "Book.objects.filter(~Exists(Review.objects.filter(book=OuterRef('pk'), stars__gte=4))).order_by('pk').values('pk')",
    ({ Book, Review }) =>
      Book.objects
        .filter(Q.not(Exists(Review.objects.filter({ book: OuterRef("pk"), stars__gte: 4 }))))
        .orderBy("pk")
        .values("pk"),
  ),
  same(
    "Author.objects.annotate(a=Subquery(Book.objects.filter(author=OuterRef('pk')).order_by('-published', 'pk').values('title')[:1])).order_by('pk').values('name', 'a')",
    ({ Author, Book }) =>
      Author.objects
        .annotate({
          a: Subquery(
            Book.objects
              .filter({ author: OuterRef("pk") })
              .orderBy("-published", "pk")
              .values("title")
              .slice(0, 1),
          ),
        })
        .orderBy("pk")
        .values("name", "a"),
    { skip: { postgresql: "NULLs first: another book" } },
  ),
  same(
    "Author.objects.annotate(a=Subquery(Book.objects.filter(author=OuterRef('pk')).order_by().values('author').annotate(n=Count('pk')).values('n'))).filter(a__gt=2).order_by('-a', 'pk').values('name', 'a')",
    ({ Author, Book }) =>
      Author.objects
        .annotate({
          a: Subquery(
            Book.objects
              .filter({ author: OuterRef("pk") })
              .orderBy()
              .values("author")
              .annotate({ n: Count("pk") })
              .values("n"),
          ),
        })
        .filter({ a__gt: 2 })
        .orderBy("-a", "pk")
        .values("name", "a"),
  ),
  same(
    "Book.objects.filter(price__gt=Subquery(Book.objects.filter(author=OuterRef('author')).order_by('price').values('price')[:1])).order_by('pk').values('pk')",
    ({ Book }) =>
      Book.objects
        .filter({
          price__gt: Subquery(
            Book.objects
              .filter({ author: OuterRef("author") })
              .orderBy("price")
              .values("price")
              .slice(0, 1),
          ),
        })
        .orderBy("pk")
        .values("pk"),
  ),
  same(
    "Author.objects.annotate(has=Exists(Book.objects.filter(author=OuterRef('pk'), stock__gt=30))).values('has').annotate(n=Count('pk')).order_by('has')",
    ({ Author, Book }) =>
      Author.objects
        .annotate({ has: Exists(Book.objects.filter({ author: OuterRef("pk"), stock__gt: 30 })) })
        .values("has")
        .annotate({ n: Count("pk") })
        .orderBy("has"),
  ),

  // Windows.
  same(
    `${BOOKS}.annotate(a=Window(Rank(), partition_by=['author'], order_by=['-total_sold', 'pk'])).values('pk', 'a')`,
    (m) =>
      books(m)
        .annotate({ a: Window(Rank(), { partitionBy: ["author"], orderBy: ["-total_sold", "pk"] }) })
        .values("pk", "a"),
  ),
  same(
    `${BOOKS}.annotate(a=Window(RowNumber(), order_by=F('stock').desc()), b=Window(DenseRank(), order_by='stock')).values('b')`,
    (m) =>
      books(m)
        .annotate({
          a: Window(RowNumber(), { orderBy: F("stock").desc() }),
          b: Window(DenseRank(), { orderBy: "stock" }),
        })
        .values("b"),
  ),
  same(
    `${BOOKS}.annotate(a=Window(Sum('stock'), partition_by='format', order_by='pk'), b=Window(Max('price'), partition_by=[F('format')])).values('a', 'b')`,
    (m) =>
      books(m)
        .annotate({
          a: Window(Sum("stock"), { partitionBy: "format", orderBy: "pk" }),
          b: Window(Max("price"), { partitionBy: [F("format")] }),
        })
        .values("a", "b"),
  ),
  same(
    `${BOOKS}.annotate(a=Window(Sum('stock'), order_by='pk', frame=RowRange(start=-1, end=1)), b=Window(Lag('title', default=Value('-')), order_by='pk')).values('a', 'b')`,
    (m) =>
      books(m)
        .annotate({
          a: Window(Sum("stock"), { orderBy: "pk", frame: RowRange({ start: -1, end: 1 }) }),
          b: Window(Lag("title", { default: Value("-") }), { orderBy: "pk" }),
        })
        .values("a", "b"),
    { skip: { mariadb: "MariaDB's LAG() has no default" } },
  ),

  same(
    `${BOOKS}.annotate(a=JSONObject(title='title', by='author__name', stock=F('stock') + 1)).values('a')[:5]`,
    (m) =>
      books(m)
        .annotate({ a: JSONObject({ title: "title", by: "author__name", stock: F("stock").plus(1) }) })
        .values("a")
        .slice(0, 5),
  ),
];
