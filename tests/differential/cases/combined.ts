import { Count, F, Lower, Value } from "django-fastapi-bridge/orm";
import type { CombinedQuerySet } from "django-fastapi-bridge/orm";
import type { AuthorModel } from "#django/catalog";
import { same, sameSet } from "../case.ts";
import type { Models } from "../case.ts";

const FIRST = "Author.objects.filter(id__lt=4).order_by()";
const LATER = "Author.objects.filter(id__gt=2, id__lt=7).order_by()";
const UNION = `${FIRST}.union(${LATER})`;
const first = ({ Author }: Models) => Author.objects.filter({ id__lt: 4 }).orderBy();
const later = ({ Author }: Models) => Author.objects.filter({ id__gt: 2, id__lt: 7 }).orderBy();
const union = (models: Models) => first(models).union(later(models));

/** What types refuse. */
type Loose = Record<string, (...args: readonly unknown[]) => Loose> & PromiseLike<unknown>;
const loose = (query: CombinedQuerySet<AuthorModel, unknown>): Loose => query as unknown as Loose;

/** Rows of several queries as those of one. */
export const combined = [
  same(`list(${UNION}.order_by('id'))`, (m) => union(m).orderBy("id")),
  same(`list(${FIRST}.union(${LATER}, all=True).order_by('-id'))`, (m) =>
    first(m).union(later(m), { all: true }).orderBy("-id"),
  ),
  sameSet(`list(${FIRST}.intersection(${LATER}))`, (m) => first(m).intersection(later(m))),
  sameSet(`list(${FIRST}.difference(${LATER}))`, (m) => first(m).difference(later(m))),
  sameSet(`list(${FIRST}.difference(${LATER}, ${FIRST}.filter(id=1)))`, (m) =>
    first(m).difference(later(m), first(m).filter({ id: 1 })),
  ),
  sameSet(`list(${FIRST}.union())`, (m) => first(m).union()),

  // Order, limits, columns of the whole.
  same(`list(${UNION}.order_by('-name', 'id')[1:4])`, (m) => union(m).orderBy("-name", "id").slice(1, 4)),
  same(`list(${UNION}.order_by('name').reverse())`, (m) => union(m).orderBy("name").reverse()),
  same(`list(${FIRST}.reverse().union(${LATER}).order_by('id'))`, (m) =>
    first(m).reverse().union(later(m)).orderBy("id"),
  ),
  same(`list(${UNION}.order_by(F('born').desc(nulls_last=True), 'id').values_list('id', 'born'))`, (m) =>
    union(m)
      .orderBy(F("born").desc({ nullsLast: true }), "id")
      .valuesList("id", "born"),
  ),
  same(`list(${UNION}.values('name', 'pk').order_by('-name'))`, (m) =>
    union(m).values("name", "pk").orderBy("-name"),
  ),
  same(`list(${UNION}.values_list('id', 'mentor__name').order_by('id'))`, (m) =>
    union(m).valuesList("id", "mentor__name").orderBy("id"),
  ),
  same(`list(${UNION}.values_list('name', flat=True).order_by('name')[:3])`, (m) =>
    union(m).valuesList("name", { flat: true }).orderBy("name").slice(0, 3),
  ),
  same(`list(${FIRST}.values('name', 'born').union(${LATER}.values('name', 'born')).order_by('name'))`, (m) =>
    first(m).values("name", "born").union(later(m).values("name", "born")).orderBy("name"),
  ),
  same(
    `list(${FIRST}.values_list('name').union(Tag.objects.order_by().values_list('slug')).order_by('name')[:9])`,
    (m) =>
      first(m)
        .valuesList("name")
        .union(m.Tag.objects.orderBy().valuesList("slug"))
        .orderBy("name")
        .slice(0, 9),
  ),
  sameSet(`list(${UNION}.values('name').union(Tag.objects.order_by().values('name')))`, (m) =>
    union(m).values("name").union(m.Tag.objects.orderBy().values("name")),
  ),
  same(
    `list(${FIRST}.exclude(mentor=None).union(${LATER}.exclude(mentor=None)).order_by('mentor', 'id').values('id', 'mentor'))`,
    (m) =>
      first(m)
        .exclude({ mentor: null })
        .union(later(m).exclude({ mentor: null }))
        .orderBy("mentor", "id")
        .values("id", "mentor"),
  ),
  same(`list(${FIRST}.annotate(n=Value(1)).union(${LATER}.annotate(n=Value(2))).order_by('-n', 'id'))`, (m) =>
    first(m)
      .annotate({ n: Value(1) })
      .union(later(m).annotate({ n: Value(2) }))
      .orderBy("-n", "id"),
  ),
  same(
    `list(Book.objects.order_by().values('author').annotate(n=Count('pk')).union(Book.objects.order_by().values('author').annotate(n=Count('pk'))).order_by('author')[:5])`,
    ({ Book }) => {
      const byAuthor = Book.objects
        .orderBy()
        .values("author")
        .annotate({ n: Count("pk") });
      return byAuthor.union(byAuthor).orderBy("author").slice(0, 5);
    },
  ),
  same(
    `list(Book.objects.filter(id__lt=4).order_by().select_related('author').union(Book.objects.filter(id=9).order_by().select_related('author')).order_by('id'))`,
    ({ Book }) =>
      Book.objects
        .filter({ id__lt: 4 })
        .orderBy()
        .selectRelated("author")
        .union(Book.objects.filter({ id: 9 }).orderBy().selectRelated("author"))
        .orderBy("id"),
  ),
  same(
    `list(Tag.objects.filter(id__lt=4).order_by().prefetch_related('books').union(Tag.objects.filter(id=5).order_by()).order_by('id'))`,
    ({ Tag }) =>
      Tag.objects
        .filter({ id__lt: 4 })
        .orderBy()
        .prefetchRelated("books")
        .union(Tag.objects.filter({ id: 5 }).orderBy())
        .orderBy("id"),
  ),
  same(
    `list(EBook.objects.filter(pk__lt=20).order_by().union(EBook.objects.filter(pk__gt=9).order_by()).order_by('title', 'pk'))`,
    ({ EBook }) =>
      EBook.objects
        .filter({ pk__lt: 20 })
        .orderBy()
        .union(EBook.objects.filter({ pk__gt: 9 }).orderBy())
        .orderBy("title", "pk"),
  ),
  same(
    `list(Book.objects.order_by().distinct().values('author').union(Book.objects.order_by().values('publisher')).order_by('author')[:3])`,
    ({ Book }) => {
      const publishers = Book.objects.orderBy().valuesList("publisher");
      const rows = Book.objects
        .orderBy()
        .distinct()
        .valuesList("author")
        .union(publishers)
        .orderBy("author")
        .slice(0, 3);
      return Promise.resolve(rows).then((found) => found.map(([author]) => ({ author })));
    },
  ),

  // One row of the whole, and what is known of all.
  same(`${UNION}.count()`, (m) => union(m).count()),
  same(`${FIRST}.union(${LATER}, all=True).count()`, (m) => first(m).union(later(m), { all: true }).count()),
  same(`${UNION}.order_by('id')[1:3].count()`, (m) => union(m).orderBy("id").slice(1, 3).count()),
  same(`${FIRST}.difference(${FIRST}).exists()`, (m) => first(m).difference(first(m)).exists()),
  same(`${FIRST}.intersection(${LATER}).exists()`, (m) => first(m).intersection(later(m)).exists()),
  same(`${UNION}.exists()`, (m) => union(m).exists()),
  same(`${FIRST}.filter(id=0).union(${LATER}.filter(id=0)).exists()`, (m) =>
    first(m)
      .filter({ id: 0 })
      .union(later(m).filter({ id: 0 }))
      .exists(),
  ),
  same(`${UNION}.first()`, (m) => union(m).first()),
  same(`${UNION}.last()`, (m) => union(m).last()),
  same(`${UNION}.order_by('name').first()`, (m) => union(m).orderBy("name").first()),
  same(`${UNION}.latest('id')`, (m) => union(m).latest("id")),
  same(`${FIRST}.intersection(${LATER}).get()`, (m) => first(m).intersection(later(m)).get()),
  same(`${UNION}.get()`, (m) => union(m).get()),
  same(`${FIRST}.difference(${FIRST}).get()`, (m) => first(m).difference(first(m)).get()),

  // Combined again.
  sameSet(`list(${UNION}.union(${FIRST}.filter(id=1)))`, (m) => union(m).union(first(m).filter({ id: 1 }))),
  sameSet(`list(${FIRST}.union(${LATER}.intersection(${FIRST})))`, (m) =>
    first(m).union(later(m).intersection(first(m))),
  ),
  sameSet(`list(${UNION}.difference(${UNION}.intersection(${FIRST})))`, (m) =>
    union(m).difference(union(m).intersection(first(m))),
  ),
  same(`${UNION}.union(${FIRST}, all=True).count()`, (m) => union(m).union(first(m), { all: true }).count()),

  // Queries that are empty.
  sameSet(`list(${FIRST}.none().union(${LATER}))`, (m) => first(m).none().union(later(m))),
  sameSet(`list(${FIRST}.none().union(${FIRST}[:0]))`, (m) => first(m).none().union(first(m).slice(0, 0))),
  sameSet(`list(${FIRST}.none().union(${LATER}, ${FIRST}))`, (m) =>
    first(m).none().union(later(m), first(m)),
  ),
  sameSet(`list(${FIRST}.union(${LATER}.none()))`, (m) => first(m).union(later(m).none())),
  sameSet(`list(${FIRST}.union(${LATER}.filter(id__in=[])).order_by('id')[:2])`, (m) =>
    first(m)
      .union(later(m).filter({ id__in: [] }))
      .orderBy("id")
      .slice(0, 2),
  ),
  sameSet(`list(${FIRST}.filter(id__in=[]).union(${LATER}.filter(id__in=[])))`, (m) =>
    first(m)
      .filter({ id__in: [] })
      .union(later(m).filter({ id__in: [] })),
  ),
  sameSet(`list(${FIRST}.intersection(${LATER}.none()))`, (m) => first(m).intersection(later(m).none())),
  sameSet(`list(${FIRST}.filter(id__in=[]).intersection(${LATER}))`, (m) =>
    first(m).filter({ id__in: [] }).intersection(later(m)),
  ),
  sameSet(`list(${FIRST}.filter(id__in=[]).difference(${LATER}))`, (m) =>
    first(m).filter({ id__in: [] }).difference(later(m)),
  ),
  sameSet(`list(${FIRST}.difference(${LATER}.filter(id__in=[])))`, (m) =>
    first(m).difference(later(m).filter({ id__in: [] })),
  ),
  same(`list(${UNION}.none())`, (m) => union(m).none()),
  same(`${UNION}.none().count()`, (m) => union(m).none().count()),

  // What only one executor knows: a manager in Python; a duration on the way there.
  sameSet(
    "list(Book.recent.order_by().values('id').union(Book.objects.order_by().filter(id=1).values('id')))",
    ({ Book }) =>
      Book.recent
        .orderBy()
        .values("id")
        .union(Book.objects.orderBy().filter({ id: 1 }).values("id")),
  ),
  same(
    "list(Book.objects.order_by().filter(listening_time__gt=timedelta(hours=1)).union(Book.objects.order_by().filter(listening_time=timedelta(minutes=1))).order_by('id').values_list('id'))",
    ({ Book }) =>
      Book.objects
        .orderBy()
        .filter({ listening_time__gt: "P0DT01H00M00S" })
        .union(Book.objects.orderBy().filter({ listening_time: "P0DT00H01M00S" }))
        .orderBy("id")
        .valuesList("id"),
  ),

  // As the value of a lookup.
  same(`list(Book.objects.filter(author__in=${UNION}.values('pk')).order_by('id').values_list('id'))`, (m) =>
    m.Book.objects
      .filter({ author__in: union(m).values("pk") })
      .orderBy("id")
      .valuesList("id"),
  ),
  same(
    `list(Book.objects.filter(author__in=Author.objects.filter(id=1).values('pk').union(Author.objects.filter(id=2).values('pk'))).order_by('id').values_list('id'))`,
    ({ Author, Book }) =>
      Book.objects
        .filter({
          author__in: Author.objects
            .filter({ id: 1 })
            .values("pk")
            .union(Author.objects.filter({ id: 2 }).values("pk")),
        })
        .orderBy("id")
        .valuesList("id"),
    { skip: { sqlite: "Meta.ordering" } },
  ),

  // What databases differ in.
  sameSet("list(Author.objects.filter(id__lt=4).union(Author.objects.filter(id=9)))", ({ Author }) =>
    Author.objects.filter({ id__lt: 4 }).union(Author.objects.filter({ id: 9 })),
  ),
  sameSet(`list(${FIRST}.order_by('name')[:2].union(${LATER}.order_by('-name')[:2]))`, (m) =>
    first(m).orderBy("name").slice(0, 2).union(later(m).orderBy("-name").slice(0, 2)),
  ),
  sameSet(`list(${FIRST}[1:3].union(${LATER}))`, (m) => first(m).slice(1, 3).union(later(m)), {
    skip: { postgresql: "in no order" },
  }),

  // Mistakes.
  same(`list(${UNION}.order_by('nope'))`, (m) => loose(union(m)).orderBy?.("nope")),
  same(`list(${FIRST}.values_list('name').union(${LATER}.values_list('name')).order_by('born'))`, (m) =>
    first(m).valuesList("name").union(later(m).valuesList("name")).orderBy("born"),
  ),
  ...(
    [
      ["filter(id=1)", (query) => query.filter?.({ id: 1 })],
      ["exclude(id=1)", (query) => query.exclude?.({ id: 1 })],
      ["annotate(n=Lower('name'))", (query) => query.annotate?.({ n: Lower("name") })],
      ["alias(n=Lower('name'))", (query) => query.alias?.({ n: Lower("name") })],
      ["distinct()", (query) => query.distinct?.()],
      ["only('name')", (query) => query.only?.("name")],
      ["defer('name')", (query) => query.defer?.("name")],
      ["select_related('mentor')", (query) => query.selectRelated?.("mentor")],
      ["prefetch_related('books')", (query) => query.prefetchRelated?.("books")],
      ["get(id=1)", (query) => query.get?.({ id: 1 })],
      ["delete()", (query) => query.delete?.()],
      ["update(name='x')", (query) => query.update?.({ name: "x" })],
    ] as const satisfies readonly (readonly [string, (query: Loose) => unknown])[]
  ).flatMap(([python, typescript]) => [
    same(`${UNION}.${python}`, (m) => typescript(loose(union(m)))),
    same(`${FIRST}.difference(${LATER}).${python}`, (m) => typescript(loose(first(m).difference(later(m))))),
  ]),
];
