import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { Book, Review } from "#django/catalog";
import { sqliteShop } from "../../../tests/support/shop.ts";
import { shopRuntime } from "../../../tests/support/shop-runtime.ts";
import type { ShopRuntime } from "../../../tests/support/shop-runtime.ts";
import { FastAPI } from "../../api/fastapi.ts";
import { setRuntime } from "../../orm/runtime.ts";
import { TestClient } from "../../testing/test-client.ts";
import { filterSchema } from "./filter-schema.ts";

let shop: ShopRuntime;
let client: TestClient;
let app: FastAPI;
beforeAll(async () => {
  shop = await shopRuntime(await sqliteShop());
  setRuntime(shop.runtime);
  const filter = filterSchema(Book, {
    lookups: [
      "format",
      "format__in",
      "price__gte",
      "price__range",
      "author",
      "author__name__icontains",
      "tags__slug",
      "published__year",
      "published__isnull",
      "in_print",
      "created__date__lte",
      "reviews__stars__gte" as "review__stars__gte",
    ].map((key) => key.replace("reviews__", "review__")) as never,
    search: ["title", "tags__name"],
    ordering: ["title", "price"],
    defaultOrdering: ["-price"],
  });
  app = new FastAPI();
  app.get(
    "/books",
    { args: { filter }, response: z.array(z.object({ id: z.int(), title: z.string(), price: z.string() })) },
    ({ filter: apply }) => apply(Book.objects),
  );
  client = new TestClient(app);
});
afterAll(async () => {
  setRuntime(null);
  await shop.close();
});

async function ids(query: string): Promise<number[]> {
  const response = await client.get(`/books?${query}`);
  expect(response.status, await response.clone().text()).toBe(200);
  return ((await response.json()) as { id: number }[]).map(({ id }) => id);
}

const sorted = (list: readonly number[]): number[] => list.toSorted((a, b) => a - b);

test.for<[query: string, expected: () => PromiseLike<{ id: number }[]>]>([
  ["format=ebook", () => Book.objects.filter({ format: "ebook" })],
  ["format__in=ebook&format__in=audio", () => Book.objects.filter({ format__in: ["ebook", "audio"] })],
  ["price__gte=20.00", () => Book.objects.filter({ price__gte: "20.00" })],
  ["price__range=5&price__range=10", () => Book.objects.filter({ price__range: ["5", "10"] })],
  ["author=3", () => Book.objects.filter({ author: 3 })],
  ["author__name__icontains=A", () => Book.objects.filter({ author__name__icontains: "a" })],
  [
    "published__year=2020&in_print=true",
    () => Book.objects.filter({ published__year: 2020, in_print: true }),
  ],
  ["published__isnull=true", () => Book.objects.filter({ published__isnull: true })],
  ["review__stars__gte=5", () => Book.objects.filter({ review__stars__gte: 5 }).distinct()],
  ["unknown=1", () => Book.objects.all()],
])("?%s", async ([query, expected]) => {
  const rows = (await expected()).map(({ id }) => id);
  expect(sorted(await ids(query))).toEqual(sorted(rows));
});

describe("search", () => {
  test("each word in any of the columns, no row twice", async () => {
    const one = await Book.objects.filter({ tags__isnull: false }).first();
    const word = one?.title.trim().split(/\s+/)[0] ?? "";
    const found = await ids(`search=${encodeURIComponent(word)}`);
    expect(found).toContain(one?.id);
    expect(new Set(found).size).toBe(found.length);
    expect(found.length).toBeLessThan(await Book.objects.count());
    expect(await ids(`search=${encodeURIComponent(`${word} no-such-word`)}`)).toEqual([]);
  });

  test("words in quotes are one; an empty search is none", async () => {
    expect(await ids(`search=${encodeURIComponent('"HAND OF"')}`)).toHaveLength(
      await Book.objects.filter({ title__icontains: "hand of" }).count(),
    );
    expect(await ids("search=%20")).toHaveLength(await Book.objects.count());
  });
});

describe("ordering", () => {
  test("as it is asked, or as declared; equal rows by primary key", async () => {
    const rows = (query: { values(...names: "id"[]): PromiseLike<{ id: number }[]> }) =>
      query.values("id").then((list) => list.map(({ id }) => id));
    expect(await ids("ordering=price&ordering=-title")).toEqual(
      await rows(Book.objects.orderBy("price", "-title", "pk")),
    );
    expect(await ids("")).toEqual(await rows(Book.objects.orderBy("-price", "pk")));
  });

  test("by nothing else", async () => {
    expect((await client.get("/books?ordering=stock")).status).toBe(422);
  });
});

test("a value of the wrong type is a 422 with the parameter's name", async () => {
  for (const query of ["price__gte=cheap", "format=cassette", "published__year=x", "in_print=perhaps"]) {
    const response = await client.get(`/books?${query}`);
    expect(response.status, query).toBe(422);
    expect(await response.json()).toMatchObject({ detail: [{ loc: ["query", query.split("=")[0]] }] });
  }
});

test("the document has each parameter with its type", () => {
  const { parameters } = (
    app.openapi() as unknown as Record<
      string,
      Record<string, Record<string, { parameters: { name: string; schema: unknown }[] }>>
    >
  )["paths"]?.["/books"]?.["get"] ?? { parameters: [] };
  const names = parameters.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["format__in", "price__gte", "search", "ordering"]));
});

describe("a declaration that is wrong", () => {
  test("is an error that names the choices", () => {
    expect(() => filterSchema(Book, { lookups: ["titel"] as never })).toThrow(
      /catalog\.Book has no "titel".*title/,
    );
    expect(() => filterSchema(Review, { lookups: ["book__titel__in"] as never })).toThrow(
      /catalog\.Book has no "titel"/,
    );
    expect(() => filterSchema(Book, { search: ["titel"] as never })).toThrow(/no "titel"/);
    expect(() => filterSchema(Book, { ordering: ["-titel"] as never })).toThrow(/no "titel"/);
    expect(() => filterSchema(Book, { lookups: ["metadata__has_key"] as never })).toThrow(/not known here/);
  });

  test("and a type error", () => {
    // @ts-expect-error -- catalog.Book has no field or relation 'titel'
    expect(() => filterSchema(Book, { lookups: ["titel__icontains"] })).toThrow();
    // @ts-expect-error -- catalog.Book.title has no lookup 'gtee'
    expect(() => filterSchema(Book, { lookups: ["title__gtee"] })).toThrow();
    // @ts-expect-error -- no such column
    expect(() => filterSchema(Book, { ordering: ["author__nam"] })).toThrow();
    expect(
      filterSchema(Book, { lookups: ["title__icontains", "author__name"], ordering: ["-price"] }),
    ).toBeDefined();
  });
});
