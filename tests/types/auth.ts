import {
  allOf,
  anyOf,
  api,
  depends,
  loginRequired,
  not,
  optionalUser,
  permissionRequired,
  staffRequired,
  userPassesTest,
} from "django-fastapi-bridge";
import type { AnonymousUser, User } from "django-fastapi-bridge";
import { Order } from "#django/orders";
import { z } from "zod";
import { expectType } from "./support/expect.ts";

// The project's own user model: its columns, relations and what users can do.
api.get("/typed/me", { args: { user: loginRequired } }, async ({ user }) => {
  expectType<"new" | "regular" | "gold">()(user.tier);
  expectType<true>()(user.isAuthenticated);
  expectType<boolean>()(await user.hasPerm("catalog.change_book"));
  expectType<number>()(await user.orders.count());
  // @ts-expect-error -- Property 'has_perm' does not exist
  user.has_perm;
});

api.get("/typed/hello", { args: { user: optionalUser } }, ({ user }) => {
  expectType<User | AnonymousUser>()(user);
  if (user.isAuthenticated) expectType<string>()(user.email);
  else expectType<null>()(user.pk);
  // @ts-expect-error -- nobody has no e-mail address
  user.email;
});

const both = allOf(loginRequired, not(staffRequired));
api.get("/typed/both", { args: { user: both } }, ({ user }) => expectType<string>()(user.email));
const either = anyOf(staffRequired, permissionRequired("catalog.change_book"));
api.get("/typed/either", { args: { user: either } }, ({ user }) => expectType<string>()(user.email));

const TheOrder = depends({ number: z.uuid() }, ({ number }) => Order.objects.get({ number }));
const own = userPassesTest({ order: TheOrder }, (user, { order }) => {
  expectType<number>()(order.customer_id);
  return order.customer_id === user.pk;
});
// The path's {number} is declared by the requirement's own arguments.
api.get("/typed/orders/{number}", { args: { user: own } }, ({ user }) => user.pk);
// @ts-expect-error -- The path has {other}: declare it in args
api.get("/typed/orders/{other}", { args: { user: own } }, ({ user }) => user.pk);
api.get(
  "/typed/object/{number}",
  { args: { user: permissionRequired("orders.view_order", { object: TheOrder }) } },
  () => null,
);
