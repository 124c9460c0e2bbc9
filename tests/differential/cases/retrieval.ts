import { same } from "../case.ts";

/** What answers one row, a number, a truth; and what answers an error. */
export const retrieval = [
  same("Book.objects.get(pk=1)", ({ Book }) => Book.objects.get({ pk: 1 })),
  same("Book.objects.get(slug='book-7')", ({ Book }) => Book.objects.get({ slug: "book-7" })),
  same("Book.objects.filter(title='Ties').get(stock=30)", ({ Book }) =>
    Book.objects.filter({ title: "Ties" }).get({ stock: 30 }),
  ),
  same("Book.objects.select_related('author').get(pk=3)", ({ Book }) =>
    Book.objects.selectRelated("author").get({ pk: 3 }),
  ),
  same("Book.objects.values('title').get(pk=3)", ({ Book }) => Book.objects.values("title").get({ pk: 3 })),
  same("Book.objects.get(pk=13)", ({ Book }) => Book.objects.get({ pk: 13 })),
  same("Book.objects.get(title='Ties')", ({ Book }) => Book.objects.get({ title: "Ties" })),
  same("Book.objects.get()", ({ Book }) => Book.objects.get()),
  same("Author.objects.get(name='Nobody')", ({ Author }) => Author.objects.get({ name: "Nobody" })),
  same("Book.objects.first()", ({ Book }) => Book.objects.first()),
  same("Book.objects.last()", ({ Book }) => Book.objects.last()),
  same("Book.objects.order_by('-stock', 'pk').first()", ({ Book }) =>
    Book.objects.orderBy("-stock", "pk").first(),
  ),
  same("Book.objects.order_by('stock', 'pk').last()", ({ Book }) =>
    Book.objects.orderBy("stock", "pk").last(),
  ),
  same("Book.objects.order_by().first()", ({ Book }) => Book.objects.orderBy().first()),
  same("Note.objects.first()", ({ Note }) => Note.objects.first()),
  same("Note.objects.last()", ({ Note }) => Note.objects.last()),
  same("Book.objects.filter(pk=-1).first()", ({ Book }) => Book.objects.filter({ pk: -1 }).first()),
  same("Book.objects.values_list('title', flat=True).first()", ({ Book }) =>
    Book.objects.valuesList("title", { flat: true }).first(),
  ),
  same("Book.objects.exclude(published=None).latest()", ({ Book }) =>
    Book.objects.exclude({ published: null }).latest(),
  ),
  same("Book.objects.exclude(published=None).earliest()", ({ Book }) =>
    Book.objects.exclude({ published: null }).earliest(),
  ),
  same("Book.objects.latest('created')", ({ Book }) => Book.objects.latest("created")),
  same("Book.objects.earliest('-stock', 'pk')", ({ Book }) => Book.objects.earliest("-stock", "pk")),
  same("Book.objects.filter(pk=-1).latest('pk')", ({ Book }) => Book.objects.filter({ pk: -1 }).latest("pk")),
  same("Author.objects.latest()", ({ Author }) => Author.objects.latest()),
  same("Book.objects.count()", ({ Book }) => Book.objects.count()),
  same("Book.objects.filter(in_print=False).count()", ({ Book }) =>
    Book.objects.filter({ in_print: false }).count(),
  ),
  same("Book.objects.filter(tags__in=[2, 3]).count()", ({ Book }) =>
    Book.objects.filter({ tags__in: [2, 3] }).count(),
  ),
  same("Book.objects.filter(tags__in=[2, 3]).distinct().count()", ({ Book }) =>
    Book.objects
      .filter({ tags__in: [2, 3] })
      .distinct()
      .count(),
  ),
  same("Book.objects.all()[10:25].count()", ({ Book }) => Book.objects.all().slice(10, 25).count()),
  same("Book.objects.all()[50:100].count()", ({ Book }) => Book.objects.all().slice(50, 100).count()),
  same("Book.objects.values('format').distinct().count()", ({ Book }) =>
    Book.objects.values("format").distinct().count(),
  ),
  same("Book.objects.none().count()", ({ Book }) => Book.objects.none().count()),
  same("Book.objects.filter(pk__in=[]).count()", ({ Book }) => Book.objects.filter({ pk__in: [] }).count()),
  same("Book.objects.exists()", ({ Book }) => Book.objects.exists()),
  same("Book.objects.filter(pk=13).exists()", ({ Book }) => Book.objects.filter({ pk: 13 }).exists()),
  same("Book.objects.filter(tags__name='日本').exists()", ({ Book }) =>
    Book.objects.filter({ tags__name: "日本" }).exists(),
  ),
  same("Book.objects.all()[100:].exists()", ({ Book }) => Book.objects.all().slice(100).exists()),
  same("Book.objects.none().exists()", ({ Book }) => Book.objects.none().exists()),
  same("Book.objects.contains(Book.all_objects.get(pk=1))", async ({ Book }) =>
    Book.objects.contains(await Book.all_objects.get({ pk: 1 })),
  ),
  same("Book.objects.contains(Book.all_objects.get(pk=13))", async ({ Book }) =>
    Book.objects.contains(await Book.all_objects.get({ pk: 13 })),
  ),
  same("Book.objects.in_bulk([1, 2, 999])", ({ Book }) => Book.objects.inBulk([1, 2, 999])),
  same("Book.objects.in_bulk(['book-1', 'book-3'], field_name='slug')", ({ Book }) =>
    Book.objects.inBulk(["book-1", "book-3"], { fieldName: "slug" }),
  ),
  same("Series.objects.in_bulk()", ({ Series }) => Series.objects.inBulk()),
  same(
    "[row.pk for row in Book.objects.order_by('stock', '-pk').distinct('stock').in_bulk(field_name='stock').values()]",
    async ({ Book }) => {
      const rows = await Book.objects
        .orderBy("stock", "-pk")
        .distinct("stock")
        .inBulk(undefined, { fieldName: "stock" });
      return [...rows.values()].map(({ pk }) => pk);
    },
    { skip: { sqlite: "DISTINCT ON" } },
  ),
  same(
    "[row.pk for row in Book.objects.order_by('-title', 'pk').in_bulk([1, 9, 2]).values()]",
    async ({ Book }) => {
      const rows = await Book.objects.orderBy("-title", "pk").inBulk([1, 9, 2]);
      return [...rows.values()].map(({ pk }) => pk);
    },
  ),
  same("Book.objects.in_bulk([1], field_name='stock')", ({ Book }) =>
    Book.objects.inBulk([1], { fieldName: "stock" }),
  ),
  same("Book.objects.in_bulk([])", ({ Book }) => Book.objects.inBulk([])),

  same("Book.all_objects.count()", ({ Book }) => Book.all_objects.count()),
  same("Book.all_objects.filter(deleted_at__isnull=False)", ({ Book }) =>
    Book.all_objects.filter({ deleted_at__isnull: false }),
  ),
  same("Book.recent.all()", ({ Book }) => Book.recent.all()),
  same("Book.recent.filter(stock__gt=10).order_by('pk').values_list('pk', flat=True)", ({ Book }) =>
    Book.recent.filter({ stock__gt: 10 }).orderBy("pk").valuesList("pk", { flat: true }),
  ),
  same("Bestseller.objects.all()", ({ Bestseller }) => Bestseller.objects.all()),
  same("Bestseller.objects.filter(author__name__startswith='S').count()", ({ Bestseller }) =>
    Bestseller.objects.filter({ author__name__startswith: "S" }).count(),
  ),
  same("EBook.objects.all()", ({ EBook }) => EBook.objects.all()),
  same("EBook.objects.filter(title__startswith='The', drm_free=True)", ({ EBook }) =>
    EBook.objects.filter({ title__startswith: "The", drm_free: true }),
  ),
  same("EBook.objects.select_related('author').order_by('-file_size', 'pk')", ({ EBook }) =>
    EBook.objects.selectRelated("author").orderBy("-file_size", "pk"),
  ),
  same("EBook.objects.only('title', 'file_size')", ({ EBook }) => EBook.objects.only("title", "file_size")),
  same("EBook.objects.values('title', 'file_size', 'author__name')", ({ EBook }) =>
    EBook.objects.values("title", "file_size", "author__name"),
  ),
  same("Book.objects.filter(ebook__file_size__gt=2000000000)", ({ Book }) =>
    Book.objects.filter({ ebook__file_size__gt: 2_000_000_000 }),
  ),
  same("EBook.objects.prefetch_related('reviews', 'tags')[:4]", ({ EBook }) =>
    EBook.objects.prefetchRelated("reviews", "tags").slice(0, 4),
  ),
];
