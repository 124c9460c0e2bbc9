import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HttpClient } from "../auth/http-client.ts";
import { DevServer } from "../dev/dev-server.ts";
import { mariadbCopy, mariadbShop, onMariadb } from "../support/mariadb-shop.ts";
import { Severable } from "./severable.ts";
import { EXAMPLE, manage } from "../support/shop.ts";

/* The book shop as users run it, over a MariaDB: TypeScript, Django and its admin on one port. */

const PASSWORD = "correct-horse-9";

const shop = await mariadbShop();
const missing = typeof shop === "string" ? shop : null;

describe.skipIf(missing !== null)(`the example on MariaDB${missing === null ? "" : `: ${missing}`}`, () => {
  let server: DevServer;
  let copy: Awaited<ReturnType<typeof mariadbCopy>>;
  let url: string;
  const way = new Severable(3306);

  beforeAll(async () => {
    copy = await mariadbCopy();
    manage(copy.shop.env, "load_shop", "--size", "60", "--admin-password", PASSWORD);
    await way.open();
    const env = { ...copy.shop.env, EXAMPLE_DATABASE_PORT: String(way.port) };
    server = new DevServer(EXAMPLE, { command: "serve", env });
    url = `http://127.0.0.1:${await server.port()}`;
  });
  afterAll(async () => {
    await server.stop();
    await way.cut();
    copy.drop();
  });

  const json = async (path: string): Promise<unknown> => (await fetch(url + path)).json();

  test("it says once that Python asks the database, and is ready when it answers", async () => {
    await json("/catalog/books?limit=1");
    await json("/catalog/authors?limit=1");
    expect(await json("/-/ready")).toMatchObject({ ready: true, database: "ok", django: "ok" });
    const told = server.output.split("\n").filter((line) => line.includes("is asked in Python"));
    expect(told).toEqual([
      expect.stringContaining('The database \\"default\\" is asked in Python, all of it'),
    ]);
    expect(server.output).not.toContain("runs in Python");
  });

  test("TypeScript and FastAPI answer the same rows", async () => {
    const rows = (await json("/permissions")) as { id: number; name: string }[];
    expect(rows.length).toBeGreaterThan(20);
    expect(await json("/python/permissions")).toEqual(
      rows.map(({ id, name, ...rest }) => ({ id, name, ...rest })),
    );
    expect(await json("/async/permissions")).toEqual(rows);
  });

  test("lists, filters, orders and pages; related rows are planned from the response model", async () => {
    type Page = { count?: number; total?: number; items: { id: number; title: string; price: string }[] };
    const all = (await json(
      "/catalog/books?limit=5&ordering=-price&format__in=ebook&format__in=paperback",
    )) as Page;
    expect(all.items.length).toBe(5);
    const prices = all.items.map(({ price }) => Number(price));
    expect(prices).toEqual(prices.toSorted((one, other) => other - one));
    const [first] = all.items;
    expect(await json(`/catalog/books/${first?.id}`)).toMatchObject({
      title: first?.title,
      price: first?.price,
    });
    expect(await json("/catalog/authors/1")).toHaveProperty("books");
    expect((await fetch(`${url}/catalog/books/999999`)).status).toBe(404);
    expect((await fetch(`${url}/catalog/books/zero`)).status).toBe(422);
    expect(await json("/orders/best-sellers?limit=3")).toHaveLength(3);
  });

  test("who logs in here is logged in at the admin, and logs out of both", async () => {
    const browser = new HttpClient(url);
    await browser.adminLogin("nobody", "wrong");
    expect((await browser.get("/admin/")).status).toBe(302);
    const login = await browser.post("/accounts/login", { username: "admin", password: PASSWORD });
    expect([login.status, await login.json()]).toMatchObject([200, { username: "admin", is_staff: true }]);
    expect((await browser.get("/admin/")).status).toBe(200);
    expect((await browser.get("/admin/catalog/book/")).status).toBe(200);
    expect((await browser.post("/accounts/logout", undefined, { "x-csrftoken": "" })).status).toBe(403);
    expect((await browser.post("/accounts/logout")).status).toBe(204);
    expect((await browser.get("/admin/")).status).toBe(302);
  });

  test("who logs in at the admin is known here; permissions are Django's", async () => {
    const browser = new HttpClient(url);
    expect((await browser.get("/accounts/me")).status).toBe(401);
    expect(await browser.adminLogin("admin", PASSWORD)).toBe(302);
    expect(await (await browser.get("/accounts/me")).json()).toMatchObject({ username: "admin" });
    const token = browser.jar.get("csrftoken") as string;
    const patch = (changes: object): Promise<Response> =>
      browser.send("PATCH", "/catalog/books/1", {
        body: JSON.stringify(changes),
        headers: { "content-type": "application/json", "x-csrftoken": token },
      });
    const changed = await patch({ title: "Renamed by the staff" });
    expect([changed.status, await changed.json()]).toMatchObject([200, { title: "Renamed by the staff" }]);
    const refused = await patch({ price: "-1.00" });
    expect(refused.status).toBe(422);
    expect((await fetch(`${url}/catalog/books/1`, { method: "PATCH", body: "{}" })).status).toBe(401);
  });

  test("an order: the total is Python's, the stock is taken, and what fails leaves nothing", async () => {
    const browser = new HttpClient(url);
    await browser.adminLogin("admin", PASSWORD);
    const database = copy.shop.env["EXAMPLE_DATABASE_NAME"] as string;
    const counts = (): unknown => {
      const counted = (table: string): string => `(SELECT COUNT(*) FROM \`${database}\`.${table})`;
      const [[row] = []] = onMariadb(
        `SELECT ${counted("orders_order")} AS orders, ${counted("orders_orderitem")} AS items, ${counted("orders_auditentry")} AS entries`,
      );
      return row;
    };
    const [[book] = []] = onMariadb(
      `SELECT id, stock FROM \`${database}\`.catalog_book WHERE stock > 20 AND deleted_at IS NULL LIMIT 1`,
    );
    const [id, stock] = [Number(book?.["id"]), Number(book?.["stock"])];
    const placed = await browser.post("/orders", { items: [{ book_id: id, quantity: 3 }] });
    const order = (await placed.json()) as { number: string; total: string; items: { unit_price: string }[] };
    expect(placed.status, JSON.stringify(order)).toBe(201);
    expect(Number(order.total)).toBeCloseTo(3 * Number(order.items[0]?.unit_price));
    expect(await json(`/orders/${order.number}`)).toMatchObject({ total: order.total });
    const before = counts();
    const refused = await browser.post("/orders", {
      items: [
        { book_id: id, quantity: 1 },
        { book_id: 999_999, quantity: 1 },
      ],
    });
    expect([refused.status, counts()]).toEqual([409, before]);
    const [[left] = []] = onMariadb(`SELECT stock FROM \`${database}\`.catalog_book WHERE id = ${id}`);
    expect(Number(left?.["stock"])).toBe(stock - 3);
  });

  test("the database goes away and comes back", async () => {
    expect(await json("/catalog/books?limit=1")).toHaveProperty("items");
    await way.cut();
    const [ready, books] = [await fetch(`${url}/-/ready`), await fetch(`${url}/catalog/books?limit=1`)];
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { ready: false, database: "unreachable", django: "ok" },
    ]);
    expect([books.status, await books.json()]).toMatchObject([500, { detail: "Internal Server Error" }]);
    expect(server.output).toContain("DATABASE_OPERATIONAL");
    await way.open();
    expect(await json("/-/ready")).toMatchObject({ ready: true, database: "ok" });
    expect(await json("/catalog/books?limit=1")).toHaveProperty("items");
  });
});
