import { api, APIRouter, HTTPException, loginRequired } from "django-fastapi-bridge";
import { atomic, F, Sum } from "django-fastapi-bridge/orm";
import type { User } from "#django/accounts";
import { Book } from "#django/catalog";
import { Order, OrderItem } from "#django/orders";
import { z } from "zod";
import { Page } from "../catalog/page.ts";
import { pageOf, Problem } from "../catalog/schemas.ts";

const OrderStatus = z.enum(["cart", "placed", "paid", "shipped", "cancelled"]).meta({ id: "OrderStatus" });

const OrderSummary = z
  .object({
    number: z.uuid(),
    status: OrderStatus,
    placed_at: z.iso.datetime({ offset: true }),
    total: z.string(),
    customer: z.object({ id: z.int(), username: z.string() }),
  })
  .meta({ id: "OrderSummary" });

const OrderDetail = OrderSummary.extend({
  paid_at: z.iso.datetime({ offset: true }).nullable(),
  items: z.array(
    z.object({
      book: z.object({ id: z.int(), title: z.string() }),
      quantity: z.int(),
      unit_price: z.string(),
      total: z.string(),
    }),
  ),
}).meta({ id: "OrderDetail" });

const BestSeller = z
  .object({ book_id: z.int(), title: z.string(), author: z.string(), copies: z.int(), revenue: z.string() })
  .meta({ id: "BestSeller" });

const OrderPage = pageOf(OrderSummary).meta({ id: "OrderPage" });

/** An order as `OrderDetail` has it; its lines are read when it is sent. */
const withItems = (order: Order & { readonly customer: User }) => ({
  ...order,
  customer: order.customer,
  items: order.items.selectRelated("book"),
});

// Open to everybody, to have something to look at: a real shop asks first who is there.
const router = new APIRouter({ prefix: "/orders", tags: ["orders"] });

router.get(
  "",
  {
    summary: "List orders, the newest first",
    args: { status: OrderStatus.optional(), page: Page },
    response: OrderPage,
  },
  async ({ status, page }) => {
    let orders = Order.objects.selectRelated("customer");
    if (status) orders = orders.filter({ status });
    return { total: await orders.count(), items: orders.slice(page.start, page.stop) };
  },
);

const NewOrder = z
  .object({
    items: z.array(z.object({ book_id: z.int(), quantity: z.int().min(1).max(100) })).min(1),
    shipping_address: z.record(z.string(), z.string()).default({}),
  })
  .meta({ id: "NewOrder" });

/** The books of an order, nobody else's until it is placed: two customers may want the last one. By id, so that they never wait for each other. */
async function lockBooks(items: z.infer<typeof NewOrder>["items"]): Promise<ReadonlyMap<number, Book>> {
  const ids = items.map(({ book_id }) => book_id);
  const books = await Book.objects.selectForUpdate().filter({ id__in: ids }).orderBy("id");
  return new Map(books.map((book) => [book.id, book]));
}

router.post(
  "",
  {
    summary: "Place an order",
    description:
      "Takes the books from the stock. The line's and the order's totals are computed by `models.py`, which also writes the audit entry.",
    args: { user: loginRequired, order: NewOrder },
    statusCode: 201,
    response: OrderDetail,
    responses: { 409: { description: "A book is not there in this number.", schema: Problem } },
  },
  ({ user, order: { items, shipping_address } }) =>
    // Python's code runs when orders are saved: the transaction is Python's, so that both are in the same one.
    atomic(
      async () => {
        const order = await Order.objects.create({
          customer_id: user.pk,
          status: "placed",
          shipping_address,
        });
        const books = await lockBooks(items);
        for (const { book_id, quantity } of items) {
          const book = books.get(book_id);
          if (book === undefined || book.stock < quantity)
            throw new HTTPException(409, `Book ${book_id} is not there in this number`);
          book.stock -= quantity;
          await book.save();
          // `total` is computed by OrderItem.save() in models.py.
          const line = { order_id: order.pk, book_id, quantity, unit_price: book.price };
          await OrderItem.objects.create(line);
        }
        return Order.objects.selectRelated("customer").get({ id: order.pk });
      },
      { python: true },
    ).then(withItems),
);

router.get(
  "/mine",
  {
    summary: "List one's own orders",
    args: { user: loginRequired, page: Page },
    response: OrderPage,
  },
  async ({ user, page }) => {
    const orders = user.orders.selectRelated("customer");
    return { total: await orders.count(), items: orders.slice(page.start, page.stop) };
  },
);

router.get(
  "/best-sellers",
  {
    summary: "What sells best",
    args: { limit: z.int().min(1).max(50).default(10) },
    response: z.array(BestSeller),
  },
  ({ limit }) =>
    OrderItem.objects
      .filter({ order__status__in: ["paid", "shipped"] })
      .values("book_id")
      .annotate({
        title: F("book__title"),
        author: F("book__author__name"),
        copies: Sum("quantity"),
        revenue: Sum("total"),
      })
      .orderBy("-copies", "book_id")
      .slice(0, limit),
);

router.get(
  "/{number}",
  {
    summary: "Get an order with its lines",
    args: { number: z.uuid() },
    response: OrderDetail,
    responses: { 404: { description: "There is no order of this number.", schema: Problem } },
  },
  async ({ number }) => {
    const order = await Order.objects.selectRelated("customer").filter({ number }).first();
    if (order === null) throw new HTTPException(404, "Order not found");
    return withItems(order);
  },
);

api.includeRouter(router);
