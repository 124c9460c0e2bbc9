// Models and functions of orders, written by `django-fastapi generate`. Edits here are lost: change the models in Python.
// django-fastapi digest 2eac080ff698fac9

import { pythonFunction } from "django-fastapi-bridge";
import { model } from "django-fastapi-bridge/orm";
import type {
  BigAutoField,
  CharField,
  DateTimeField,
  DecimalField,
  ForeignKey,
  GenericIPAddressField,
  Instance,
  JSONField,
  Manager,
  ManyRelatedManager,
  ManyToMany,
  ModelType,
  PositiveIntegerField,
  PositiveSmallIntegerField,
  RelatedManager,
  ReverseForeignKey,
  UUIDField,
} from "django-fastapi-bridge/orm";
import type { UserModel } from "./accounts.ts";
import type { BookModel } from "./catalog.ts";

/** Coupon: table orders_coupon. */
export const Coupon = model<CouponModel>("orders.Coupon");
export type Coupon = Instance<CouponModel>;
export interface CouponModel extends ModelType {
  label: "orders.Coupon";
  pk: "id";
  fields: {
    id: BigAutoField;
    code: CharField;
    percent: PositiveSmallIntegerField;
    valid_until: DateTimeField | null;
  };
  relations: { order: ReverseForeignKey<OrderModel> };
  accessors: { order_set: RelatedManager<OrderModel> };
  managers: { objects: Manager<CouponModel> };
  required: "code" | "percent";
  readOnly: "id";
}

/** Order: table orders_order. */
export const Order = model<OrderModel>("orders.Order");
export type Order = Instance<OrderModel>;
export interface OrderModel extends ModelType {
  label: "orders.Order";
  pk: "id";
  fields: {
    id: BigAutoField;
    number: UUIDField;
    customer_id: UserModel["fields"]["id"];
    /** "cart": In the cart */
    status: CharField<"cart" | "placed" | "paid" | "shipped" | "cancelled">;
    coupon_id: CouponModel["fields"]["code"] | null;
    shipping_address: JSONField;
    placed_at: DateTimeField;
    paid_at: DateTimeField | null;
    total: DecimalField;
  };
  relations: {
    customer: ForeignKey<UserModel>;
    coupon: ForeignKey<CouponModel, "code"> | null;
    books: ManyToMany<BookModel>;
    item: ReverseForeignKey<OrderItemModel>;
  };
  accessors: {
    books: ManyRelatedManager<BookModel>;
    items: RelatedManager<OrderItemModel>;
  };
  managers: { objects: Manager<OrderModel> };
  required: "customer_id";
  readOnly: "id" | "number" | "total";
}

/** Order item: table orders_orderitem. */
export const OrderItem = model<OrderItemModel>("orders.OrderItem");
export type OrderItem = Instance<OrderItemModel>;
export interface OrderItemModel extends ModelType {
  label: "orders.OrderItem";
  pk: "id";
  fields: {
    id: BigAutoField;
    order_id: OrderModel["fields"]["id"];
    book_id: BookModel["fields"]["id"];
    unit_price: DecimalField;
    quantity: PositiveIntegerField;
    total: DecimalField;
  };
  relations: {
    order: ForeignKey<OrderModel>;
    book: ForeignKey<BookModel>;
  };
  managers: { objects: Manager<OrderItemModel> };
  required: "order_id" | "book_id" | "unit_price";
  readOnly: "id" | "total";
}

/** Audit entry: table orders_auditentry. */
export const AuditEntry = model<AuditEntryModel>("orders.AuditEntry");
export type AuditEntry = Instance<AuditEntryModel>;
export interface AuditEntryModel extends ModelType {
  label: "orders.AuditEntry";
  pk: "id";
  fields: {
    id: BigAutoField;
    action: CharField;
    order_number: UUIDField;
    status: CharField;
    ip_address: GenericIPAddressField | null;
    written_at: DateTimeField;
  };
  managers: { objects: Manager<AuditEntryModel> };
  required: "action" | "order_number" | "status";
  readOnly: "id";
}

/** Python's orders.functions.QuoteLine, as it is passed. */
export interface QuoteLineInput {
  book: number;
  quantity?: number | undefined;
}

/** Python's orders.functions.Quote. */
export interface Quote {
  subtotal: string;
  discount: string;
  total: string;
}

/** Python functions of orders, exposed by `@django_fastapi.expose`. */
export const functions = {
  /** What these books cost together, less what the coupon takes off. */
  quote: pythonFunction<
    [lines: readonly QuoteLineInput[], options?: { coupon?: string | null | undefined }],
    Quote
  >("orders.functions.quote", "lines, *, coupon"),
};
