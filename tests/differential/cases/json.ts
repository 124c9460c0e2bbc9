import { F, Q } from "django-fastapi-bridge/orm";
import { same, sameSet } from "../case.ts";

/** `Book.objects.filter(...)` by the lookup's name, as the keys of its rows. */
function lookup(key: string, python: string, value: unknown) {
  const where = { [key]: value };
  const source = (method: string): string =>
    `Book.objects.${method}(**{${JSON.stringify(key)}: ${python}}).order_by('pk').values_list('pk', flat=True)`;
  return [
    same(source("filter"), ({ Book }) =>
      Book.objects.filter(where).orderBy("pk").valuesList("pk", { flat: true }),
    ),
    same(source("exclude"), ({ Book }) =>
      Book.objects.exclude(where).orderBy("pk").valuesList("pk", { flat: true }),
    ),
  ];
}

/** JSON: paths inside, and what they are compared with. */
export const json = [
  // Values at a path.
  ...lookup("metadata__translated", "True", true),
  ...lookup("metadata__translated", "False", false),
  ...lookup("metadata__translated", "1", 1),
  ...lookup("metadata__original_title", "'Straße'", "Straße"),
  ...lookup("metadata__original_title__exact", "'straße'", "straße"),
  ...lookup("metadata__awards__0", "'Hugo'", "Hugo"),
  ...lookup("metadata__awards__1__iexact", "'NEBULA'", "NEBULA"),
  ...lookup("metadata__awards", "['Hugo', 'Nebula']", ["Hugo", "Nebula"]),
  ...lookup("metadata__awards", "[]", []),
  ...lookup("metadata__awards", "None", null),
  ...lookup("metadata__nope", "None", null),
  ...lookup("metadata__dimensions", "{'height': 190.5, 'width': 125}", { height: 190.5, width: 125 }),
  ...lookup("metadata__dimensions__width", "125", 125),
  ...lookup("metadata__dimensions__width", "'125'", "125"),
  ...lookup("metadata__dimensions__height", "190.5", 190.5),
  ...lookup("metadata__key with space__a.b__1__1__c", "None", null),
  ...lookup("metadata__key with space__a.b__0", "1", 1),
  ...lookup("metadata__key with space__a.b", "[1, [2, {'c': None}]]", [1, [2, { c: null }]]),
  ...lookup("metadata__1", "'list'", "list"),
  ...lookup("metadata__3", "None", null),
  ...lookup("metadata__quote", "'He said \"no\"'", 'He said "no"'),
  ...lookup('metadata__it\'s "quoted" \\', "1", 1),
  ...lookup("author__book__metadata__translated", "True", true),

  // Whether it is there.
  ...lookup("metadata__awards__isnull", "True", true),
  ...lookup("metadata__awards__isnull", "False", false),
  ...lookup("metadata__awards__0__isnull", "False", false),
  ...lookup("metadata__0__isnull", "False", false),
  ...lookup("metadata__isnull", "True", true),
  ...lookup("metadata__has_key", "'awards'", "awards"),
  ...lookup("metadata__has_key", "'a'", "a"),
  ...lookup("metadata__has_key", "'0'", "0"),
  ...lookup("metadata__has_key", "'key with space'", "key with space"),
  ...lookup("metadata__dimensions__has_key", "'width'", "width"),
  ...lookup("metadata__key with space__has_key", "'a.b'", "a.b"),
  ...lookup("metadata__has_keys", "['awards', 'dimensions']", ["awards", "dimensions"]),
  ...lookup("metadata__has_any_keys", "['translated', 'quote']", ["translated", "quote"]),
  ...lookup("metadata__dimensions__has_any_keys", "['depth', 'width']", ["depth", "width"]),

  // One of several.
  ...lookup("metadata__translated__in", "[True, 'x']", [true, "x"]),
  ...lookup("metadata__translated__in", "[None, False]", [null, false]),
  ...lookup("metadata__dimensions__width__in", "[0, 1, '125']", [0, 1, "125"]),
  ...lookup("metadata__awards__in", "[[], ['Hugo', 'Nebula']]", [[], ["Hugo", "Nebula"]]),
  ...lookup("metadata__awards__0__in", "['Hugo', 'Locus']", ["Hugo", "Locus"]),
  ...lookup("metadata__awards__in", "[]", []),
  ...lookup("metadata__in", "[{}, ['a', 'list', 1, None]]", [{}, ["a", "list", 1, null]]),

  // Whole columns.
  ...lookup("metadata", "{}", {}),
  ...lookup("metadata", "['a', 'list', 1, None]", ["a", "list", 1, null]),
  ...lookup("metadata", "None", null),
  ...lookup("metadata__exact", "{'awards': [], 'original_title': 'Straße'}", {
    awards: [],
    original_title: "Straße",
  }),
  ...lookup("metadata__icontains", "'hugo'", "hugo"),

  // PostgreSQL's alone.
  ...lookup("metadata__contains", "{'awards': ['Hugo']}", { awards: ["Hugo"] }),
  ...lookup("metadata__contains", "['a']", ["a"]),
  ...lookup("metadata__dimensions__contains", "{'width': 0}", { width: 0 }),
  ...lookup("metadata__contained_by", "{'translated': False, 'dimensions': {'width': 0, 'height': 1e21}}", {
    translated: false,
    dimensions: { width: 0, height: 1e21 },
  }),
  ...lookup("metadata__awards__contained_by", "['Hugo', 'Nebula', 'Locus']", ["Hugo", "Nebula", "Locus"]),

  // Text inside, and order.
  ...lookup("metadata__original_title__startswith", "'Str'", "Str"),
  ...lookup("metadata__original_title__istartswith", "'STRA'", "STRA"),
  ...lookup("metadata__awards__0__endswith", "'go'", "go"),
  ...lookup("metadata__awards__0__iendswith", "'GO'", "GO"),
  ...lookup("metadata__quote__icontains", "'SAID \"'", 'SAID "'),
  ...lookup("metadata__awards__0__regex", "r'^H.g'", "^H.g"),
  ...lookup("metadata__awards__1__iregex", "r'^neb'", "^neb"),
  ...lookup("metadata__dimensions__width__gt", "100", 100),
  ...lookup("metadata__dimensions__height__gte", "190.5", 190.5),
  ...lookup("metadata__dimensions__width__lt", "1", 1),
  ...lookup("metadata__dimensions__width__lte", "125", 125),
  ...lookup("metadata__original_title__gt", "'S'", "S"),

  // Combined; as a value, an order, a computed column.
  same(
    "Book.objects.filter(Q(metadata__translated=True) | Q(metadata__dimensions__width=0), ~Q(metadata__has_key='quote')).order_by('pk').values_list('pk', flat=True)",
    ({ Book }) =>
      Book.objects
        .filter(
          Q.or({ metadata__translated: true }, { metadata__dimensions__width: 0 }),
          Q.not({ metadata__has_key: "quote" }),
        )
        .orderBy("pk")
        .valuesList("pk", { flat: true }),
  ),
  same("Book.objects.order_by('pk').values('pk', 'metadata__awards', 'metadata__translated')", ({ Book }) =>
    Book.objects.orderBy("pk").values("pk", "metadata__awards", "metadata__translated"),
  ),
  same("Book.objects.order_by('pk').values_list('metadata__dimensions__width', 'metadata__0')", ({ Book }) =>
    Book.objects.orderBy("pk").valuesList("metadata__dimensions__width", "metadata__0"),
  ),
  same(
    "Book.objects.order_by('metadata__dimensions__width', 'pk').values_list('pk', flat=True)",
    ({ Book }) => Book.objects.orderBy("metadata__dimensions__width", "pk").valuesList("pk", { flat: true }),
  ),
  same(
    "Book.objects.annotate(first=F('metadata__awards__0')).filter(first='Hugo').order_by('pk').values('pk', 'first')",
    ({ Book }) =>
      Book.objects
        .annotate({ first: F("metadata__awards__0") })
        .filter({ first: "Hugo" })
        .orderBy("pk")
        .values("pk", "first"),
  ),
  sameSet("Book.objects.values_list('metadata__awards__0', flat=True).distinct()", ({ Book }) =>
    Book.objects.valuesList("metadata__awards__0", { flat: true }).distinct(),
  ),
  same(
    "Author.objects.filter(book__metadata__awards__0='Hugo').order_by('pk').distinct().count()",
    ({ Author }) =>
      Author.objects.filter({ book__metadata__awards__0: "Hugo" }).orderBy("pk").distinct().count(),
  ),
];
