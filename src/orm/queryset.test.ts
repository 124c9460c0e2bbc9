import { inspect } from "node:util";
import { Author, Book, EBook, Review } from "#django/catalog";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqliteShop } from "../../tests/support/shop.ts";
import { shopRuntime } from "../../tests/support/shop-runtime.ts";
import type { ShopRuntime } from "../../tests/support/shop-runtime.ts";
import {
  DeferredFieldAccess,
  MultipleObjectsReturned,
  ObjectDoesNotExist,
  RelationNotLoaded,
  SynchronousOnlyOperation,
} from "../errors/orm.ts";
import { QueryError } from "../errors/query.ts";
import { isPromiseLike } from "../util/maybe-promise.ts";
import { isEvaluable } from "./evaluable.ts";
import { F } from "./functions/f.ts";
import { isSameRow } from "./instance.ts";
import { observeQueries } from "./observe.ts";
import { Prefetch } from "./prefetch-lookup.ts";
import { prefetchRelatedObjects } from "./prefetch-related-objects.ts";
import { Q } from "./q.ts";
import { isQuerySet } from "./queryset.ts";
import { setRuntime } from "./runtime.ts";
import { allowSynchronous, runAsynchronous } from "./synchronous.ts";

let started: ShopRuntime;

beforeAll(async () => {
  started = await shopRuntime(await sqliteShop());
  setRuntime(started.runtime);
});
afterAll(async () => {
  setRuntime(null);
  await started.close();
});

/** How many queries some code makes. */
async function queriesOf(code: () => unknown): Promise<number> {
  let count = 0;
  const stop = observeQueries(() => (count += 1));
  try {
    await code();
  } finally {
    stop();
  }
  return count;
}

describe("a QuerySet", () => {
  test("is lazy: nothing is asked before it is awaited", async () => {
    expect(await queriesOf(() => void Book.objects.filter({ stock: 1 }).orderBy("title").slice(0, 5))).toBe(
      0,
    );
    expect(await queriesOf(async () => await Book.objects.filter({ stock: 1 }))).toBe(1);
  });

  test("is immutable", async () => {
    const all = Book.objects.orderBy("pk");
    const first = all.slice(0, 3);
    expect(first.tree).not.toBe(all.tree);
    expect((await all).length).toBe(56);
    expect((await first).length).toBe(3);
  });

  test("reads anew each time: one that stays at module level is never stale", async () => {
    const kept = Book.objects.filter({ pk: 1 });
    expect(
      await queriesOf(async () => {
        await kept;
        await kept;
      }),
    ).toBe(2);
  });

  test("needs no promise where the database is synchronous", () => {
    const rows = Book.objects.selectRelated("author").prefetchRelated("reviews").slice(0, 3).evaluate();
    expect(isPromiseLike(rows)).toBe(false);
  });

  test("is known to the API layer", () => {
    expect(isQuerySet(Book.objects.all())).toBe(true);
    expect(isEvaluable(Book.objects.all())).toBe(true);
    expect(isQuerySet(Book.objects)).toBe(false);
    expect(isEvaluable({})).toBe(false);
  });

  test("rejects where it is awaited, not where it is made", async () => {
    const wrong = Book.objects.filter({ ["nope" as string]: 1 });
    await expect(wrong).rejects.toThrow("Cannot resolve keyword 'nope' into field.");
  });

  test("a condition that is undefined is an error, never all rows", () => {
    const missing: { isbn?: string } = {};
    expect(() => Book.objects.filter({ isbn: missing.isbn as string })).toThrow(
      'The lookup "isbn" is undefined.',
    );
  });

  test("explains which executor runs it", async () => {
    expect(await Book.objects.filter({ pk: 1 }).explain()).toMatch(
      /^native\nSELECT [\s\S]+ SEARCH catalog_book/,
    );
  });
});

