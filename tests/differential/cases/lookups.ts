import { DateTime, F } from "django-fastapi-bridge/orm";
import { same } from "../case.ts";

export const lookups = [
  same("Book.objects.filter(title='Ties')", ({ Book }) => Book.objects.filter({ title: "Ties" })),
  same("Book.objects.filter(title__exact='a')", ({ Book }) => Book.objects.filter({ title__exact: "a" })),
  same("Book.objects.filter(title__iexact='A')", ({ Book }) => Book.objects.filter({ title__iexact: "A" })),
  same("Book.objects.filter(title__iexact='istanbul')", ({ Book }) =>
    Book.objects.filter({ title__iexact: "istanbul" }),
  ),
  same("Book.objects.filter(title__iexact='STRASSE NACH SÜDEN')", ({ Book }) =>
    Book.objects.filter({ title__iexact: "STRASSE NACH SÜDEN" }),
  ),
  same("Book.objects.filter(title__contains='100%')", ({ Book }) =>
    Book.objects.filter({ title__contains: "100%" }),
  ),
  same("Book.objects.filter(title__contains='snake_')", ({ Book }) =>
    Book.objects.filter({ title__contains: "snake_" }),
  ),
  same(r`Book.all_objects.filter(title__contains='\\')`, ({ Book }) =>
    Book.all_objects.filter({ title__contains: "\\" }),
  ),
  same(r`Tag.objects.filter(name__endswith='\\slash')`, ({ Tag }) =>
    Tag.objects.filter({ name__endswith: "\\slash" }),
  ),
  same("Book.objects.filter(title__icontains='STRASSE')", ({ Book }) =>
    Book.objects.filter({ title__icontains: "STRASSE" }),
  ),
  same("Book.objects.filter(title__icontains='ß')", ({ Book }) =>
    Book.objects.filter({ title__icontains: "ß" }),
  ),
  same("Book.objects.filter(title__icontains='ελλάδα')", ({ Book }) =>
    Book.objects.filter({ title__icontains: "ελλάδα" }),
  ),
  same("Book.objects.filter(title__startswith='The ')", ({ Book }) =>
    Book.objects.filter({ title__startswith: "The " }),
  ),
  same("Book.objects.filter(title__startswith='  ')", ({ Book }) =>
    Book.objects.filter({ title__startswith: "  " }),
  ),
  same("Book.objects.filter(title__istartswith='the w')", ({ Book }) =>
    Book.objects.filter({ title__istartswith: "the w" }),
  ),
  same("Book.objects.filter(title__endswith='y')", ({ Book }) =>
    Book.objects.filter({ title__endswith: "y" }),
  ),
  same("Book.objects.filter(title__iendswith='GARDEN')", ({ Book }) =>
    Book.objects.filter({ title__iendswith: "GARDEN" }),
  ),
  same('Book.objects.filter(title__contains="Robert\');")', ({ Book }) =>
    Book.objects.filter({ title__contains: "Robert');" }),
  ),
  same("Book.objects.filter(title__contains='%(name)s')", ({ Book }) =>
    Book.objects.filter({ title__contains: "%(name)s" }),
  ),
  same("Book.objects.filter(title__contains='🐍')", ({ Book }) =>
    Book.objects.filter({ title__contains: "🐍" }),
  ),
  same("Book.objects.filter(subtitle='')", ({ Book }) => Book.objects.filter({ subtitle: "" })),
  same(r`Book.objects.filter(title__regex=r'^The \w+ C')`, ({ Book }) =>
    Book.objects.filter({ title__regex: "^The \\w+ C" }),
  ),
  same("Book.objects.filter(title__iregex='^(the|a)')", ({ Book }) =>
    Book.objects.filter({ title__iregex: "^(the|a)" }),
  ),

  same("Book.objects.filter(stock__gt=50)", ({ Book }) => Book.objects.filter({ stock__gt: 50 })),
  same("Book.objects.filter(stock__gte=50)", ({ Book }) => Book.objects.filter({ stock__gte: 50 })),
  same("Book.objects.filter(stock__lt=0)", ({ Book }) => Book.objects.filter({ stock__lt: 0 })),
  same("Book.objects.filter(stock__lte=4)", ({ Book }) => Book.objects.filter({ stock__lte: 4 })),
  same("Book.objects.filter(stock__gt=10.5)", ({ Book }) => Book.objects.filter({ stock__gt: 10.5 })),
  same("Book.objects.filter(stock__range=(5, 13))", ({ Book }) =>
    Book.objects.filter({ stock__range: [5, 13] }),
  ),
  same("Book.objects.filter(stock__in=[0, 33, 33, 1000])", ({ Book }) =>
    Book.objects.filter({ stock__in: [0, 33, 33, 1000] }),
  ),
  same("Book.objects.filter(stock__in=[])", ({ Book }) => Book.objects.filter({ stock__in: [] })),
  same("Book.objects.filter(isbn__in=['9780000000000', None])", ({ Book }) =>
    Book.objects.filter({ isbn__in: ["9780000000000", null as unknown as string] }),
  ),
  same("Book.objects.filter(total_sold=9007199254740991)", ({ Book }) =>
    Book.objects.filter({ total_sold: 9007199254740991 }),
  ),
  same("Book.objects.filter(total_sold__gt=9007199254740993)", ({ Book }) =>
    Book.objects.filter({ total_sold__gt: 9007199254740993n }),
  ),
  same("Book.objects.filter(id='5')", ({ Book }) => Book.objects.filter({ id: "5" as unknown as number })),
  same("Book.objects.filter(pk=5)", ({ Book }) => Book.objects.filter({ pk: 5 })),
  same("Book.objects.filter(pk__in=[3, 1, 2])", ({ Book }) => Book.objects.filter({ pk__in: [3, 1, 2] })),

  same("Book.objects.filter(price='9.99')", ({ Book }) => Book.objects.filter({ price: "9.99" })),
  same("Book.objects.filter(price__gt=D('50'))", ({ Book }) => Book.objects.filter({ price__gt: "50" })),
  same("Book.objects.filter(price__lte=D('0.01'))", ({ Book }) =>
    Book.objects.filter({ price__lte: "0.01" }),
  ),
  same("Book.objects.filter(price__in=[D('0.01'), D('19.99')])", ({ Book }) =>
    Book.objects.filter({ price__in: ["0.01", "19.99"] }),
  ),
  same("Book.objects.filter(price__range=(5, 10))", ({ Book }) =>
    Book.objects.filter({ price__range: [5, 10] }),
  ),
  same("Book.objects.filter(advance=D('-1500.5'))", ({ Book }) =>
    Book.objects.filter({ advance: "-1500.5" }),
  ),
  same("Book.objects.filter(rating__lt=1.0)", ({ Book }) => Book.objects.filter({ rating__lt: 1 })),
  same("Book.objects.filter(rating=0.1 + 0.2)", ({ Book }) => Book.objects.filter({ rating: 0.1 + 0.2 })),
  same("Book.objects.filter(rating__isnull=True)", ({ Book }) =>
    Book.objects.filter({ rating__isnull: true }),
  ),
  same("Book.objects.filter(rating=None)", ({ Book }) => Book.objects.filter({ rating: null })),

  same("Book.objects.filter(in_print=False)", ({ Book }) => Book.objects.filter({ in_print: false })),
  same("Book.objects.filter(in_print__exact=True, stock__gt=50)", ({ Book }) =>
    Book.objects.filter({ in_print__exact: true, stock__gt: 50 }),
  ),
  same("Book.objects.filter(format='audio')", ({ Book }) => Book.objects.filter({ format: "audio" })),
  same("Book.objects.filter(format__in=['audio', 'ebook'])", ({ Book }) =>
    Book.objects.filter({ format__in: ["audio", "ebook"] }),
  ),

  same("Book.objects.filter(published=date(2001, 9, 9))", ({ Book }) =>
    Book.objects.filter({ published: "2001-09-09" }),
  ),
  same("Book.objects.filter(published__gt='2024-01-01')", ({ Book }) =>
    Book.objects.filter({ published__gt: "2024-01-01" }),
  ),
  same("Book.objects.filter(published__range=('1984-01-01', '1999-12-31'))", ({ Book }) =>
    Book.objects.filter({ published__range: ["1984-01-01", "1999-12-31"] }),
  ),
  same("Book.objects.filter(published__year=1969)", ({ Book }) =>
    Book.objects.filter({ published__year: 1969 }),
  ),
  same("Book.objects.filter(published__year__gte=2024)", ({ Book }) =>
    Book.objects.filter({ published__year__gte: 2024 }),
  ),
  same("Book.objects.filter(published__month=6, published__day__lt=10)", ({ Book }) =>
    Book.objects.filter({ published__month: 6, published__day__lt: 10 }),
  ),
  same("Book.objects.filter(published__lt=date(1700, 1, 1))", ({ Book }) =>
    Book.objects.filter({ published__lt: "1700-01-01" }),
  ),
  same("Book.objects.filter(created__lt=datetime(2024, 1, 1, 9, 10, 0, 10, UTC))", ({ Book }) =>
    Book.objects.filter({ created__lt: new DateTime(Date.UTC(2024, 0, 1, 9, 10), 10) }),
  ),
  same("Book.objects.filter(created__lte=datetime(2024, 1, 1, 9, 10, 0, 10010, UTC))", ({ Book }) =>
    Book.objects.filter({ created__lte: new DateTime(Date.UTC(2024, 0, 1, 9, 10, 0, 10), 10) }),
  ),
  same("Book.objects.filter(created='2024-01-01T09:04:00.004004Z')", ({ Book }) =>
    Book.objects.filter({ created: "2024-01-01T09:04:00.004004Z" }),
  ),
  same("Book.objects.filter(created__date=date(2024, 1, 1), id__lt=9)", ({ Book }) =>
    Book.objects.filter({ created__date: "2024-01-01", id__lt: 9 }),
  ),
  same("Book.objects.filter(created__hour=9, created__minute__in=[4, 5])", ({ Book }) =>
    Book.objects.filter({ created__hour: 9, created__minute__in: [4, 5] }),
  ),
  same(
    "AuthorProfile.objects.filter(office_hour__gt=time(10, 0)).values('author_id', 'office_hour').order_by('pk')",
    ({ AuthorProfile }) =>
      AuthorProfile.objects
        .filter({ office_hour__gt: "10:00" })
        .values("author_id", "office_hour")
        .orderBy("pk"),
  ),
  same("AuthorProfile.objects.filter(public=None).values('author_id', 'public')", ({ AuthorProfile }) =>
    AuthorProfile.objects.filter({ public: null }).values("author_id", "public"),
  ),

  same("Book.objects.filter(uuid='a851f09f-dc0d-53ee-877a-c497c86c4aff')", ({ Book }) =>
    Book.objects.filter({ uuid: "a851f09f-dc0d-53ee-877a-c497c86c4aff" }),
  ),
  same("Book.objects.filter(uuid__in=[UUID('A851F09FDC0D53EE877AC497C86C4AFF')])", ({ Book }) =>
    Book.objects.filter({ uuid__in: ["A851F09FDC0D53EE877AC497C86C4AFF"] }),
  ),
  same("Book.objects.filter(listening_time__gt=timedelta(hours=30))", ({ Book }) =>
    Book.objects.filter({ listening_time__gt: "P1DT06H00M00S" }),
  ),
  same("Book.objects.filter(listening_time=timedelta(microseconds=34440000001))", ({ Book }) =>
    Book.objects.filter({ listening_time: "P0DT09H34M00.000001S" }),
  ),
  same(
    "Book.objects.filter(listening_time__range=(timedelta(seconds=1), timedelta(minutes=10)))",
    ({ Book }) => Book.objects.filter({ listening_time__range: ["00:00:01", "00:10:00"] }),
  ),
  same("AuditEntry.objects.filter(ip_address='192.0.2.7')", ({ AuditEntry }) =>
    AuditEntry.objects.filter({ ip_address: "192.0.2.7" }),
  ),
  same(
    "AuditEntry.objects.filter(ip_address='2001:0DB8::0007').values('ip_address', 'action')",
    ({ AuditEntry }) =>
      AuditEntry.objects.filter({ ip_address: "2001:0DB8::0007" }).values("ip_address", "action"),
  ),
  same("Book.objects.filter(cover_digest__isnull=False)", ({ Book }) =>
    Book.objects.filter({ cover_digest__isnull: false }),
  ),
  same("Book.objects.filter(cover='covers/book-1.svg')", ({ Book }) =>
    Book.objects.filter({ cover: "covers/book-1.svg" }),
  ),

  same("Book.objects.filter(stock__gt=F('pages'))", ({ Book }) =>
    Book.objects.filter({ stock__gt: F("pages") }),
  ),
  same("Book.objects.filter(title=F('subtitle'))", ({ Book }) =>
    Book.objects.filter({ title: F("subtitle") }),
  ),
  same("Book.objects.filter(published__lt=F('author__born'))", ({ Book }) =>
    Book.objects.filter({ published__lt: F("author__born") }),
  ),
];

function r({ raw }: TemplateStringsArray): string {
  return raw[0] as string;
}
