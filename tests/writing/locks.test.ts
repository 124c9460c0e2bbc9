import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { Book, Tag } from "#django/catalog";
import {
  OperationalError,
  QueryError,
  TransactionManagementError,
  atomic,
  runtime,
} from "../../src/orm/index.ts";
import { djangoPython } from "../support/python.ts";
import { describeShops } from "./support/shops.ts";

const lockTag = (id = 1) => Tag.objects.selectForUpdate().get({ id });

/** Holds rows locked by `lock` until `release()`, in a transaction that then renames the tag. */
async function holding(lock: () => Promise<unknown>, name: string) {
  const release = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const over = atomic(async () => {
    await lock();
    locked.resolve();
    await release.promise;
    await Tag.objects.filter({ id: 1 }).update({ name });
  });
  await Promise.race([locked.promise, over]);
  return {
    async release() {
      release.resolve();
      await over;
    },
  };
}

/** Until a transaction of this database waits for another one's lock. */
async function somebodyWaits(): Promise<void> {
  const waiting =
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  while ((await runtime().database("default").execute(waiting, [])).rows.length === 0) await setTimeout(5);
}

describeShops("selectForUpdate()", (shop) => {
  const postgresOnly = shop.kind === "sqlite" ? test.skip : test;

  test("outside of a transaction it is an error where there are locks", async () => {
    if (shop.kind === "sqlite") expect(await lockTag()).toMatchObject({ id: 1 });
    else await expect(lockTag()).rejects.toThrow(TransactionManagementError);
    await expect(Promise.resolve(Tag.objects.none().selectForUpdate())).resolves.toEqual([]);
    expect(await Tag.objects.selectForUpdate().count()).toBeGreaterThan(0);
  });

  test("who does not wait does not leave rows out either", () => {
    expect(() => Tag.objects.selectForUpdate({ noWait: true, skipLocked: true })).toThrow(QueryError);
  });

  postgresOnly("another transaction waits, and sees what was written", async () => {
    const { release } = await holding(lockTag, "Waited for");
    const other = atomic(async () => (await lockTag()).name);
    await somebodyWaits();
    await release();
    expect(await other).toBe("Waited for");
  });

  postgresOnly("noWait is an error, skipLocked leaves the row out", async () => {
    const { release } = await holding(lockTag, "Locked");
    const noWait = () => Tag.objects.selectForUpdate({ noWait: true }).get({ id: 1 });
    await expect(atomic(noWait)).rejects.toThrow(OperationalError);
    const rest = await atomic(async () =>
      Tag.objects
        .selectForUpdate({ skipLocked: true })
        .orderBy("id")
        .slice(0, 2)
        .valuesList("id", { flat: true }),
    );
    expect(rest).toEqual([2, 3]);
    await release();
  });

  postgresOnly("of locks the rows of these tables alone", async () => {
    const { release } = await holding(
      () =>
        Book.objects
          .selectRelated("author")
          .selectForUpdate({ of: ["author"] })
          .get({ id: 1 }),
      "Of",
    );
    const book = await atomic(async () => Book.objects.selectForUpdate({ noWait: true }).get({ id: 1 }));
    const author = () =>
      Book.objects.selectRelated("author").selectForUpdate({ noWait: true }).get({ id: 1 });
    expect(book.id).toBe(1);
    await expect(atomic(author)).rejects.toThrow(OperationalError);
    await release();
  });

  postgresOnly("updateOrCreate() locks the row that it changes", async () => {
    const { release } = await holding(lockTag, "Changed by another");
    const other = Tag.objects.updateOrCreate({ id: 1 }, { defaults: { slug: "changed-here" } });
    await somebodyWaits();
    await release();
    const [tag, created] = await other;
    // Read before the lock was free, the name would be the old one.
    expect([tag.name, tag.slug, created]).toEqual(["Changed by another", "changed-here", false]);
  });

  test("rows are deleted as if they were not locked", async () => {
    await Tag.objects.create({ name: "Short-lived", slug: "short-lived" });
    const [total] = await Tag.objects.filter({ slug: "short-lived" }).selectForUpdate().delete();
    expect(total).toBe(1);
  });

  test.skipIf(djangoPython === null)("a query that Django runs is locked in its transaction", async () => {
    const recent = Book.recent.selectForUpdate().orderBy("id");
    if (shop.kind === "sqlite") await recent;
    else await expect(recent).rejects.toThrow(TransactionManagementError);
    await atomic(
      async () => {
        const [book] = await recent.slice(0, 1);
        expect(book).toBeDefined();
        if (shop.kind === "sqlite") return;
        // Outside of the block, so on another connection.
        const { rows } = await runtime()
          .database("default")
          .execute("SELECT id FROM catalog_book WHERE id = $1 FOR UPDATE SKIP LOCKED", [book?.id]);
        expect(rows).toEqual([]);
      },
      { python: true },
    );
  });
});
