import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { Author, Book, Note, Review, Tag } from "#django/catalog";
import { djangoPython } from "../../../tests/support/python.ts";
import { postgresShop, sqliteShop } from "../../../tests/support/shop.ts";
import { shopRuntime } from "../../../tests/support/shop-runtime.ts";
import type { ShopRuntime } from "../../../tests/support/shop-runtime.ts";
import { compileSerializer } from "../../api/responses/serializer.ts";
import { observeQueries } from "../../orm/observe.ts";
import { setRuntime } from "../../orm/runtime.ts";
import { getObjectOr404 } from "../shortcuts/get-object-or-404.ts";
import { modelSchema } from "./model-schema.ts";

const postgres = await postgresShop();
const shops = { SQLite: await sqliteShop(), PostgreSQL: postgres };

/** What is sent, and the SQL that it took. */
async function sent(schema: z.ZodType, value: unknown): Promise<{ body: unknown; sql: string[] }> {
  const sql: string[] = [];
  const stop = observeQueries((event) => sql.push(event.sql ?? "worker"));
  const serialize = compileSerializer(schema, { operation: "GET /" });
  try {
    return { body: JSON.parse(await serialize(value)), sql };
  } finally {
    stop();
  }
}

describe.each(Object.entries(shops))("planned queries on %s", (_name, given) => {
  if (typeof given === "string") {
    test.skip(`not run: ${given}`, () => {});
    return;
  }
  let shop: ShopRuntime;
  beforeAll(async () => {
    shop = await shopRuntime(given);
    setRuntime(shop.runtime);
  });
  afterAll(async () => {
    setRuntime(null);
    await shop.close();
  });

  const detail = (): z.ZodType =>
    modelSchema(Book, {
      fields: ["id", "title", "tags"],
      include: {
        author: { fields: ["name"], include: { profile: { fields: ["public"] } } },
        publisher: { fields: ["name"], include: { country: { fields: ["name"] } } },
        reviews: { fields: ["stars"], include: { reviewer: { fields: ["username"] } } },
      },
    });
  const eager = () =>
    Book.objects
      .selectRelated("author__profile", "publisher__country")
      .prefetchRelated("tags", "reviews__reviewer");

  test("a QuerySet: joins for one, a query for many, whatever the number of rows", async () => {
    for (const count of [1, 40]) {
      const { sql } = await sent(z.array(detail()), Book.objects.all().slice(0, count));
      expect(sql).toHaveLength(3);
    }
  });

  test("has the rows that reading everything has", async () => {
    const planned = await sent(z.array(detail()), Book.objects.all());
    const full = await sent(z.array(detail()), await eager());
    expect(full.sql).toEqual([]);
    expect(planned.body).toEqual(full.body);
    expect(planned.body).toHaveLength(await Book.objects.count());
  });

  test("leaves out columns that are not sent", async () => {
    const { sql } = await sent(z.array(detail()), Book.objects.all());
    for (const column of ["metadata", "biography", "password", "website", "written_at"])
      expect(sql.map((text) => text.slice(0, text.indexOf(" FROM "))).join()).not.toContain(column);
    const flat = await sent(z.array(modelSchema(Book, { fields: ["title"] })), Book.objects.all());
    expect(flat.sql[0]).not.toContain("subtitle");
  });

  test("one row that nobody has awaited: as a QuerySet's rows", async () => {
    const rows = {
      get: () => Book.objects.get({ id: 1 }),
      first: () => Book.objects.filter({ id: 1 }).first(),
      last: () => Book.objects.filter({ id: 1 }).last(),
      latest: () => Book.objects.filter({ id: 1 }).latest("id"),
      getObjectOr404: () => getObjectOr404(Book, { id: 1 }),
    };
    for (const [name, row] of Object.entries(rows)) {
      const planned = await sent(detail(), row());
      expect(planned.sql, name).toHaveLength(3);
      expect(planned.sql[0], name).not.toContain("metadata");
      expect(planned.body, name).toEqual((await sent(detail(), await row())).body);
    }
    const none = await sent(detail().nullable(), Book.objects.filter({ id: -1 }).first());
    expect([none.body, none.sql.length]).toEqual([null, 1]);
    await expect(sent(detail(), getObjectOr404(Book, { id: -1 }))).rejects.toMatchObject({ statusCode: 404 });
    await expect(sent(detail(), Book.objects.get({ id__in: [1, 2] }))).rejects.toThrow(
      Book.MultipleObjectsReturned,
    );
    const anything = compileSerializer(z.unknown(), { operation: "GET /" });
    expect(JSON.parse(await anything(Tag.objects.get({ id: 1 })))).toMatchObject({ id: 1 });
  });

  test("one row that is awaited twice is read once, and is whole", async () => {
    let queries = 0;
    const stop = observeQueries(() => (queries += 1));
    const row = Book.objects.get({ id: 1 });
    expect(queries).toBe(0);
    const [one, other] = await Promise.all([row, row]);
    expect(one).toBe(other);
    expect(one.metadata).toBeDefined();
    expect((await sent(modelSchema(Book, { fields: ["id"] }), row)).sql).toEqual([]);
    expect(queries).toBe(1);
    expect(await Book.objects.get({ id: -1 }).catch((error: unknown) => error)).toBeInstanceOf(
      Book.DoesNotExist,
    );
    let settled = 0;
    await row.finally(() => (settled += 1));
    expect([settled, String(row)]).toEqual([1, "[object PendingRow]"]);
    stop();
  });

  test("loaded rows: one query for each relation that is missing", async () => {
    for (const count of [1, 40]) {
      const { body, sql } = await sent(z.array(detail()), await Book.objects.all().slice(0, count));
      expect(sql).toHaveLength(4);
      expect(body).toEqual((await sent(z.array(detail()), Book.objects.all().slice(0, count))).body);
    }
  });

  test("a hundred rows take the queries of one: a QuerySet, and rows that were awaited", async () => {
    const ReviewOut = modelSchema(Review, {
      fields: ["stars"],
      include: {
        reviewer: { fields: ["username"] },
        book: { fields: ["title", "tags"], include: { author: { fields: ["name"] } } },
      },
    });
    const counts = { planned: new Set<number>(), loaded: new Set<number>() };
    for (const count of [1, 100]) {
      const reviews = Review.objects.orderBy("id").slice(0, count);
      const planned = await sent(z.array(ReviewOut), reviews);
      const loaded = await sent(z.array(ReviewOut), await reviews);
      expect(planned.body).toHaveLength(count);
      expect(loaded.body).toEqual(planned.body);
      counts.planned.add(planned.sql.length);
      counts.loaded.add(loaded.sql.length);
    }
    expect(counts).toEqual({ planned: new Set([2]), loaded: new Set([3]) });
  });

  test("an instance, and what was read with it is not read again", async () => {
    const book = await Book.objects.filter({ publisher__isnull: false }).first();
    expect((await sent(detail(), book)).sql).toHaveLength(4);
    expect((await sent(detail(), book)).sql).toEqual([]);
    const other = await Book.objects.selectRelated("author__profile").filter({ publisher: null }).first();
    expect((await sent(detail(), other)).sql).toHaveLength(2);
  });

  test("schemas that nobody made from the model are planned, too", async () => {
    const AuthorOut = z.object({ name: z.string() });
    const BookOut = z.object({
      title: z.string(),
      author: AuthorOut,
      tags: z.array(z.object({ slug: z.string() })).optional(),
    });
    const page = z.object({ total: z.int(), items: z.array(BookOut) });
    const items = Book.objects.all();
    const { body, sql } = await sent(page, { total: await items.count(), items });
    expect(sql).toHaveLength(2);
    const books = await Book.objects.selectRelated("author");
    const tags = await Promise.all(books.map((book) => book.tags.values("slug")));
    expect(body).toEqual({
      total: books.length,
      items: books.map(({ title, author: { name } }, index) => ({
        title,
        author: { name },
        tags: tags[index],
      })),
    });
  });

  test("a schema that holds itself is read level by level", async () => {
    const Mentored = z.object({
      name: z.string(),
      get mentor() {
        return Mentored.nullable();
      },
    });
    const { body, sql } = await sent(z.array(Mentored), Author.objects.orderBy("pk"));
    const authors = await Author.objects.orderBy("pk");
    const byId = new Map(authors.map((author) => [author.id, author]));
    const chain = (id: number | null): unknown => {
      const author = id === null ? undefined : byId.get(id);
      return author === undefined ? null : { name: author.name, mentor: chain(author.mentor_id) };
    };
    expect(body).toEqual(authors.map(({ id }) => chain(id)));
    expect(sql.length).toBeLessThan(10);
  });

  test("unions, records and what a generic foreign key leads to", async () => {
    const subject = z.union([z.object({ title: z.string() }), z.object({ name: z.string() })]).nullable();
    const NoteOut = z.object({ text: z.string(), subject });
    const few = await sent(z.array(NoteOut), Note.objects.all().slice(0, 2));
    const many = await sent(z.record(z.string(), z.array(NoteOut)), { all: Note.objects.all() });
    expect(many.sql.length).toBeLessThanOrEqual(6);
    expect(few.body).not.toEqual([]);
    for (const note of (many.body as { all: { subject: unknown }[] }).all)
      expect(note.subject).not.toBeUndefined();
  });

  test("distinct and annotated queries keep their meaning", async () => {
    const schema = z.array(z.object({ title: z.string(), author: z.object({ name: z.string() }) }));
    const query = Book.objects.filter({ tags__slug__contains: "a" }).distinct();
    const { body, sql } = await sent(schema, query);
    expect(body).toHaveLength((await query).length);
    expect(sql).toHaveLength(2);
  });

  test("what the query says itself stays", async () => {
    const schema = z.array(modelSchema(Book, { fields: ["title"], include: { tags: { fields: ["slug"] } } }));
    const mine = await sent(schema, Book.objects.prefetchRelated("tags", "reviews"));
    expect(mine.sql).toHaveLength(3);
    const joined = await sent(schema, Book.objects.selectRelated("publisher"));
    expect(joined.sql[0]).toContain("JOIN");
    await expect(sent(schema, Book.objects.only("slug"))).rejects.toThrow(/only\(\)/);
  });

  test.skipIf(djangoPython === null)("queries that Python runs are planned, too", async () => {
    const schema = z.array(detail());
    const query = Book.recent.all();
    const { body, sql } = await sent(schema, query);
    expect(sql[0]).toBe("worker");
    expect(sql).toHaveLength(3);
    const full = await Book.recent
      .selectRelated("author__profile", "publisher__country")
      .prefetchRelated("tags", "reviews__reviewer");
    expect(body).toEqual((await sent(schema, full)).body);
    expect(full.length).toBeGreaterThan(0);
  });

  test("values() are as they are", async () => {
    const { body, sql } = await sent(z.array(z.object({ title: z.string() })), Book.objects.values("title"));
    expect(body).toEqual(await Book.objects.values("title"));
    expect(sql).toHaveLength(1);
  });

  test("many-to-many from the other side, of nested rows, as keys", async () => {
    const schema = z.array(
      modelSchema(Tag, {
        fields: ["slug", "related"],
        include: { books: { fields: ["title"], include: { author: { fields: ["name"] } } } },
      }),
    );
    const { body, sql } = await sent(schema, Tag.objects.all());
    // A many-to-many field with itself has no way back: its links are a query of their own.
    expect(sql).toHaveLength(4);
    const tags = await Tag.objects.prefetchRelated("related", "books__author");
    expect(body).toEqual((await sent(schema, tags)).body);
  });

  test("a computed value has all columns, and relations that are included beside it", async () => {
    const schema = z.array(
      modelSchema(Book, {
        fields: ["title"],
        include: { reviews: { fields: ["stars"] } },
        computed: (field) => ({ slugged: field(z.string(), (book) => book.slug) }),
      }),
    );
    const { body, sql } = await sent(schema, Book.objects.all());
    expect(sql).toHaveLength(2);
    expect(body).toHaveLength(await Book.objects.count());
  });
});
