import {
  Count,
  DateTime,
  ExtractDay,
  ExtractHour,
  F,
  Max,
  TruncDate,
  TruncDay,
  TruncMonth,
  TruncTime,
  TruncWeek,
} from "django-fastapi-bridge/orm";
import { same } from "../case.ts";

/** Run under several TIME_ZONE and USE_TZ: what a datetime, a day and an hour is depends on them. */
export const timeZones = [
  same("Book.objects.dates('created', 'day')", ({ Book }) => Book.objects.dates("created", "day")),
  same("Book.objects.datetimes('created', 'day', 'DESC')", ({ Book }) =>
    Book.objects.datetimes("created", "day", "DESC"),
  ),
  same("Book.objects.datetimes('available_from', 'hour', tzinfo=ZoneInfo('Asia/Kolkata'))", ({ Book }) =>
    Book.objects.datetimes("available_from", "hour", "ASC", { tzinfo: "Asia/Kolkata" }),
  ),
  same("Book.objects.filter(pk__lt=20).order_by('pk').values_list('created', 'available_from')", ({ Book }) =>
    Book.objects.filter({ pk__lt: 20 }).orderBy("pk").valuesList("created", "available_from"),
  ),
  same("Book.objects.get(pk=4)", ({ Book }) => Book.objects.get({ pk: 4 })),
  same("User.objects.order_by('pk').values('pk', 'date_joined', 'last_login')[:10]", ({ User }) =>
    User.objects.orderBy("pk").values("pk", "date_joined", "last_login").slice(0, 10),
  ),
  same("Book.objects.filter(created='2024-01-01 10:04:00.004004').values_list('pk', flat=True)", ({ Book }) =>
    Book.objects.filter({ created: "2024-01-01 10:04:00.004004" }).valuesList("pk", { flat: true }),
  ),
  same("Book.objects.filter(created__lt='2024-01-01T10:10:00').count()", ({ Book }) =>
    Book.objects.filter({ created__lt: "2024-01-01T10:10:00" }).count(),
  ),
  same("Book.objects.filter(created__lt='2024-01-01').count()", ({ Book }) =>
    Book.objects.filter({ created__lt: "2024-01-01" }).count(),
  ),
  same("Book.objects.filter(created__range=('2024-01-01 10:04', '2024-01-01 10:06')).count()", ({ Book }) =>
    Book.objects.filter({ created__range: ["2024-01-01 10:04", "2024-01-01 10:06"] }).count(),
  ),
  same("Book.objects.filter(created__date='2024-01-01').count()", ({ Book }) =>
    Book.objects.filter({ created__date: "2024-01-01" }).count(),
  ),
  same("Book.objects.filter(created__date__gte='2024-01-02').count()", ({ Book }) =>
    Book.objects.filter({ created__date__gte: "2024-01-02" }).count(),
  ),
  same("Book.objects.filter(created__hour=10).count()", ({ Book }) =>
    Book.objects.filter({ created__hour: 10 }).count(),
  ),
  same("Book.objects.filter(available_from__day=6).values_list('pk', flat=True)", ({ Book }) =>
    Book.objects.filter({ available_from__day: 6 }).valuesList("pk", { flat: true }),
  ),
  same("Book.objects.filter(available_from__week_day=2).count()", ({ Book }) =>
    Book.objects.filter({ available_from__week_day: 2 }).count(),
  ),
  same("Book.objects.filter(created__time__lt='10:30').count()", ({ Book }) =>
    Book.objects.filter({ created__time__lt: "10:30" }).count(),
  ),
  same("Book.objects.filter(created__year=2023).count()", ({ Book }) =>
    Book.objects.filter({ created__year: 2023 }).count(),
  ),
  same("Book.objects.filter(created__year=2024).count()", ({ Book }) =>
    Book.objects.filter({ created__year: 2024 }).count(),
  ),
  same("Order.objects.filter(placed_at__month__lte=1, placed_at__quarter=1).count()", ({ Order }) =>
    Order.objects.filter({ placed_at__month__lte: 1, placed_at__quarter: 1 }).count(),
  ),
  same("Order.objects.filter(paid_at__gt=F('placed_at')).count()", ({ Order }) =>
    Order.objects.filter({ paid_at__gt: F("placed_at") }).count(),
  ),
  same("Book.objects.latest('updated')", ({ Book }) => Book.objects.latest("updated")),
  same("Book.objects.filter(published__lt='2000-01-01').count()", ({ Book }) =>
    Book.objects.filter({ published__lt: "2000-01-01" }).count(),
  ),
  same(
    "Book.objects.order_by('pk').annotate(a=TruncDay('created'), b=TruncMonth('available_from'), c=TruncDate('created'), d=TruncTime('created'), e=TruncWeek('published')).values('a', 'b', 'c', 'd', 'e')[:20]",
    ({ Book }) =>
      Book.objects
        .orderBy("pk")
        .annotate({
          a: TruncDay("created"),
          b: TruncMonth("available_from"),
          c: TruncDate("created"),
          d: TruncTime("created"),
          e: TruncWeek("published"),
        })
        .values("a", "b", "c", "d", "e")
        .slice(0, 20),
  ),
  same(
    "Book.objects.order_by('pk').annotate(a=ExtractHour('created'), b=ExtractDay('available_from'), c=F('updated') - F('created'), d=F('created') + F('listening_time')).values('a', 'b', 'c', 'd')[:20]",
    ({ Book }) =>
      Book.objects
        .orderBy("pk")
        .annotate({
          a: ExtractHour("created"),
          b: ExtractDay("available_from"),
          c: F("updated").minus("created"),
          d: F("created").plus("listening_time"),
        })
        .values("a", "b", "c", "d")
        .slice(0, 20),
  ),
  same(
    "Book.objects.annotate(day=TruncDay('created')).values('day').annotate(n=Count('pk'), last=Max('created')).order_by('day')",
    ({ Book }) =>
      Book.objects
        .annotate({ day: TruncDay("created") })
        .values("day")
        .annotate({ n: Count("pk"), last: Max("created") })
        .orderBy("day"),
  ),
];

/** With USE_TZ only: SQLite refuses aware datetimes without it. */
export const aware = [
  same("Book.objects.filter(created__gt=datetime(2024, 1, 1, 9, 59, 0, 999999, UTC)).count()", ({ Book }) =>
    Book.objects.filter({ created__gt: new DateTime(Date.UTC(2024, 0, 1, 9, 59, 0, 999), 999) }).count(),
  ),
  same(
    "Book.objects.filter(created='2024-01-01T09:04:00.004004Z').values_list('pk', flat=True)",
    ({ Book }) =>
      Book.objects.filter({ created: "2024-01-01T09:04:00.004004Z" }).valuesList("pk", { flat: true }),
  ),
];
