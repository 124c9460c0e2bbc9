import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Author, Book, Country, Publisher, Review, Tag } from "#django/catalog";
import { OrderItem } from "#django/orders";
import { User } from "#django/accounts";
import { djangoPython } from "../../../tests/support/python.ts";
import { shopRuntime } from "../../../tests/support/shop-runtime.ts";
import type { ShopRuntime } from "../../../tests/support/shop-runtime.ts";
import { mariadbCopies, postgresCopies, sqliteCopies } from "../../../tests/writing/support/copies.ts";
import { FastAPI } from "../../api/fastapi.ts";
import { createAuth, setAuth } from "../../auth/runtime.ts";
import { HTTPException } from "../../errors/api.ts";
import { observeQueries } from "../../orm/observe.ts";
import { setRuntime } from "../../orm/runtime.ts";
import { TestClient } from "../../testing/test-client.ts";
import { depends } from "../../api/dependencies/depends.ts";
import { filterSchema } from "../filters/filter-schema.ts";
import { modelSchema } from "../model-schema/model-schema.ts";
import { pageNumberPagination } from "../pagination/page-number.ts";
import { crudRouter } from "./crud-router.ts";
import type { CrudOperation } from "./options.ts";

const ALL: readonly CrudOperation[] = ["list", "retrieve", "create", "replace", "patch", "delete"];

/** Runs on each database that is here, in a copy of the shop of its own. */
const copies = [await sqliteCopies(), await postgresCopies(), await mariadbCopies()];