describe("what cannot be changed once a slice was taken", () => {
  const sliced = (): typeof some => some;
  const some = Book.objects.slice(0, 5);

  test.each<[string, () => unknown]>([
    ["Cannot filter a query once a slice has been taken.", () => sliced().filter({ pk: 1 })],
    ["Cannot filter a query once a slice has been taken.", () => sliced().exclude({ pk: 1 })],
    ["Cannot reorder a query once a slice has been taken.", () => sliced().orderBy("pk")],
    ["Cannot reverse a query once a slice has been taken.", () => sliced().reverse()],
    ["Cannot create distinct fields once a slice has been taken.", () => sliced().distinct("title")],
    ["Negative indexing is not supported.", () => sliced().slice(-1)],
    [
      "Cannot call only() after .values() or .values_list()",
      () => Book.objects.values("title").only("title"),
    ],
  ])("%s", (message, call) => {
    expect(call).toThrow(QueryError);
    expect(call).toThrow(message);
  });

  test("first() on a slice keeps its order; the last of it has none", async () => {
    expect((await Book.objects.orderBy("-pk").slice(2, 5).first())?.pk).toBe(58);
    await expect(sliced().last()).rejects.toThrow("Cannot reverse a query once a slice has been taken.");
    await expect(sliced().latest()).rejects.toThrow("Cannot change a query once a slice has been taken.");
    await expect(sliced().inBulk([1])).rejects.toThrow("Cannot use 'limit' or 'offset' with in_bulk().");
  });
});

describe("get()", () => {
  test("throws the errors of its own model", async () => {
    const missing: unknown = await Book.objects.get({ pk: -1 }).catch((error: unknown) => error);
    expect(missing).toBeInstanceOf(Book.DoesNotExist);
    expect(missing).toBeInstanceOf(ObjectDoesNotExist);
    expect(missing).not.toBeInstanceOf(Author.DoesNotExist);
    expect((missing as Error).message).toBe("Book matching query does not exist.");

    const several: unknown = await Book.objects.get({ title: "Ties" }).catch((error: unknown) => error);
    expect(several).toBeInstanceOf(Book.MultipleObjectsReturned);
    expect(several).toBeInstanceOf(MultipleObjectsReturned);
    expect((several as Error).message).toBe("get() returned more than one Book -- it returned 3!");
  });

  test("reads no more rows than it takes to count them", async () => {
    await expect(Book.objects.get()).rejects.toThrow("it returned more than 20!");
  });
});

describe("iterating", () => {
  test("for await reads in pages, and prefetches each", async () => {
    const seen: number[] = [];
    const queries = await queriesOf(async () => {
      for await (const book of Book.objects
        .orderBy("pk")
        .prefetchRelated("reviews")
        .iterator({ chunkSize: 20 }))
        seen.push((await book.reviews.all()).length);
    });
    expect(seen.length).toBe(56);
    // One stream, and the reviews of three pages.
    expect(queries).toBe(4);
  });

  test("for ... of is there on SQLite", () => {
    const titles: string[] = [];
    for (const book of Book.objects.filter({ title: "Ties" })) titles.push(book.title);
    expect(titles).toEqual(["Ties", "Ties", "Ties"]);
  });

  test("but not inside an asynchronous handler", async () => {
    await runAsynchronous(async () => {
      await Promise.resolve();
      expect(() => [...Book.objects.all()]).toThrow(SynchronousOnlyOperation);
      expect(() => [...Book.objects.all()]).toThrow("You cannot call this from an async context");
      expect(allowSynchronous(() => [...Book.objects.all()].length)).toBe(56);
    });
  });

  test("and not on a database that answers later", () => {
    setRuntime({ ...started.runtime, synchronous: false });
    expect(() => [...Book.objects.all()]).toThrow('Use "for await", or await it.');
    setRuntime(started.runtime);
  });
});

