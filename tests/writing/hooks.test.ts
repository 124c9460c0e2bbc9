import { expect, test } from "vitest";
import { User } from "#django/accounts";
import { Author, AuthorProfile, Book, EBook, Tag } from "#django/catalog";
import { AuditEntry, Order, OrderItem } from "#django/orders";
import {
  NotUpdated,
  ProtectedError,
  TransactionManagementError,
  WriteNeedsPython,
  atomic,
} from "../../src/orm/index.ts";
import { unavailableBridge } from "../../src/manifest/unavailable-bridge.ts";
import { runtime, setRuntime } from "../../src/orm/runtime.ts";
import { describeShops } from "./support/shops.ts";

let number = 0;
const unique = (word: string): string => `${word}-${(number += 1)}`;

const newBook = async () =>
  Book.objects.create({
    title: "Hooked",
    slug: unique("hooked"),
    author: await Author.objects.create({ name: unique("author") }),
    price: "4.00",
  });
const newOrder = async () =>
  Order.objects.create({
    customer: await User.objects.create({ username: unique("customer"), password: "!" }),
  });

describeShops("write hooks", (shop) => {
  test("are told once, with the reason", async () => {
    await newOrder();
    await newOrder();
    expect(shop.messages()).toEqual([
      "Saving orders.Order runs in Python: post_save receiver orders.receivers.write_audit_entry().",
    ]);
  });

  test("a model's own save() runs, and what it computed is on the instance", async () => {
    const order = await newOrder();
    const item = await order.items.create({ book: await newBook(), unit_price: "2.50", quantity: 3 });
    expect(item).toMatchObject({ total: "7.50", unit_price: "2.50", quantity: 3 });
    item.quantity = 4;
    await item.save();
    expect(item.total).toBe("10.00");
    await order.refreshFromDb();
    expect(order.total).toBe("10.00");
  });

  test("decimals come back in their column's scale, however they were given, and rounded as the database rounds", async () => {
    const order = await newOrder();
    const book = await newBook();
    for (const price of ["2.5", "3", "2.675", "1e1"]) {
      const item = await order.items.create({ book, unit_price: price, quantity: 1 });
      const read = await OrderItem.objects.get({ pk: item.pk });
      expect([item.unit_price, item.total], price).toEqual([read.unit_price, read.total]);
      await item.delete();
    }
  });

  test("signal receivers run: once for making, once for each change", async () => {
    const order = await newOrder();
    order.status = "placed";
    await order.save();
    const entries = await AuditEntry.objects.filter({ order_number: order.number }).orderBy("pk");
    expect(entries.map(({ action, status }) => [action, status])).toEqual([
      ["created", "cart"],
      ["changed", "placed"],
    ]);
  });

  test("a soft-deleting QuerySet.delete(), and delete() of an instance, hide the rows", async () => {
    const [one, other] = [await newBook(), await newBook()];
    expect(await Book.objects.filter({ pk: one.pk }).delete()).toEqual([1, { "catalog.Book": 1 }]);
    expect(await other.delete()).toEqual([1, { "catalog.Book": 1 }]);
    expect(await Book.objects.filter({ pk__in: [one.pk, other.pk] }).count()).toBe(0);
    expect(await Book.all_objects.filter({ pk__in: [one.pk, other.pk] }).count()).toBe(2);
  });

  test('{ hooks: "skip" } is a plain write', async () => {
    const order = await newOrder();
    const entries = AuditEntry.objects.filter({ order_number: order.number });
    order.status = "paid";
    await order.save({ hooks: "skip" });
    expect(await entries.count()).toBe(1);
    expect(await order.delete({ hooks: "skip" })).toEqual([1, { "orders.Order": 1 }]);
    expect(await entries.count()).toBe(1);
    const book = await newBook();
    await Book.objects.filter({ pk: book.pk }).delete({ hooks: "skip" });
    expect(await Book.all_objects.filter({ pk: book.pk }).count()).toBe(0);
  });

  test("update() and bulkCreate() skip them, as in Django", async () => {
    const order = await newOrder();
    await Order.objects.filter({ pk: order.pk }).update({ status: "shipped" });
    await OrderItem.objects.bulkCreate([
      new OrderItem({ order, book: await newBook(), unit_price: "1.00", total: "5.00" }),
    ]);
    await order.refreshFromDb();
    expect(order).toMatchObject({ status: "shipped", total: "0.00" });
    expect(await AuditEntry.objects.filter({ order_number: order.number }).count()).toBe(1);
  });

  test("a cascade that reaches a model with hooks runs in Python: receivers hear of it", async () => {
    const order = await newOrder();
    await order.delete();
    const entries = await AuditEntry.objects.filter({ order_number: order.number }).orderBy("pk");
    expect(entries.map(({ action }) => action)).toEqual(["created", "deleted"]);
  });

  test("Python's ProtectedError is ours", async () => {
    const order = await newOrder();
    const book = await newBook();
    await order.items.create({ book, unit_price: "1.00" });
    // EBook.delete() is the soft one; the plain delete of a book is protected by its order items.
    await expect(book.delete({ hooks: "skip" })).rejects.toThrow(ProtectedError);
    const customer = await User.objects.get({ pk: order.customer_id });
    await expect(customer.delete()).rejects.toThrow("'Order.customer'");
  });

  test("a model without hooks says nothing to Python, and a child has its parent's", async () => {
    await Tag.objects.create({ name: unique("tag"), slug: unique("slug") });
    expect(shop.messages()).toEqual([]);
    const ebook = await EBook.objects.create({
      title: "Soft",
      slug: unique("soft"),
      author: await Author.objects.create({ name: unique("author") }),
      price: "1.00",
      file_size: 1,
    });
    await ebook.delete();
    expect(await Book.all_objects.filter({ pk: ebook.pk }).count()).toBe(1);
  });

  test("a column that Python converts is written by Python, what was changed in place too", async () => {
    const author = await Author.objects.create({ name: unique("author") });
    const profile = await AuthorProfile.objects.create({ author, languages: ["en"] });
    (profile.languages as string[]).push("fr");
    await profile.save();
    const read = await AuthorProfile.objects.get({ pk: profile.pk });
    expect(read.languages).toEqual(["en", "fr"]);
    expect(await AuthorProfile.objects.filter({ pk: profile.pk }).update({ languages: ["de"] })).toBe(1);
    await read.refreshFromDb();
    expect(read.languages).toEqual(["de"]);
    expect(shop.messages().join("\n")).toContain("converts values in Python");
  });

  test("a row that is gone is made again, or told where that is ruled out", async () => {
    const order = await newOrder();
    const again = await Order.objects.get({ pk: order.pk });
    await order.delete({ hooks: "skip" });
    again.status = "paid";
    await expect(again.save({ forceUpdate: true })).rejects.toThrow(NotUpdated);
    await expect(again.save({ updateFields: ["status"] })).rejects.toThrow(NotUpdated);
    await again.save();
    expect(await Order.objects.get({ pk: again.pk })).toMatchObject({ number: again.number, status: "paid" });
  });

  test("in a native block a hook is an error that says what to write; in Python's it runs", async () => {
    await expect(atomic(newOrder)).rejects.toThrow(TransactionManagementError);
    await expect(atomic(newOrder)).rejects.toThrow("atomic(fn, { python: true })");
    const order = await atomic(newOrder, { python: true });
    expect(await Order.objects.filter({ pk: order.pk }).exists()).toBe(true);
  });

  test("without Python the error names the cause", async () => {
    const withPython = runtime();
    setRuntime({ ...withPython, bridge: unavailableBridge("there is none here") });
    try {
      await expect(newOrder()).rejects.toThrow(WriteNeedsPython);
      await expect(newOrder()).rejects.toThrow("post_save receiver orders.receivers.write_audit_entry()");
    } finally {
      setRuntime(withPython);
    }
  });
});
