import { Author, AuthorProfile, Book } from "#django/catalog";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqliteShop } from "../../../tests/support/shop.ts";
import { shopRuntime } from "../../../tests/support/shop-runtime.ts";
import type { ShopRuntime } from "../../../tests/support/shop-runtime.ts";
import { OperationalError } from "../../errors/database.ts";
import { ConnectionDoesNotExist, DeferredFieldAccess } from "../../errors/orm.ts";
import { isEvaluable } from "../evaluable.ts";
import { isSameRow } from "../instance.ts";
import { observeQueries } from "../observe.ts";
import { setRuntime } from "../runtime.ts";
import { runAsynchronous } from "../synchronous.ts";

let started: ShopRuntime;

beforeAll(async () => {
  started = await shopRuntime(await sqliteShop());
  setRuntime(started.runtime);
});
afterAll(async () => {
  setRuntime(null);
  await started.close();
});

describe("raw()", () => {
  test("gives instances of the model, with what else the SQL selects", async () => {
    const [book] = await Book.objects.raw<{ doubled: number }>(
      "SELECT *, stock * 2 AS doubled FROM catalog_book WHERE id = %s",
      [2],
    );
    expect(book).toBeInstanceOf(Book);
    expect(isSameRow(book as Book, await Book.objects.get({ pk: 2 }))).toBe(true);
    expect(book?.doubled).toBe((book?.stock ?? 0) * 2);
  });

  test("what the SQL leaves out is deferred", async () => {
    const [book] = await Book.objects.raw("SELECT id FROM catalog_book WHERE id = 2");
    expect(() => book?.title).toThrow(DeferredFieldAccess);
    await book?.refreshFromDb("title");
    expect(book?.title).toBe((await Book.objects.get({ pk: 2 })).title);
  });

  test("a changed row is saved: what was read is known", async () => {
    const [author] = await Author.objects.raw("SELECT id, name FROM catalog_author WHERE id = 1");
    let statements = 0;
    const stop = observeQueries(() => (statements += 1));
    await author?.save();
    stop();
    expect(statements).toBe(0);
  });

  test("is lazy, and answered whenever it is asked", async () => {
    const seen: (string | null)[] = [];
    const stop = observeQueries(({ sql }) => seen.push(sql));
    const rows = Book.objects.raw("SELECT id FROM catalog_book WHERE id < %s", [3]);
    expect(seen).toEqual([]);
    const found: unknown[] = [];
    for await (const row of rows) found.push(row.pk);
    for (const row of rows) found.push(row.pk);
    stop();
    expect(found).toEqual([1, 2, 1, 2]);
    // Placeholders, and no values.
    expect(seen).toEqual(Array.from({ length: 2 }, () => "SELECT id FROM catalog_book WHERE id < ?"));
    expect(isEvaluable(rows)).toBe(true);
    expect(() => runAsynchronous(() => [...rows])).toThrow("You cannot call this from an async context");
  });

  test("runs on the database that it is told", async () => {
    const elsewhere = Book.objects.raw("SELECT id FROM catalog_book", [], { using: "elsewhere" });
    await expect(elsewhere).rejects.toThrow(ConnectionDoesNotExist);
    await expect(Book.objects.using("elsewhere").raw("SELECT id FROM catalog_book")).rejects.toThrow(
      ConnectionDoesNotExist,
    );
    expect(await elsewhere.using("default")).not.toEqual([]);
  });

  test("is Python's where it may give values that only Python knows", async () => {
    const executors: string[] = [];
    const stop = observeQueries(({ executor }) => executors.push(executor));
    const [all] = await AuthorProfile.objects.raw("SELECT * FROM catalog_authorprofile ORDER BY author_id");
    await AuthorProfile.objects.raw("SELECT author_id, languages FROM catalog_authorprofile");
    await AuthorProfile.objects.raw("SELECT author_id, count(*) AS n FROM catalog_authorprofile GROUP BY 1");
    stop();
    expect(executors).toEqual(["worker", "worker", "native"]);
    expect(all?.languages).toEqual((await AuthorProfile.objects.get({ pk: all?.pk as number })).languages);
  });

  test("what the database refuses is its error", async () => {
    await expect(Book.objects.raw("SELECT nope FROM catalog_book")).rejects.toThrow(OperationalError);
  });
});