describe("rows", () => {
  test("are instances of their model, in Python's sense", async () => {
    const ebook = await EBook.objects.get({ pk: 1 });
    expect(ebook).toBeInstanceOf(EBook);
    expect(ebook).toBeInstanceOf(Book);
    expect(ebook).not.toBeInstanceOf(Author);
    expect(String(ebook)).toBe("EBook object (1)");
    expect(ebook.constructor).toBe(EBook);
  });

  test("say which are the same", async () => {
    const [one, again, other] = [
      await Book.objects.get({ pk: 1 }),
      await Book.objects.only("title").get({ pk: 1 }),
      await Book.objects.get({ pk: 2 }),
    ];
    expect(isSameRow(one as never, again as never)).toBe(true);
    expect(isSameRow(one as never, other as never)).toBe(false);
  });

  test("are their columns in JSON", async () => {
    const book = await Book.objects.selectRelated("author").get({ pk: 1 });
    const json = JSON.parse(JSON.stringify(book)) as Record<string, unknown>;
    expect(json).toMatchObject({ id: 1, title: "The Left Hand of Darkness", author_id: 1, price: "0.00" });
    expect(json["created"]).toBe("2024-01-01T09:01:00.001001Z");
    expect(json).not.toHaveProperty("author");
    expect(Object.keys(book)).toEqual(Object.keys(json));
  });

  test("throw for what was left out, until it is read", async () => {
    const book = (await Book.objects.only("title").get({ pk: 1 })) as Book;
    expect(() => book.price).toThrow(DeferredFieldAccess);
    expect(() => book.price).toThrow('await row.refreshFromDb("price")');
    await book.refreshFromDb("price");
    expect(book.price).toBe("0.00");
    expect(() => book.stock).toThrow(DeferredFieldAccess);
  });

  test("throw for a relation that was not read, and read it when asked", async () => {
    const book = await Book.objects.get({ pk: 1 });
    expect(() => (book as unknown as { author: unknown }).author).toThrow(RelationNotLoaded);
    expect(() => (book as unknown as { author: unknown }).author).toThrow(
      'Add selectRelated("author") to the query',
    );
    const author = await book.related("author");
    expect(author.name).toBe("Ursula K. Le Guin");
    expect(await queriesOf(() => book.related("author"))).toBe(0);
    expect((book as unknown as { author: unknown }).author).toBe(author);
  });

  test("a relation without a row is null, and nobody asks for it", async () => {
    const book = await Book.objects.filter({ publisher: null }).first();
    expect((book as unknown as { publisher: unknown }).publisher).toBeNull();
    expect(await queriesOf(() => book?.related("publisher"))).toBe(0);
  });

  test("refreshFromDb() forgets related rows, and says when the row is gone", async () => {
    const book = await Book.objects.selectRelated("author").get({ pk: 1 });
    await book.refreshFromDb();
    expect(() => book.author).toThrow(RelationNotLoaded);
    Object.assign(book, { id: -1 });
    await expect(book.refreshFromDb()).rejects.toThrow(Book.DoesNotExist);
  });

  test("related() refuses what leads to several rows, and what leads nowhere", async () => {
    const book = await Book.objects.get({ pk: 1 });
    const related = book.related.bind(book) as (name: string) => Promise<unknown>;
    await expect(related("reviews")).rejects.toThrow("leads to several rows: await row.reviews.all()");
    await expect(related("nope")).rejects.toThrow("Cannot find 'nope' on Book object. Choices are:");
  });
});

