import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TransactionManagementError } from "../../src/errors/transaction.ts";
import { connectionFor } from "../../src/orm/connections.ts";
import { setRuntime } from "../../src/orm/runtime.ts";
import { atomic } from "../../src/orm/transaction/atomic.ts";
import { onCommit } from "../../src/orm/transaction/on-commit.ts";
import { pythonSession } from "../../src/orm/transaction/python-session.ts";
import { Author, Book, Tag } from "#django/catalog";
import { djangoPython } from "../support/python.ts";
import { shopRuntime } from "../support/shop-runtime.ts";
import type { ShopRuntime } from "../support/shop-runtime.ts";
import { postgresShop, sqliteShop } from "../support/shop.ts";
import type { Shop } from "../support/shop.ts";

class Undone extends Error {}

const shops: { name: string; shop: Shop }[] = [{ name: "sqlite", shop: await sqliteShop({ copy: true }) }];
const postgres = await postgresShop();
if (typeof postgres === "string") test.skip(`postgresql: ${postgres}`, () => undefined);
else shops.push({ name: "postgresql", shop: postgres });

/** Runs in a transaction that leaves nothing behind. */
const undone = (run: () => Promise<void>, python = true): Promise<void> =>
  atomic(
    async () => {
      await run();
      throw new Undone();
    },
    { python },
  ).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });

describe.skipIf(djangoPython === null).each(shops)("a transaction of Python's: $name", ({ shop }) => {
  let opened: ShopRuntime;
  beforeAll(async () => {
    opened = await shopRuntime(shop);
    setRuntime(opened.runtime);
  });
  afterAll(async () => {
    setRuntime(null);
    await opened.close();
  });

  test("rows read on Python's cursor are the rows of our own driver", async () => {
    const read = async (): Promise<unknown> => ({
      books: await Book.objects.orderBy("id").selectRelated("author"),
      values: await Book.objects.orderBy("id").values(),
      count: await Book.objects.filter({ price__gt: "10" }).count(),
      json: await Book.objects
        .filter({ metadata__has_key: "awards", metadata__awards__0__icontains: "u" })
        .orderBy("id")
        .values("id", "metadata__awards", "metadata__it's 100%?"),
      keys: await Book.objects
        .filter({ metadata__has_any_keys: ["quote", "translated"] })
        .orderBy("id")
        .valuesList("id"),
      union: await Author.objects
        .orderBy()
        .filter({ id__lt: 3 })
        .union(Author.objects.orderBy().filter({ id: 9 }))
        .orderBy("-id"),
      raw: await Book.objects.raw(
        "SELECT * FROM catalog_book WHERE id < %s OR title LIKE '%%?%%' ORDER BY id",
        [9],
      ),
    });
    const native = await read();
    await undone(async () => {
      expect(await read()).toEqual(native);
    });
  });

  test("Python and we see each other's rows, nobody else does, and a rollback undoes both", async () => {
    const name = `Somebody ${Date.now()}`;
    const { dialect } = connectionFor("default");
    const table = dialect.quoteName("catalog_author");
    await undone(async () => {
      const author = await Author.objects.orderBy("id").first();
      const placeholder = dialect.placeholder(1);
      await connectionFor("default").execute(
        `UPDATE ${table} SET name = ${placeholder} WHERE id = ${author!.id}`,
        [name],
      );
      const session = pythonSession("default", "The test asks Python");
      const saved = await session.request("save", {
        model: "catalog.Author",
        using: "default",
        pk: author!.id,
        adding: false,
        values: { biography: name },
        updateFields: null,
        forceInsert: false,
        forceUpdate: false,
      });
      expect(saved.values?.["name"]).toBe(name);
      expect(await Author.objects.get({ biography: name })).toMatchObject({ id: author!.id, name });
    });
    expect(await Author.objects.filter({ name }).exists()).toBe(false);
  });

  test("savepoints are undone alone", async () => {
    const { dialect } = connectionFor("default");
    const table = dialect.quoteName("catalog_tag");
    const rename = (name: string): unknown =>
      connectionFor("default").execute(`UPDATE ${table} SET name = '${name}' WHERE id = 1`, []);
    const nameNow = async (): Promise<unknown> =>
      (await connectionFor("default").execute(`SELECT name FROM ${table} WHERE id = 1`, [])).rows[0]?.[0];
    await undone(async () => {
      await rename("first");
      await atomic(async () => {
        await rename("second");
        throw new Undone();
      }).catch(() => undefined);
      expect(await nameNow()).toBe("first");
      await expect(
        atomic(() => connectionFor("default").execute("SELECT * FROM nowhere", [])),
      ).rejects.toThrow();
      expect(await nameNow()).toBe("first");
    });
  });

  test("a failure that was caught: nothing of the block is kept, quietly, and its callbacks are forgotten", async () => {
    const ran: string[] = [];
    const name = `Kept out ${Date.now()}`;
    const fails = (): Promise<unknown> =>
      pythonSession("default", "The test asks Python").request("save", {
        model: "catalog.Tag",
        using: "default",
        pk: null,
        adding: true,
        values: { name, slug: null },
        updateFields: null,
        forceInsert: true,
        forceUpdate: false,
      });
    const caught = async (): Promise<string> => {
      await Tag.objects.create({ name, slug: `${Date.now()}` });
      await onCommit(() => ran.push(name));
      await expect(fails()).rejects.toThrow();
      return "answered";
    };
    expect(await atomic(caught, { python: true })).toBe("answered");
    await undone(async () => {
      expect(await atomic(caught)).toBe("answered");
      // The savepoint alone was undone.
      expect(await Tag.objects.filter({ name }).exists()).toBe(false);
    });
    expect(await Tag.objects.filter({ name }).exists()).toBe(false);
    expect(ran).toEqual([]);
  });

  test("in a native block, what needs Python says how to get it", async () => {
    await undone(async () => {
      expect(() => pythonSession("default", "Saving catalog.Book runs Python: it overrides save()")).toThrow(
        TransactionManagementError,
      );
      await expect(atomic(() => undefined, { python: true })).rejects.toThrow(/python: true/);
      await expect(Book.recent.all().count()).rejects.toThrow(TransactionManagementError);
    }, false);
  });

  test("a query that is not compiled runs in the worker of the transaction", async () => {
    await undone(async () => {
      const before = await Book.recent.all().count();
      await connectionFor("default").execute("DELETE FROM catalog_book_tags", []);
      await connectionFor("default").execute("UPDATE catalog_book SET stock = 0", []);
      expect(before).toBeGreaterThan(0);
      expect(await Book.recent.filter({ stock__gt: 0 }).count()).toBe(0);
    });
    expect(await Book.recent.filter({ stock__gt: 0 }).count()).toBeGreaterThan(0);
  });
});
