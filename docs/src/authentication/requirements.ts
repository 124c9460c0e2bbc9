import {
  anyOf,
  api,
  APIRouter,
  depends,
  HTTPException,
  permissionRequired,
  staffRequired,
  superuserRequired,
  userPassesTest,
} from "django-fastapi-bridge";
import { Order } from "#django/orders";
import { z } from "zod";

const TheOrder = depends({ number: z.uuid() }, async ({ number }) => {
  const order = await Order.objects.filter({ number }).first();
  if (order === null) throw new HTTPException(404, "Order not found");
  return order;
});

// A test may see what the request is about.
const ownOrder = userPassesTest({ order: TheOrder }, (user, { order }) => order.customer_id === user.pk);

api.get(
  "/orders/{number}",
  { args: { user: anyOf(ownOrder, staffRequired), order: TheOrder } },
  ({ order }) => ({ status: order.status }),
);

// As a value, and as a guard of everything below a router.
const stock = new APIRouter({ prefix: "/stock", dependencies: [permissionRequired("catalog.change_book")] });
stock.get("/report", { args: { user: superuserRequired } }, ({ user }) => user.username);
api.includeRouter(stock);