describe("prefetchRelated()", () => {
  test.each<[string, () => PromiseLike<unknown>, number]>([
    ["nothing", () => Book.objects.all(), 1],
    ["a reverse foreign key", () => Book.objects.prefetchRelated("reviews"), 2],
    ["a foreign key", () => Book.objects.prefetchRelated("author"), 2],
    ["many-to-many", () => Book.objects.prefetchRelated("tags"), 2],
    ["many-to-many, from the other side", () => Author.objects.prefetchRelated("contributed_books"), 2],
    ["two hops", () => Author.objects.prefetchRelated("books__reviews"), 3],
    [
      "two paths with a common start",
      () => Author.objects.prefetchRelated("books__tags", "books__reviews"),
      4,
    ],
    ["a generic relation", () => Book.objects.prefetchRelated("notes"), 2],
    ["of no rows", () => Book.objects.filter({ pk: -1 }).prefetchRelated("reviews__reviewer"), 1],
    ["nothing after all", () => Book.objects.prefetchRelated("reviews").prefetchRelated(null), 1],
    ["only what is used", () => Book.objects.prefetchRelated("reviews").values("title"), 1],
  ])("%s", async (_name, query, count) => {
    expect(await queriesOf(query)).toBe(count);
  });

  test("its rows answer without another query, and know whose they are", async () => {
    const [book] = await Book.objects.filter({ pk: 1 }).prefetchRelated("reviews");
    expect(
      await queriesOf(async () => {
        const reviews = await book?.reviews.all();
        expect(reviews?.map((review) => (review as unknown as { book: unknown }).book)).toEqual([book, book]);
        expect(await book?.reviews.count()).toBe(2);
        expect(await book?.reviews.exists()).toBe(true);
      }),
    ).toBe(0);
    expect(await queriesOf(async () => await book?.reviews.filter({ stars: 2 }))).toBe(1);
  });

  test("rows of a related manager know the instance without a query", async () => {
    const book = await Book.objects.get({ pk: 1 });
    const [review] = await book.reviews.orderBy("pk");
    expect(await queriesOf(() => review?.related("book"))).toBe(0);
    expect(await review?.related("book")).toBe(book);
  });

  test("refuses what makes no sense, in Django's words", async () => {
    await expect(Book.objects.prefetchRelated("nope" as never)).rejects.toThrow(
      "Cannot find 'nope' on Book object.",
    );
    await expect(
      Book.objects.prefetchRelated(new Prefetch("reviews", { queryset: Review.objects.values("stars") })),
    ).rejects.toThrow("Prefetch querysets cannot use raw(), values(), and values_list().");
    await expect(
      Book.objects.prefetchRelated("reviews", new Prefetch("reviews", { queryset: Review.objects.all() })),
    ).rejects.toThrow("'reviews' lookup was already seen with a different queryset.");
  });

  test("prefetchRelatedObjects() reads for rows that were read before, once", async () => {
    const books = await Book.objects.slice(0, 10);
    expect(await queriesOf(() => prefetchRelatedObjects(books, "reviews", "author"))).toBe(2);
    expect(await queriesOf(() => prefetchRelatedObjects(books, "reviews", "author"))).toBe(0);
    await prefetchRelatedObjects([], "reviews");
  });
});

describe("Q", () => {
  const titles = async (...conditions: Parameters<typeof Book.objects.filter>): Promise<number> =>
    Book.objects.filter(...conditions).count();

  test("combines, and none changes another", async () => {
    const cheap: Q<never> = Q({ price__lt: "1" } as never);
    const some = cheap.or({ in_print: false } as never);
    expect(await titles(cheap as never)).toBeLessThan(await titles(some as never));
    expect((await titles(cheap as never)) + (await titles(cheap.not() as never))).toBe(56);
  });

  test("takes what filter() takes", async () => {
    expect(await titles(Q.or({ pk: 1 }, Q.and({ pk: 2 }, { stock: 6 })))).toBe(2);
    expect(await titles(Q.not({ pk: 1 }))).toBe(55);
    expect(await titles({ stock__gt: F("pages") })).toBe(0);
  });

  test("refuses what is no condition", () => {
    expect(() => Book.objects.filter("title" as never)).toThrow("A condition is an object of lookups");
    expect(() => Book.objects.filter(null as never)).toThrow("A condition is an object of lookups");
  });
});

test("observers see SQL and no values, and stop when they are told to", async () => {
  const seen: string[] = [];
  const stop = observeQueries(({ executor, model, sql }) => seen.push(`${executor} ${model} ${sql}`));
  await Book.objects.filter({ title: "hunter2" }).count();
  stop();
  await Book.objects.count();
  expect(seen.length).toBe(1);
  expect(seen[0]).toMatch(/^native catalog.Book SELECT COUNT/);
  expect(seen[0]).not.toContain("hunter2");
});

test("a console shows which rows a QuerySet or a manager has, and asks nothing", async () => {
  const [books, rows] = [Book.objects.filter({ title: "secret" }), Book.objects];
  expect(
    await queriesOf(() => expect(inspect(books)).toBe("<QuerySet of catalog.Book: await it for its rows>")),
  ).toBe(0);
  expect(inspect({ rows })).toBe("{ rows: <Manager of catalog.Book: await it for its rows> }");
});
