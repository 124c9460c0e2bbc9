import type { Random } from "./random.ts";
import type { Value, Values, Where } from "./steps.ts";

/** What random steps do with a model of the shop. */
export interface ModelPlan {
  readonly label: string;
  /** How often, against the others. */
  readonly weight: number;
  /** A new row's values; a pool of keys makes that some are there already. */
  values(random: Random): Values;
  /** Columns that are changed, and to what. */
  readonly changes: Readonly<Record<string, (random: Random) => Value>>;
  /** Numbers that F() may count up. */
  readonly counters: readonly string[];
  readonly managers: readonly string[];
  where(random: Random): Where;
  /** Unique columns that getOrCreate() looks for; empty: it is not done. */
  readonly unique: readonly string[];
  readonly related: readonly RelatedPlan[];
  /** Django refuses: a child of multi-table inheritance. */
  readonly noBulkCreate?: true;
  /** Its writes run in Python. */
  readonly hooked?: true;
}

export interface RelatedPlan {
  readonly accessor: string;
  readonly target: string;
  readonly methods: readonly ("add" | "remove" | "set" | "clear" | "create")[];
  readonly throughDefaults?: (random: Random) => Values;
  /** Values of a row that create() makes. */
  values?(random: Random): Values;
}

const ROWS = 1000;
const row =
  (of: string) =>
  (random: Random): Value =>
    random.chance(0.5) ? { row: random.below(ROWS), of } : { row: random.below(5), of };
const maybe =
  (value: (random: Random) => Value, nothing = 0.25) =>
  (random: Random): Value =>
    random.chance(nothing) ? null : value(random);
const text =
  (...words: readonly string[]) =>
  (random: Random): Value =>
    `${random.pick(words)}${random.pick(["", "", " ä", "'s", " %", "\\"])}`;
const name =
  (word: string, pool = 40) =>
  (random: Random): Value =>
    `${word}-${random.below(pool)}`;
const number =
  (from: number, to: number) =>
  (random: Random): Value =>
    from + random.below(to - from);
const price = (random: Random): Value => `${random.below(90)}.${random.pick(["0", "5", "25", "99"])}`;
const date = (random: Random): Value =>
  `19${10 + random.below(80)}-0${1 + random.below(9)}-1${random.below(9)}`;
const json = (random: Random): Value => ({
  json: random.pick([{}, { a: 1 }, { a: [1, "two", null], b: { c: true } }, [], "text", 3.5]),
});
const given = (
  random: Random,
  changes: ModelPlan["changes"],
  names: readonly string[],
  others = 0.4,
): Values =>
  Object.fromEntries(
    Object.entries(changes)
      .filter(([key]) => names.includes(key) || random.chance(others))
      .map(([key, make]) => [key, make(random)]),
  );

const manyMethods = ["add", "remove", "set", "clear", "add", "set", "create"] as const;
const METHODS = ["add", "remove", "set", "clear", "create"] as const;

function plan(
  label: string,
  weight: number,
  required: readonly string[],
  changes: ModelPlan["changes"],
  more: Partial<ModelPlan> = {},
): ModelPlan {
  return {
    label,
    weight,
    changes,
    counters: [],
    managers: ["objects"],
    unique: [],
    related: [],
    where: (random) => ({ id__gt: random.below(40), id__lte: 40 + random.below(60) }),
    values: (random) => given(random, changes, required),
    ...more,
  };
}

const tag = plan(
  "catalog.Tag",
  3,
  ["name", "slug"],
  { name: name("tag"), slug: name("tag-slug") },
  {
    unique: ["slug"],
    where: (random) => ({ id: random.below(60) }),
    related: [
      {
        accessor: "related",
        target: "catalog.Tag",
        methods: manyMethods,
        values: (random) => tag.values(random),
      },
      { accessor: "books", target: "catalog.Book", methods: ["add", "remove", "set", "clear"] },
    ],
  },
);