describe.each(copies.map((made) => [typeof made === "string" ? made : made.kind, made] as const))(
  "on %s",
  (kind, made) => {
    if (typeof made === "string") {
      test.skip(`not run: ${made}`, () => {});
      return;
    }
    let shop: ShopRuntime;
    let client: TestClient;
    let app: FastAPI;
    beforeAll(async () => {
      const given = await made.make();
      shop = await shopRuntime(given);
      setRuntime(shop.runtime);
      setAuth(createAuth(given.manifest, given.secrets, shop.runtime.bridge));
      app = new FastAPI();
      const BookSchema = modelSchema(Book, {
        exclude: ["cover_digest", "advance", "metadata"],
        include: { author: { fields: ["name"] }, tags: { fields: ["slug"] } },
        name: "Book",
      });
      app.includeRouter(
        crudRouter(Publisher, {
          prefix: "/publishers",
          schema: modelSchema(Publisher, { exclude: ["country"], name: "Publisher" }),
          operations: ALL,
          permissions: "public",
        }),
      );
      app.includeRouter(
        crudRouter(Book, {
          prefix: "/books",
          tags: ["books"],
          schema: BookSchema,
          operations: ALL,
          permissions: "public",
          key: "slug",
          rows: (books) => books.filter({ stock__lt: 1000 }),
          filter: filterSchema(Book, { lookups: ["format"], ordering: ["price"] }),
          page: pageNumberPagination({ limit: 5 }),
        }),
      );
      app.includeRouter(
        crudRouter(Review, {
          prefix: "/reviews",
          schema: modelSchema(Review, { fields: ["id", "book", "reviewer", "stars", "text"] }),
          operations: ["create"],
          permissions: "public",
        }),
      );
      app.includeRouter(
        crudRouter(OrderItem, {
          prefix: "/items",
          schema: modelSchema(OrderItem, { fields: ["id", "quantity", "total"] }),
          operations: ["patch"],
          permissions: "public",
        }),
      );
      app.includeRouter(
        crudRouter(Country, {
          prefix: "/countries",
          schema: modelSchema(Country, { fields: ["code", "name"] }),
          operations: ALL,
          permissions: "public",
        }),
      );
      client = new TestClient(app);
    });
    afterAll(async () => {
      setAuth(null);
      setRuntime(null);
      await shop.close();
      await made.drop();
    });

    async function ask(
      method: string,
      url: string,
      json?: unknown,
    ): Promise<[status: number, body: unknown]> {
      const response = await client.request(method, url, json === undefined ? {} : { json });
      const text = await response.text();
      return [response.status, text === "" ? null : JSON.parse(text)];
    }

    /** SQL of writes that a request makes here. */
    async function writesOf(request: () => Promise<unknown>): Promise<string[]> {
      const sql: string[] = [];
      const stop = observeQueries((event) => sql.push(event.sql ?? ""));
      await request();
      stop();
      return sql.filter((text) => /^(INSERT|UPDATE|DELETE)/.test(text));
    }

    test("a primary key that is changed would be another row: it is refused", async () => {
      const [row] = await Country.objects.all();
      const { code, name } = row as { readonly code: string; readonly name: string };
      const url = `/countries/${code}`;
      const refused = {
        detail: [
          {
            type: "value_error",
            loc: ["body", "code"],
            msg: "Value error, the primary key of a row cannot be changed",
            input: "ZZ",
            ctx: { error: {} },
          },
        ],
      };
      const before = await Country.objects.count();
      expect(await ask("PATCH", url, { code: "ZZ" })).toEqual([422, refused]);
      expect(await ask("PUT", url, { code: "ZZ", name })).toEqual([422, refused]);
      expect(await ask("PUT", url, { code, name: "Renamed" })).toEqual([200, { code, name: "Renamed" }]);
      expect(await ask("PATCH", url, { code, name })).toEqual([200, { code, name }]);
      expect(await Country.objects.count()).toBe(before);
    });

    describe("a model without Python of its own", () => {
      const publisher = async (name: string) => Publisher.objects.get({ name });

      test("create: 201 and the row", async () => {
        const [status, body] = await ask("POST", "/publishers", { name: "Ace", founded: 1952 });
        expect([status, body]).toEqual([
          201,
          { id: (await publisher("Ace")).id, name: "Ace", founded: 1952, website: "", email: "" },
        ]);
      });

      test("create: what is wrong by itself is a 422, what another row has a 409", async () => {
        expect(await ask("POST", "/publishers", { name: "Ace", founded: -1 })).toMatchObject([
          422,
          { detail: [{ loc: ["body", "founded"] }] },
        ]);
        expect(await ask("POST", "/publishers", { name: "Ace" })).toEqual([
          409,
          {
            detail: [
              {
                type: "unique",
                msg: "Publisher with this Name already exists.",
                loc: ["body", "name"],
                input: "Ace",
              },
            ],
          },
        ]);
      });

      test("patch: what is missing stays, null is written, nothing else", async () => {
        const { id } = await publisher("Ace");
        const sql = await writesOf(async () => {
          expect(await ask("PATCH", `/publishers/${id}`, { founded: null })).toMatchObject([
            200,
            { name: "Ace", founded: null },
          ]);
        });
        if (kind !== "mariadb") {
          expect(sql).toHaveLength(1);
          expect(sql[0]).toMatch(/SET "founded" = [^,]+ WHERE/);
        }
        expect(await writesOf(() => ask("PATCH", `/publishers/${id}`, {}))).toEqual([]);
        expect(await ask("PATCH", `/publishers/${id}`, { name: null })).toMatchObject([
          422,
          { detail: [{ loc: ["body", "name"] }] },
        ]);
      });

      test("replace: what is left out gets its default", async () => {
        const { id } = await publisher("Ace");
        await ask("PATCH", `/publishers/${id}`, { founded: 1952, website: "https://ace.example/" });
        expect(await ask("PUT", `/publishers/${id}`, { name: "Ace Books" })).toEqual([
          200,
          { id, name: "Ace Books", founded: null, website: "", email: "" },
        ]);
        expect(await ask("PUT", `/publishers/${id}`, {})).toMatchObject([
          422,
          { detail: [{ loc: ["body", "name"] }] },
        ]);
      });

      test("delete: 204, and then 404", async () => {
        const { id } = await publisher("Ace Books");
        expect(await ask("DELETE", `/publishers/${id}`)).toEqual([204, null]);
        for (const method of ["GET", "DELETE"])
          expect(await ask(method, `/publishers/${id}`)).toEqual([
            404,
            { detail: "No Publisher matches the given query." },
          ]);
      });
    });

    describe("lists", () => {
      test("are cut, filtered, sorted, and scoped", async () => {
        const [status, body] = await ask("GET", "/books?page=2&page_size=3&ordering=-price&format=ebook");
        expect(status).toBe(200);
        const expected = Book.objects.filter({ stock__lt: 1000, format: "ebook" });
        const slugs = await expected.orderBy("-price", "pk").valuesList("slug", { flat: true });
        expect(body).toMatchObject({ page: 2, total: slugs.length });
        expect((body as { items: { slug: string }[] }).items.map(({ slug }) => slug)).toEqual(
          slugs.slice(3, 6),
        );
      });

      test("rows outside of the scope are not there", async () => {
        const hidden = await Book.objects.filter({ stock__gte: 1000 }).first();
        if (hidden === null) return expect(await Book.objects.filter({ stock__gte: 1000 }).count()).toBe(0);
        expect((await ask("GET", `/books/${hidden.slug}`))[0]).toBe(404);
      });

      test("a row by its key, with what the schema includes", async () => {
        const book = await Book.objects.selectRelated("author").filter({ stock__lt: 1000 }).first();
        const [status, body] = await ask("GET", `/books/${book?.slug}`);
        expect(status).toBe(200);
        expect(body).toMatchObject({ title: book?.title, author: { name: book?.author.name } });
      });
    });

    describe("constraints", () => {
      test("of several columns name them all", async () => {
        const review = await Review.objects.first();
        const data = { book_id: review?.book_id, reviewer_id: review?.reviewer_id, stars: 3 };
        expect(await ask("POST", "/reviews", data)).toEqual([
          409,
          {
            detail: [
              {
                type: "unique",
                msg: "Review with this Book and Reviewer already exists.",
                loc: ["body"],
                input: { book_id: data.book_id, reviewer_id: data.reviewer_id },
                ctx: { fields: ["book_id", "reviewer_id"] },
              },
            ],
          },
        ]);
      });

      test("a row that is not there is a 409", async () => {
        const [status, body] = await ask("POST", "/reviews", { book_id: 999999, reviewer_id: 1, stars: 3 });
        expect([status, body]).toMatchObject([
          409,
          { detail: [{ type: "foreign_key", loc: ["body", "book_id"] }] },
        ]);
      });
    });

    describe.skipIf(djangoPython === null)("a model with Python of its own", () => {
      test("is saved as it says: the total is computed", async () => {
        const item = await OrderItem.objects.filter({ quantity__gt: 1 }).first();
        const [status, body] = await ask("PATCH", `/items/${item?.id}`, { quantity: 1 });
        expect([status, body]).toMatchObject([200, { quantity: 1, total: item?.unit_price }]);
        expect((await OrderItem.objects.get({ id: item?.id ?? 0 })).total).toBe(item?.unit_price);
      });

      test("is deleted as it says: softly", async () => {
        const book = await Book.objects.filter({ stock__lt: 1000 }).first();
        expect(await ask("DELETE", `/books/${book?.slug}`)).toEqual([204, null]);
        expect((await ask("GET", `/books/${book?.slug}`))[0]).toBe(404);
        const row = await Book.all_objects.get({ id: book?.id ?? 0 });
        expect(row.deleted_at).not.toBeNull();
      });
    });

    describe("many-to-many keys", () => {
      test("are set with the row, in one transaction", async () => {
        const author = await Author.objects.first();
        const tags = (await Tag.objects.valuesList("id", { flat: true })).slice(0, 2);
        const data = { title: "New", slug: "new-one", author_id: author?.id, price: 5, tags };
        const [status, body] = await ask("POST", "/books", data);
        expect([status, body]).toMatchObject([
          201,
          { title: "New", price: "5.00", author: { name: author?.name } },
        ]);
        const book = await Book.objects.get({ slug: "new-one" });
        expect(await book.tags.orderBy("id").valuesList("id", { flat: true })).toEqual(tags);
        await ask("PATCH", "/books/new-one", { tags: [tags[0]] });
        expect(await book.tags.valuesList("id", { flat: true })).toEqual([tags[0]]);
        await ask("PATCH", "/books/new-one", { title: "Newer" });
        expect(await book.tags.count()).toBe(1);
        const [conflict] = await ask("PATCH", "/books/new-one", { title: "Kept out", tags: [999999] });
        // Django adds many-to-many keys by INSERT IGNORE there, which leaves out what is not there.
        if (kind === "mariadb") return expect([conflict, await book.tags.count()]).toEqual([200, 0]);
        expect(conflict).toBe(409);
        expect((await Book.objects.get({ slug: "new-one" })).title).toBe("Newer");
      });
    });

    describe("what is not asked for", () => {
      test("is not there", () => {
        const paths = app.openapi()["paths"] as Record<string, object>;
        expect(Object.keys(paths).filter((path) => path.startsWith("/reviews"))).toEqual(["/reviews"]);
        expect(Object.keys(paths["/reviews"] as object)).toEqual(["post"]);
        expect(Object.keys(paths["/books/{book_slug}"] as object).sort()).toEqual([
          "delete",
          "get",
          "patch",
          "put",
        ]);
      });

      test("cannot be declared without what it needs", () => {
        const schema = modelSchema(Tag, { fields: ["slug"] });
        const { create, patch, ...plain } = {
          create: schema.create,
          patch: schema.patch,
          schema: schema.clone(),
        };
        expect(() =>
          crudRouter(Tag, { schema: plain.schema, operations: ["create"], permissions: "public" }),
        ).toThrow(/has no "\.create"/);
        expect([create, patch]).toBeDefined();
        expect(() => crudRouter(Author, { schema, operations: [], key: "name" })).toThrow(/no unique column/);
        const named = (operations: unknown) => () =>
          crudRouter(Author, { schema, operations: operations as CrudOperation[] });
        expect(named(undefined)).toThrow(/needs operations, a list of some of "list", "create"/);
        expect(named(["list", "update"])).toThrow(/there is no "update"/);
      });
    });

    describe("permissions", () => {
      beforeAll(async () => {
        const user = await User.objects.filter({ is_superuser: false }).first();
        await User.objects.create({
          ...user?.toJSON(),
          id: undefined,
          username: "root",
          email: "root@example.com",
          is_superuser: true,
          is_staff: true,
        } as never);
      });

      const refuse = depends(() => {
        throw new HTTPException(403, "Not you");
      });

      test("by operation; those that are not named need the model's", async () => {
        const own = new FastAPI();
        own.includeRouter(
          crudRouter(Tag, {
            prefix: "/tags",
            schema: modelSchema(Tag, { fields: ["id", "slug"] }),
            operations: ALL,
            permissions: { list: null, retrieve: refuse },
          }),
        );
        const visitor = new TestClient(own);
        expect((await visitor.get("/tags")).status).toBe(200);
        expect((await visitor.get("/tags/1")).status).toBe(403);
        expect((await visitor.delete("/tags/1")).status).toBe(401);
        await visitor.forceLogin(await firstUser(false));
        expect((await visitor.delete("/tags/1")).status).toBe(403);
        await visitor.forceLogin(await firstUser(true));
        expect((await visitor.delete("/tags/999999")).status).toBe(404);
      });

      async function firstUser(superuser: boolean) {
        const user = await User.objects
          .filter({ is_superuser: superuser, is_staff: superuser, is_active: true })
          .first();
        if (user === null) throw new TypeError("the shop has no such user");
        return user;
      }
    });
  },
);
