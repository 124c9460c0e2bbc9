import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Author, Book, Review, Tag } from "#django/catalog";
import { postgresShop, sqliteShop } from "../../../tests/support/shop.ts";
import { shopRuntime } from "../../../tests/support/shop-runtime.ts";
import type { ShopRuntime } from "../../../tests/support/shop-runtime.ts";
import { FastAPI } from "../../api/fastapi.ts";
import { observeQueries } from "../../orm/observe.ts";
import { setRuntime } from "../../orm/runtime.ts";
import { TestClient } from "../../testing/test-client.ts";
import { modelSchema } from "../model-schema/model-schema.ts";
import { cursorPagination } from "./cursor.ts";
import { limitOffsetPagination } from "./limit-offset.ts";
import { pageNumberPagination } from "./page-number.ts";

const shops = { SQLite: await sqliteShop(), PostgreSQL: await postgresShop() };

describe.each(Object.entries(shops))("on %s", (_name, given) => {
  if (typeof given === "string") {
    test.skip(`not run: ${given}`, () => {});
    return;
  }
  let shop: ShopRuntime;
  beforeAll(async () => {
    shop = await shopRuntime(given);
    setRuntime(shop.runtime);
  });
  afterAll(async () => {
    setRuntime(null);
    await shop.close();
  });

  interface Sent {
    readonly items: { readonly id: number }[];
    readonly [key: string]: unknown;
  }
  const get = async (client: TestClient, url: string): Promise<Sent> => {
    const response = await client.get(url);
    expect(response.status, await response.clone().text()).toBe(200);
    return (await response.json()) as Sent;
  };
  const ids = ({ items }: Sent): number[] => items.map(({ id }) => id);
  const BookOut = () => modelSchema(Book, { fields: ["id"], include: { author: { fields: ["name"] } } });

  test("limit and offset: planned rows and their number, in two queries", async () => {
    const Page = limitOffsetPagination({ limit: 7, maxLimit: 10 });
    const app = new FastAPI();
    app.get("/", { args: { page: Page }, response: Page.of(BookOut()) }, ({ page }) => page(Book.objects));
    const client = new TestClient(app);
    const all = await Book.objects.valuesList("id", { flat: true });
    const sql: unknown[] = [];
    const stop = observeQueries((event) => sql.push(event.sql));
    const first = await get(client, "/");
    stop();
    expect(sql).toHaveLength(2);
    expect([ids(first), first["total"]]).toEqual([all.slice(0, 7), all.length]);
    expect(ids(await get(client, "/?limit=5&offset=10"))).toEqual(all.slice(10, 15));
    expect(ids(await get(client, "/?offset=100000"))).toEqual([]);
    for (const wrong of ["limit=11", "limit=0", "offset=-1"])
      expect((await client.get(`/?${wrong}`)).status).toBe(422);
  });

  test("pages of a union, whose related rows are read by one query more", async () => {
    const union = Book.objects
      .filter({ id__lt: 4 })
      .orderBy()
      .union(Book.objects.filter({ id__in: [2, 9] }).orderBy())
      .orderBy("-id");
    const ByOffset = limitOffsetPagination({ limit: 3 });
    const ByNumber = pageNumberPagination({ limit: 3 });
    const app = new FastAPI();
    app.get("/offset", { args: { page: ByOffset }, response: ByOffset.of(BookOut()) }, ({ page }) =>
      page(union),
    );
    app.get("/number", { args: { page: ByNumber }, response: ByNumber.of(BookOut()) }, ({ page }) =>
      page(union),
    );
    const client = new TestClient(app);
    const sql: (string | null)[] = [];
    const stop = observeQueries((event) => sql.push(event.sql));
    const first = await get(client, "/offset");
    stop();
    expect(sql).toHaveLength(3);
    expect([ids(first), first["total"]]).toEqual([[9, 3, 2], 4]);
    expect(ids(await get(client, "/number?page=2"))).toEqual([1]);
  });

  test("without a total nothing is counted", async () => {
    const Page = limitOffsetPagination({ total: false });
    const app = new FastAPI();
    app.get("/", { args: { page: Page }, response: Page.of(BookOut()) }, ({ page }) => page(Book.objects));
    const sql: (string | null)[] = [];
    const stop = observeQueries((event) => sql.push(event.sql));
    expect(Object.keys(await get(new TestClient(app), "/"))).toEqual(["items"]);
    stop();
    expect(sql).toHaveLength(1);
  });

  test("rows without an order get one", async () => {
    const Page = limitOffsetPagination({ limit: 100 });
    const app = new FastAPI();
    app.get(
      "/",
      { args: { page: Page }, response: Page.of(modelSchema(Tag, { fields: ["id"] })) },
      ({ page }) => page(Tag.objects.orderBy()),
    );
    const all = await Tag.objects.orderBy("pk").valuesList("id", { flat: true });
    expect(ids(await get(new TestClient(app), "/"))).toEqual(all);
  });

  test("by number; behind the last is a 404, the first always there", async () => {
    const Page = pageNumberPagination({ limit: 25 });
    const app = new FastAPI();
    const response = Page.of(modelSchema(Book, { fields: ["id"] }), "BookPage");
    app.get("/", { args: { page: Page }, response }, ({ page }) => page(Book.objects));
    app.get("/none", { args: { page: Page }, response }, ({ page }) => page(Book.objects.none()));
    const client = new TestClient(app);
    const all = await Book.objects.valuesList("id", { flat: true });
    const pages = Math.ceil(all.length / 25);
    const last = await get(client, `/?page=${pages}`);
    expect(ids(last)).toEqual(all.slice((pages - 1) * 25));
    expect(last).toMatchObject({ page: pages, pages, total: all.length });
    expect((await client.get(`/?page=${pages + 1}`)).status).toBe(404);
    expect(await get(client, "/none")).toEqual({ page: 1, pages: 1, total: 0, items: [] });
  });

  describe("cursors", () => {
    const walk = async (
      client: TestClient,
      key: "next" | "previous",
      start: string | null,
    ): Promise<number[][]> => {
      const pages: number[][] = [];
      let cursor = start;
      do {
        const page = await get(client, cursor === null ? "/" : `/?cursor=${cursor}`);
        pages.push(ids(page));
        cursor = page[key] as string | null;
      } while (cursor !== null);
      return pages;
    };

    test("go through all rows and back, whatever the direction of the order", async () => {
      for (const [ordering, terms] of [
        [["-written_at"], ["-written_at", "-pk"]],
        [
          ["stars", "-written_at"],
          ["stars", "-written_at", "-pk"],
        ],
        [[], ["-pk"]],
      ] as const) {
        const Page = cursorPagination(Review, { ordering, limit: 9 });
        const app = new FastAPI();
        const response = Page.of(
          modelSchema(Review, { fields: ["id"], include: { book: { fields: ["title"] } } }),
        );
        app.get("/", { args: { page: Page }, response }, ({ page }) => page(Review.objects));
        const client = new TestClient(app);
        const expected = await Review.objects.orderBy(...(terms as never as ["pk"]));
        const pages = await walk(client, "next", null);
        expect(new Set(pages.flat()).size).toBe(expected.length);
        expect(pages.flat()).toHaveLength(expected.length);
        expect(pages.length).toBe(Math.ceil(expected.length / 9));
        let cursor: string | null = null;
        let page: Sent;
        do {
          page = await get(client, cursor === null ? "/" : `/?cursor=${cursor}`);
          cursor = page["next"] as string | null;
        } while (cursor !== null);
        const back = await walk(client, "previous", page["previous"] as string);
        expect([...back.reverse().flat(), ...ids(page)]).toEqual(pages.flat());
      }
    });

    test("the order is the one that was asked", async () => {
      const Page = cursorPagination(Book, { ordering: ["-price", "title"], limit: 100 });
      const app = new FastAPI();
      app.get("/", { args: { page: Page }, response: Page.of(BookOut()) }, ({ page }) => page(Book.objects));
      const all = await Book.objects.orderBy("-price", "title", "-pk").valuesList("price", { flat: true });
      const rows = await Book.objects.inBulk(ids(await get(new TestClient(app), "/")));
      const page = await get(new TestClient(app), "/");
      expect(ids(page).map((id) => rows.get(id)?.price)).toEqual(all);
      expect([page["next"], page["previous"]]).toEqual([null, null]);
    });

    test("anything else is a 422 with its place", async () => {
      const Page = cursorPagination(Book, { ordering: ["-created"] });
      const app = new FastAPI();
      app.get("/", { args: { page: Page }, response: Page.of(BookOut()) }, ({ page }) => page(Book.objects));
      const client = new TestClient(app);
      const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
      for (const cursor of [
        "x",
        "",
        forged([0]),
        forged([0, "yesterday", 1]),
        forged([2, "2020-01-01T00:00:00Z", 1]),
      ]) {
        const response = await client.get(`/?cursor=${cursor}`);
        expect(response.status, cursor).toBe(422);
        expect(await response.json()).toMatchObject({ detail: [{ loc: ["query", "cursor"] }] });
      }
    });

    test("columns that may be null cannot be sorted by", () => {
      // @ts-expect-error -- born may be null
      expect(() => cursorPagination(Author, { ordering: ["born"] })).toThrow(
        /"born" is no column that is never null/,
      );
    });
  });
});