const note = plan("catalog.Note", 2, ["subject", "text"], {
  subject: (random) => row(random.pick(["catalog.Book", "catalog.Author", "catalog.EBook"]))(random),
  text: text("fine", "read again"),
});

const series = plan(
  "catalog.Series",
  2,
  ["name"],
  { name: name("series") },
  {
    where: (random) => ({ id: random.below(12) }),
    related: [{ accessor: "books", target: "catalog.Book", methods: ["add", "remove", "clear", "set"] }],
  },
);

const contribution = plan(
  "catalog.Contribution",
  3,
  ["book", "author", "role"],
  {
    book: row("catalog.Book"),
    author: row("catalog.Author"),
    role: number(1, 5),
    share: (random) => `0.${random.below(9999)}`,
  },
  { unique: ["book", "author", "role"] },
);

const review = plan(
  "catalog.Review",
  3,
  ["book", "reviewer", "stars"],
  {
    book: row("catalog.Book"),
    reviewer: row("accounts.User"),
    // Six stars: the check constraint says no.
    stars: number(1, 7),
    text: text("good", "bad"),
  },
  { counters: [], where: (random) => ({ stars__lt: 2 + random.below(2), id__gt: random.below(100) }) },
);

const bookChanges: ModelPlan["changes"] = {
  title: text("The Dispossessed", "Always Coming Home", "Lavinia"),
  slug: name("book"),
  subtitle: text("", "a novel"),
  isbn: maybe((random) => `97800000000${10 + random.below(30)}`, 0.6),
  author: row("catalog.Author"),
  publisher: maybe(row("catalog.Publisher")),
  series: maybe(row("catalog.Series"), 0.5),
  format: (random) => random.pick(["hardcover", "paperback", "ebook", "audio"]),
  published: maybe(date),
  available_from: maybe((random) => `2001-02-0${1 + random.below(8)}T10:20:30.12345${random.below(9)}+00:00`),
  // Below zero: the check constraint says no.
  price: (random) => (random.chance(0.05) ? "-1.00" : price(random)),
  advance: maybe((random) => `${random.below(9999)}.${1000 + random.below(8999)}`),
  in_print: (random) => random.chance(0.5),
  stock: number(0, 50),
  total_sold: number(0, 20_000),
  rating: maybe((random) => random.below(50) / 10),
  pages: maybe(number(10, 900)),
  listening_time: maybe((random) => `P${random.below(3)}DT0${random.below(9)}H30M0${random.below(9)}S`),
  cover: (random) => random.pick(["", "covers/a.png", "covers/ä b.png"]),
  metadata: json,
};

const book = plan("catalog.Book", 8, ["title", "slug", "author", "price"], bookChanges, {
  managers: ["objects", "all_objects"],
  counters: ["stock", "total_sold"],
  unique: ["slug"],
  where: (random) =>
    random.pick<Where>([
      { author__name__contains: random.pick(["a", "e", "Le"]), stock__gt: random.below(20) },
      { id__gt: random.below(60), in_print: true },
      { tags__name__contains: "s", price__lt: random.below(30) },
    ]),
  related: [
    { accessor: "tags", target: "catalog.Tag", methods: manyMethods, values: (random) => tag.values(random) },
    {
      accessor: "contributors",
      target: "catalog.Author",
      methods: ["add", "set", "remove", "clear"],
      throughDefaults: (random) => ({ role: 1 + random.below(4) }),
    },
    {
      accessor: "notes",
      target: "catalog.Note",
      methods: METHODS,
      values: () => ({ text: "a note" }),
    },
    {
      accessor: "reviews",
      target: "catalog.Review",
      methods: ["add", "create", "set"],
      values: (random) => ({ reviewer: row("accounts.User")(random), stars: 1 + random.below(5) }),
    },
  ],
});

const ebook = plan(
  "catalog.EBook",
  4,
  ["title", "slug", "author", "price", "file_size"],
  { ...bookChanges, file_size: number(1, 9_000_000), drm_free: (random) => random.chance(0.5) },
  {
    noBulkCreate: true,
    unique: ["slug"],
    counters: ["file_size", "stock"],
    where: (random) => ({ file_size__gt: random.below(9_000_000) }),
  },
);

