import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PythonError } from "../../src/errors/python.ts";
import { atomic } from "../../src/orm/transaction/atomic.ts";
import { cache, caches } from "../../src/python/cache.ts";
import { call } from "../../src/python/call.ts";
import { enqueue } from "../../src/python/enqueue.ts";
import { sendMail } from "../../src/python/send-mail.ts";
import { djangoPython } from "../support/python.ts";
import { openFunctionsProject } from "./project.ts";
import type { FunctionsProject } from "./project.ts";

describe.skipIf(djangoPython === null)("Django's services", () => {
  let project: FunctionsProject;
  beforeAll(async () => {
    project = await openFunctionsProject();
  });
  afterAll(() => project.close());

  test("mail goes through the project's backend", async () => {
    const sent = await sendMail({
      subject: "Your order",
      text: "It is on its way.",
      html: "<p>It is on its way.</p>",
      to: ["ann@example.com"],
      replyTo: ["help@example.com"],
      headers: { "X-Order": "5" },
      attachments: [{ filename: "invoice.txt", content: "12.50", mimetype: "text/plain" }],
    });
    expect(sent).toBe(1);
    const [file] = readdirSync(project.folder).filter((name) => name.endsWith(".log"));
    const text = readFileSync(join(project.folder, file as string), "utf8");
    for (const part of [
      "Subject: Your order",
      "From: shop@example.com",
      "To: ann@example.com",
      "Reply-To: help@example.com",
      "X-Order: 5",
      "<p>It is on its way.</p>",
      'filename="invoice.txt"',
    ])
      expect(text).toContain(part);
    expect(await sendMail({ subject: "a", text: "b" })).toBe(0);
  });

  test("the cache is the one that Python sees", async () => {
    expect(await cache.get("basket")).toBe(null);
    expect(await cache.get("basket", "empty")).toBe("empty");
    await cache.set("basket", { books: [1, 2], at: new Date(0) }, { timeout: 60 });
    const read = await call<{ books: number[] }>("django.core.cache.cache.get", ["basket"]);
    expect(read.books).toEqual([1, 2]);
    expect(await cache.get("basket", null, { version: 2 })).toBe(null);
    await cache.set("nothing", null);
    expect([await cache.get("nothing", "fallback"), await cache.has("nothing")]).toEqual([null, true]);
  });

  test("its other methods", async () => {
    expect([await cache.add("n", 1), await cache.add("n", 2)]).toEqual([true, false]);
    expect(await cache.increment("n", 5)).toBe(6);
    expect(await cache.touch("n", { timeout: null })).toBe(true);
    await cache.setMany({ a: 1, b: 2 });
    expect(await cache.getMany(["a", "b", "c"])).toEqual({ a: 1, b: 2 });
    await cache.deleteMany(["a"]);
    expect([await cache.delete("a"), await cache.delete("b")]).toEqual([false, true]);
    let made = 0;
    const value = (): Promise<number> => cache.getOrSet("made", () => Promise.resolve(++made));
    expect([await value(), await value(), made]).toEqual([1, 1, 1]);
    await cache.clear();
    expect(await cache.has("made")).toBe(false);
    await expect(cache.increment("gone")).rejects.toThrow(PythonError);
  });

  test("another one by its alias, and none of that name", async () => {
    await caches("short").set("a", 1);
    expect(await caches("short").get("a")).toBe(null);
    await expect(caches("none").get("a")).rejects.toThrow(PythonError);
  });

  test("a native transaction is in nobody's way", async () => {
    await atomic(async () => {
      await cache.set("inside", 1);
      expect(await cache.get("inside")).toBe(1);
    });
  });

  test("tasks go to their queue, by its own method", async () => {
    expect(await enqueue("shop.tasks.invoice", [7])).toBe("queued 7 None");
    expect(await enqueue("shop.tasks.invoice", { order: 7, copy: "b" })).toBe("queued 7 b");
    await expect(enqueue("shop.functions.noop")).rejects.toThrow(/is no task/);
  });
});
