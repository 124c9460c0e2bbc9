import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FastAPI, HTTPException } from "django-fastapi-bridge";
import {
  atomic,
  F,
  inAtomicBlock,
  IntegrityError,
  onCommit,
  OperationalError,
  setRollback,
  TransactionManagementError,
} from "django-fastapi-bridge/orm";
import { expectQueries, TestClient } from "django-fastapi-bridge/testing";
import { PythonBusy } from "../../src/errors/python.ts";
import { runtime, setRuntime } from "../../src/orm/runtime.ts";
import type { OrmRuntime } from "../../src/orm/runtime.ts";
import { Book, Tag } from "#django/catalog";
import { AuditEntry, Order } from "#django/orders";
import { User } from "#django/accounts";
import { z } from "zod";
import { mariadbCopy, mariadbShop, onMariadb } from "../support/mariadb-shop.ts";
import { shopRuntime } from "../support/shop-runtime.ts";
import type { ShopRuntime } from "../support/shop-runtime.ts";

/* A database that SQL is not written for here: its transactions are Python's, under the same rules as ours. */

class Undone extends Error {}

const shop = await mariadbShop();
const missing = typeof shop === "string" ? shop : null;

describe.skipIf(missing !== null)(`transactions on MariaDB${missing === null ? "" : `: ${missing}`}`, () => {
  let opened: ShopRuntime;
  let copy: Awaited<ReturnType<typeof mariadbCopy>>;
  let count = 0;

  beforeAll(async () => {
    copy = await mariadbCopy();
    opened = await shopRuntime(copy.shop, { workers: 2 });
    setRuntime(opened.runtime);
  });
  afterAll(async () => {
    setRuntime(null);
    await opened.close();
    copy.drop();
  });

  const add = async (name: string): Promise<void> => {
    await Tag.objects.create({ name, slug: `slug-${(count += 1)}` });
  };
  const names = async (prefix: string): Promise<readonly string[]> =>
    Tag.objects.filter({ name__startswith: prefix }).orderBy("name").valuesList("name", { flat: true });
  const undone = async (run: () => Promise<unknown>): Promise<void> => {
    await expect(
      atomic(async () => {
        await run();
        throw new Undone();
      }),
    ).rejects.toThrow(Undone);
  };

  test("what a block wrote is kept when it returns, seen outside only then, and gone when it throws", async () => {
    await atomic(async () => {
      await add("one a");
      expect(inAtomicBlock()).toBe(true);
      expect(await names("one")).toEqual(["one a"]);
      const database = copy.shop.env["EXAMPLE_DATABASE_NAME"] as string;
      const [outside] = onMariadb(`SELECT name FROM \`${database}\`.catalog_tag WHERE name LIKE 'one%'`);
      expect(outside).toEqual([]);
    });
    expect(inAtomicBlock()).toBe(false);
    await undone(() => add("one b"));
    expect(await names("one")).toEqual(["one a"]);
  });

  test("a nested block is undone alone, an error of the database's too", async () => {
    await atomic(async () => {
      await add("two a");
      await undone(() => add("two b"));
      await expect(atomic(() => add("two a"))).rejects.toThrow(IntegrityError);
      await atomic(() => add("two c"));
    });
    expect(await names("two")).toEqual(["two a", "two c"]);
  });

  test("a failure that was caught leaves nothing of the block, as in Django", async () => {
    const ran: string[] = [];
    const answer = await atomic(async () => {
      await add("three a");
      await onCommit(() => ran.push("committed"));
      await expect(add("three a")).rejects.toThrow(IntegrityError);
      await expect(names("three")).rejects.toThrow(TransactionManagementError);
      return "answered";
    });
    expect([answer, await names("three"), ran]).toEqual(["answered", [], []]);
  });

  test("setRollback, durable, blocks side by side, queries that come late", async () => {
    await atomic(async () => {
      await add("four a");
      setRollback(true);
    });
    await expect(atomic(() => atomic(() => add("four b"), { durable: true }))).rejects.toThrow(/durable/);
    let late: Promise<unknown> | null = null;
    await atomic(async () => {
      await Promise.all([
        atomic(() => add("four c")),
        undone(() => add("four d")),
        add("four e"),
        atomic(() => undone(() => add("four f"))),
      ]);
      late = new Promise((resolve) => setTimeout(resolve, 20)).then(() => add("four g"));
    });
    await expect(late).rejects.toThrow(/has ended/);
    expect(await names("four")).toEqual(["four c", "four e"]);
  });

  test("{ python: true } and write hooks: both sides are in the one transaction", async () => {
    const user = await User.objects.first();
    const before = await AuditEntry.objects.count();
    const place = async (): Promise<void> => {
      await Order.objects.create({ customer_id: user?.id as number, status: "placed" });
      expect(await AuditEntry.objects.count()).toBe(before + 1);
      throw new Undone();
    };
    await expect(atomic(place)).rejects.toThrow(Undone);
    await expect(atomic(place, { python: true })).rejects.toThrow(Undone);
    expect(await AuditEntry.objects.count()).toBe(before);
  });

  test("selectForUpdate waits for who holds the row; outside of a block it is an error", async () => {
    const { id } = (await Book.objects.first()) as Book;
    const lock = Book.objects.selectForUpdate().filter({ id });
    await expect((async () => await lock)()).rejects.toThrow(TransactionManagementError);
    const order: string[] = [];
    const held = Promise.withResolvers<undefined>();
    const second = held.promise.then(() =>
      atomic(async () => {
        await lock;
        order.push("second");
      }),
    );
    await atomic(async () => {
      await lock;
      held.resolve(undefined);
      await expect(
        atomic(async () => await Book.objects.selectForUpdate().filter({ id })),
      ).resolves.toHaveLength(1);
      await new Promise((resolve) => setTimeout(resolve, 300));
      order.push("first");
    });
    await second;
    expect(order).toEqual(["first", "second"]);
  });

  test("noWait: somebody else's row is an OperationalError at once", async () => {
    const { id } = (await Book.objects.first()) as Book;
    const held = Promise.withResolvers<undefined>();
    const done = Promise.withResolvers<undefined>();
    const first = atomic(async () => {
      await Book.objects.selectForUpdate().filter({ id });
      held.resolve(undefined);
      await done.promise;
    });
    await held.promise;
    await expect(
      atomic(async () => await Book.objects.selectForUpdate({ noWait: true }).filter({ id })),
    ).rejects.toThrow(OperationalError);
    done.resolve(undefined);
    await first;
  });

  test("a deadlock undoes one of the two as a whole, though its error was caught", async () => {
    const [first = 0, second = 0] = await Tag.objects
      .orderBy("id")
      .valuesList("id", { flat: true })
      .slice(0, 2);
    const arrived = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()] as const;
    const told: unknown[] = [];
    const block = (own: 0 | 1, name: string): Promise<void> =>
      atomic(async () => {
        const [mine, theirs] = own === 0 ? [first, second] : [second, first];
        await add(name);
        await Tag.objects.filter({ id: mine }).update({ slug: `${name}-mine` });
        arrived[own].resolve(undefined);
        await arrived[own === 0 ? 1 : 0].promise;
        await atomic(() => Tag.objects.filter({ id: theirs }).update({ slug: `${name}-theirs` })).catch(
          (error: unknown) => told.push(error),
        );
      });
    await Promise.all([block(0, "seven a"), block(1, "seven b")]);
    expect(told).toEqual([expect.any(OperationalError)]);
    expect(String(told[0])).toMatch(/[Dd]eadlock/);
    const [kept, ...others] = await names("seven");
    expect(others).toEqual([]);
    const slugs = await Tag.objects.filter({ id__in: [first, second] }).valuesList("slug", { flat: true });
    expect(slugs.toSorted()).toEqual([`${kept}-mine`, `${kept}-theirs`]);
  });

  test("50 blocks side by side: each waits for its turn, and nothing is lost", async () => {
    const book = (await Book.objects.first()) as Book;
    await Book.objects.filter({ id: book.id }).update({ stock: 0 });
    await Promise.all(
      Array.from({ length: 50 }, () =>
        atomic(async () => {
          const [row] = await Book.objects.selectForUpdate().filter({ id: book.id });
          await Book.objects.filter({ id: book.id }).update({ stock: (row?.stock ?? 0) + 1 });
        }),
      ),
    );
    expect((await Book.objects.get({ id: book.id })).stock).toBe(50);
    await Promise.all(
      Array.from({ length: 50 }, () =>
        Book.objects.filter({ id: book.id }).update({ stock: F("stock").plus(1) }),
      ),
    );
    expect((await Book.objects.get({ id: book.id })).stock).toBe(100);
  });

  test("rows saved side by side keep each other's columns", async () => {
    const { id } = (await Book.objects.first()) as Book;
    const [one, other_] = [await Book.objects.get({ id }), await Book.objects.get({ id })];
    one.title = "Changed by one";
    other_.pages = 4711;
    await Promise.all([one.save(), other_.save()]);
    expect(await Book.objects.get({ id })).toMatchObject({ title: "Changed by one", pages: 4711 });
  });

  test("reads and writes are counted, as those of our own SQL are", async () => {
    const tag = await expectQueries(2, async () => {
      await add("eight a");
      return Tag.objects.get({ name: "eight a" });
    });
    tag.name = "eight b";
    await expectQueries(1, () => tag.save());
    await expectQueries(1, () => Tag.objects.filter({ id: tag.id }).delete());
  });

  test("{ hooks: 'skip' } cannot be kept where Python writes: an error, not a surprise", async () => {
    const order = (await Order.objects.first()) as Order;
    order.status = "paid";
    const refusal = /"mysql" here\. There, \{ hooks: "skip" \} cannot leave out .*write_audit_entry/;
    await expect(order.save({ hooks: "skip" })).rejects.toThrow(refusal);
    await expect(order.delete({ hooks: "skip" })).rejects.toThrow(/hooks: "skip"/);
    await expect(Order.objects.filter({ id: order.id }).delete({ hooks: "skip" })).rejects.toThrow(/"skip"/);
    await Tag.objects.filter({ id: 1 }).update({ slug: "plain" }, { hooks: "skip" });
    expect((await Tag.objects.get({ id: 1 })).slug).toBe("plain");
  });

  test("no worker is left for a transaction: a 503 that says which setting", async () => {
    const done = Promise.withResolvers<undefined>();
    const holding = [atomic(() => done.promise), atomic(() => done.promise)];
    const error: unknown = await runtime()
      .bridge.pin({ deadline: 100 })
      .catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(PythonBusy);
    expect(String(error)).toMatch(/FASTAPI_WORKER_PROCESSES/);
    // Queries outside of transactions have workers of their own.
    expect(await Book.objects.exists()).toBe(true);
    done.resolve(undefined);
    await Promise.all(holding);
  });

  describe("under ATOMIC_REQUESTS", () => {
    const app = new FastAPI();
    const args = { name: z.string() };
    app.post("/fine/{name}", { args }, ({ name }) => add(name).then(() => ({ atomic: inAtomicBlock() })));
    app.post("/refused/{name}", { args }, async ({ name }) => {
      await add(name);
      throw new HTTPException(409, "no");
    });
    app.post("/caught/{name}", { args }, async ({ name }) => {
      await add(name);
      await add(name).catch(() => undefined);
      return { answered: true };
    });
    app.get("/read/{name}", { args }, ({ name }) => Tag.objects.filter({ name }));
    const client = new TestClient(app, { raiseServerExceptions: false });
    let before: OrmRuntime;

    beforeAll(() => {
      before = runtime();
      const { manifest } = before;
      const database = { ...manifest.databases["default"]!, atomicRequests: true };
      setRuntime({ ...before, manifest: { ...manifest, databases: { default: database } } });
    });
    afterAll(() => setRuntime(before));

    test("what a request wrote stays only if nothing of it fails", async () => {
      expect(await (await client.post("/fine/five a")).json()).toEqual({ atomic: true });
      expect((await client.post("/refused/five b")).status).toBe(409);
      expect(await (await client.post("/caught/five c")).json()).toEqual({ answered: true });
      expect(await names("five")).toEqual(["five a"]);
      expect(await (await client.get("/read/five a")).json()).toHaveLength(1);
    });
  });

  describe("the database goes away", () => {
    /** Ends them, and waits until they have ended. */
    const killConnections = (): void => {
      const database = copy.shop.env["EXAMPLE_DATABASE_NAME"] as string;
      const list = `SELECT id FROM information_schema.processlist WHERE db = '${database}'`;
      for (let [found = []] = onMariadb(list); found.length > 0; [found = []] = onMariadb(list))
        for (const { id } of found)
          try {
            onMariadb(`KILL CONNECTION ${id}`);
          } catch {
            // It ended meanwhile.
          }
    };

    test("in a transaction: an OperationalError, nothing is kept, and the next one works", async () => {
      const block = atomic(async () => {
        await add("six a");
        killConnections();
        await add("six b");
      });
      await expect(block).rejects.toThrow(OperationalError);
      await atomic(() => add("six c"));
      expect(await names("six")).toEqual(["six c"]);
    });

    test("between two queries", async () => {
      expect(await Book.objects.exists()).toBe(true);
      killConnections();
      expect(await Book.objects.exists()).toBe(true);
    });
  });
});