const author = plan(
  "catalog.Author",
  4,
  ["name"],
  {
    name: name("author"),
    born: maybe(date),
    biography: text("", "wrote"),
    mentor: maybe(row("catalog.Author"), 0.5),
  },
  {
    unique: ["name"],
    where: (random) => ({ name__contains: `author-${random.below(10)}` }),
    related: [
      { accessor: "influences", target: "catalog.Author", methods: ["add", "remove", "set", "clear"] },
      {
        accessor: "students",
        target: "catalog.Author",
        methods: METHODS,
        values: (random) => ({ name: name("student")(random) }),
      },
      { accessor: "notes", target: "catalog.Note", methods: METHODS, values: () => ({ text: "about" }) },
      { accessor: "contributed_books", target: "catalog.Book", methods: ["add", "remove", "clear"] },
    ],
  },
);

const publisher = plan(
  "catalog.Publisher",
  3,
  ["name"],
  {
    name: name("publisher", 20),
    country: maybe(row("catalog.Country")),
    founded: maybe(number(1700, 2000)),
    website: text("", "https://example.org"),
  },
  {
    counters: ["founded"],
    unique: ["name"],
    where: (random) => ({ id: random.below(20) }),
    related: [{ accessor: "books", target: "catalog.Book", methods: ["add", "remove", "set", "clear"] }],
  },
);

const country = plan(
  "catalog.Country",
  2,
  ["code", "name"],
  { code: (random) => `Z${random.below(9)}`, name: text("Gethen", "Anarres") },
  { unique: ["code"], where: (random) => ({ code__startswith: random.pick(["Z", "D", "F"]) }) },
);

const coupon = plan(
  "orders.Coupon",
  2,
  ["code", "percent"],
  { code: name("COUPON", 15), percent: number(1, 60), valid_until: maybe(() => "2030-01-01T00:00:00+00:00") },
  { counters: ["percent"], unique: ["code"], where: (random) => ({ id: random.below(12) }) },
);

const order = plan(
  "orders.Order",
  4,
  ["customer"],
  {
    customer: row("accounts.User"),
    status: (random) => random.pick(["cart", "placed", "paid", "shipped"]),
    coupon: maybe(row("orders.Coupon")),
    shipping_address: json,
    paid_at: maybe(() => "2020-05-06T07:08:09.000010+00:00"),
  },
  {
    hooked: true,
    where: (random) => ({ status: random.pick(["cart", "placed"]), id__gt: random.below(30) }),
    related: [
      {
        accessor: "items",
        target: "orders.OrderItem",
        methods: ["create", "add"],
        values: (random) => ({
          book: row("catalog.Book")(random),
          unit_price: price(random),
          quantity: 1 + random.below(4),
        }),
      },
    ],
  },
);

const orderItem = plan(
  "orders.OrderItem",
  4,
  ["order", "book", "unit_price", "quantity"],
  {
    order: row("orders.Order"),
    book: row("catalog.Book"),
    unit_price: price,
    // Zero: the check constraint says no.
    quantity: number(0, 6),
  },
  {
    hooked: true,
    unique: ["order", "book"],
    where: (random) => ({ id__gt: 20 + random.below(100), quantity__gt: 2 }),
  },
);

const user = plan(
  "accounts.User",
  2,
  ["username"],
  {
    username: name("user", 30),
    first_name: text("Ursula", "Shevek"),
    newsletter: (random) => random.chance(0.5),
  },
  {
    counters: ["loyalty_points"],
    unique: ["username"],
    where: (random) => ({ id__gt: 10 + random.below(30) }),
  },
);

export const PLANS: readonly ModelPlan[] = [
  tag,
  note,
  series,
  contribution,
  review,
  book,
  ebook,
  author,
  publisher,
  country,
  coupon,
  order,
  orderItem,
  user,
];
