import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { api } from "../../src/api/default.ts";
import { TestClient } from "../../src/testing/test-client.ts";
import { djangoPython } from "../support/python.ts";
import { authShop, PASSWORD } from "./auth-shop.ts";
import type { AuthShop } from "./auth-shop.ts";

const TOKEN = "a".repeat(32);

describe.skipIf(djangoPython === null)("the book shop", () => {
  let shop: AuthShop;
  const client = new TestClient(api, { headers: { "x-csrftoken": TOKEN } });

  beforeAll(async () => {
    shop = await authShop();
    await import("../../example/accounts/api.ts");
    await import("../../example/orders/api.ts");
    client.cookies.set("csrftoken", TOKEN);
  });
  afterAll(() => shop.close());

  const order = (book_id: number, quantity: number): Promise<Response> =>
    client.post("/orders", { json: { items: [{ book_id, quantity }] } });
  const stock = (): [number, number] =>
    shop.django(`
from catalog.models import Book
from orders.models import AuditEntry
book = Book.objects.filter(stock__gt=20).order_by("pk").first()
answer = [book.pk, book.stock]`) as [number, number];

  test("a program gets a token, and is its user", async () => {
    const program = new TestClient(api, { enforceCsrfChecks: true });
    const credentials = { username: "customer", password: PASSWORD };
    const obtained = await program.post("/accounts/token", { json: credentials });
    const { access } = (await obtained.json()) as { access: string };
    const me = await program.get("/accounts/me", { headers: { authorization: `Bearer ${access}` } });
    expect(await me.json()).toMatchObject({ username: "customer" });
    expect((await program.get("/accounts/me")).status).toBe(401);
  });

  test("best sellers are Django's", async () => {
    const ours = (await (await client.get("/orders/best-sellers?limit=5")).json()) as object[];
    expect(ours).toEqual(
      shop.django(`
from django.db.models import F, Sum
from orders.models import OrderItem
sold = OrderItem.objects.filter(order__status__in=["paid", "shipped"]).values("book_id")
best = sold.annotate(title=F("book__title"), author=F("book__author__name"), copies=Sum("quantity"), revenue=Sum("total"))
answer = [{**row, "revenue": str(row["revenue"])} for row in best.order_by("-copies", "book_id")[:5]]`),
    );
    expect(ours).toHaveLength(5);
  });

  test("nobody can order", async () => {
    expect((await order(1, 1)).status).toBe(401);
    expect((await client.get("/orders/mine")).status).toBe(401);
  });

  test("a customer logs in and orders: stock is taken, Python computes the totals and writes the audit entry", async () => {
    const credentials = { username: "customer", password: PASSWORD };
    const me = await client.post("/accounts/login", { json: credentials });
    expect([me.status, await me.json()]).toEqual([
      200,
      expect.objectContaining({ username: "customer", tier: "new" }),
    ]);
    // Logging in gives another token.
    const headers = { "x-csrftoken": client.cookies.get("csrftoken") as string };
    const [book, before] = stock();
    const placed = await client.post("/orders", {
      json: { items: [{ book_id: book, quantity: 3 }] },
      headers,
    });
    const detail = (await placed.json()) as {
      number: string;
      total: string;
      items: { unit_price: string; quantity: number }[];
    };
    expect(placed.status, JSON.stringify(detail)).toBe(201);
    expect(detail).toMatchObject({
      status: "placed",
      customer: { username: "customer" },
      items: [{ quantity: 3 }],
    });
    expect(Number(detail.total)).toBeCloseTo(3 * Number(detail.items[0]?.unit_price));
    expect(
      shop.django(
        `
from catalog.models import Book
from orders.models import AuditEntry
answer = [Book.objects.get(pk=given["book"]).stock, AuditEntry.objects.filter(order_number=given["number"], action="created").count()]`,
        { book, number: detail.number },
      ),
    ).toEqual([before - 3, 1]);
    const mine = (await (await client.get("/orders/mine")).json()) as { total: number };
    expect(mine.total).toBe(1);
    // More than there are: nothing of the order is kept.
    const refused = await client.post("/orders", {
      json: {
        items: [
          { book_id: book, quantity: 1 },
          { book_id: 999_999, quantity: 1 },
        ],
      },
      headers,
    });
    expect([refused.status, await refused.json()]).toEqual([
      409,
      { detail: "Book 999999 is not there in this number" },
    ]);
    expect(stock()).toEqual([book, before - 3]);
    expect((await client.post("/accounts/logout", { headers })).status).toBe(204);
    expect((await client.get("/accounts/me")).status).toBe(401);
  });
});
