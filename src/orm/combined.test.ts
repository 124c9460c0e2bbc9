import { Author, Tag } from "#django/catalog";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqliteShop } from "../../tests/support/shop.ts";
import { shopRuntime } from "../../tests/support/shop-runtime.ts";
import type { ShopRuntime } from "../../tests/support/shop-runtime.ts";
import { NotSupportedError } from "../errors/database.ts";
import { QueryError } from "../errors/query.ts";
import { PLANNED } from "./evaluable.ts";
import { Max } from "./functions/aggregates.ts";
import { ModelInstance } from "./instance.ts";
import type { QuerySet } from "./queryset.ts";
import { setRuntime } from "./runtime.ts";

let started: ShopRuntime;

beforeAll(async () => {
  started = await shopRuntime(await sqliteShop());
  setRuntime(started.runtime);
});
afterAll(async () => {
  setRuntime(null);
  await started.close();
});

const tags = () =>
  Tag.objects
    .filter({ id: 1 })
    .orderBy()
    .union(Tag.objects.filter({ id: 2 }).orderBy());
/** As those see it who pass the types by. */
const loose = tags as unknown as () => QuerySet<never, never>;

describe("a combined query", () => {
  test("refuses what Django lets through and then answers wrongly", async () => {
    expect(() => loose().selectForUpdate()).toThrow(
      new NotSupportedError("Calling QuerySet.select_for_update() after union() is not supported."),
    );
    await expect(loose().aggregate({ last: Max("id" as never) } as never)).rejects.toThrow(
      "Calling QuerySet.aggregate() after union() is not supported.",
    );
    await expect(loose().contains({} as never)).rejects.toThrow(NotSupportedError);
  });

  test("exists in a slice where there is a row; Django counts one of a union", async () => {
    expect(await tags().slice(1, 3).exists()).toBe(true);
    expect(await tags().slice(2, 3).exists()).toBe(false);
  });

  test("is made of QuerySets", () => {
    const union = Author.objects.union.bind(Author.objects) as (...others: readonly unknown[]) => unknown;
    for (const wrong of [Author.objects, {}, null, { evaluate: () => [] }])
      expect(() => union(wrong)).toThrow(
        new QueryError("union() takes QuerySets. Of a manager, take all()."),
      );
  });

  test("of a manager is one of its rows", async () => {
    const names = Author.objects.valuesList("id", { flat: true });
    expect(await Author.objects.orderBy().intersection(Author.objects.orderBy().none())).toEqual([]);
    expect(() => Author.objects.union(Author.objects.all())).not.toThrow();
    expect(await names.orderBy().difference(names.orderBy().filter({ id__gt: 1 }))).toEqual([1]);
  });

  test("is planned by prefetching: a join would change its columns", async () => {
    const books = { names: ["title"], exact: true, nested: new Map() };
    const shape = { names: ["name", "books"], exact: true, nested: new Map([["books", books]]) };
    const rows = await tags().orderBy("id")[PLANNED]?.(shape).evaluate();
    expect(rows?.map((row) => Object.keys(ModelInstance.related(row as never) ?? {}))).toEqual([
      ["books"],
      ["books"],
    ]);
    expect(Object.keys(rows?.[0] as object)).toEqual(["id", "name", "slug"]);
  });
});
