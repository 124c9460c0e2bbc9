import { api, APIRouter, HTTPException } from "django-fastapi-bridge";
import { Order } from "#django/orders";
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

// Open to everybody, to have something to look at: a real shop asks first who is there.
const router = new APIRouter({ prefix: "/orders", tags: ["orders"] });

router.get(
  "",
  {
    summary: "List orders, the newest first",
    args: { status: OrderStatus.optional(), page: Page },
    response: pageOf(OrderSummary).meta({ id: "OrderPage" }),
  },
  async ({ status, page }) => {
    let orders = Order.objects.selectRelated("customer");
    if (status) orders = orders.filter({ status });
    return { total: await orders.count(), items: orders.slice(page.start, page.stop) };
  },
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
    return { ...order, customer: order.customer, items: order.items.selectRelated("book") };
  },
);

api.includeRouter(router);
