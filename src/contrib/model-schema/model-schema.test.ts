import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { Author, AuthorProfile, Book, Note, Review } from "#django/catalog";
import { User } from "#django/accounts";
import { Coupon } from "#django/orders";
import { sqliteShop } from "../../../tests/support/shop.ts";
import { shopRuntime } from "../../../tests/support/shop-runtime.ts";
import type { ShopRuntime } from "../../../tests/support/shop-runtime.ts";
import { compileSerializer } from "../../api/responses/serializer.ts";
import { setRuntime } from "../../orm/runtime.ts";
import { modelSchema } from "./model-schema.ts";

let shop: ShopRuntime;
beforeAll(async () => {
  shop = await shopRuntime(await sqliteShop());
  setRuntime(shop.runtime);
});
afterAll(async () => {
  setRuntime(null);
  await shop.close();
});

/** What a response with the schema sends. */
async function sent(schema: z.ZodType, value: unknown): Promise<unknown> {
  const problems: string[] = [];
  const serialize = compileSerializer(schema, {
    operation: "GET /",
    onFallback: (_schema, reason) => problems.push(reason),
  });
  const text = await serialize(value);
  expect(problems).toEqual([]);
  return JSON.parse(text);
}

const json = (schema: z.ZodType, io: "input" | "output" = "input"): Record<string, Record<string, unknown>> =>
  (
    z.toJSONSchema(schema, { io, unrepresentable: "any" }) as {
      properties: Record<string, Record<string, unknown>>;
    }
  ).properties;

const issues = (schema: z.ZodType, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

describe("what is sent", () => {
  test("has columns as JSON, relations nested, many-to-many fields as keys", async () => {
    const schema = modelSchema(Book, {
      fields: ["title", "author", "publisher", "price", "published", "listening_time", "cover", "tags"],
      include: {
        author: { fields: ["name"], include: { profile: { fields: ["public"] } } },
        publisher: { fields: ["name"] },
        reviews: { fields: ["stars"] },
      },
    });
    const query = Book.objects
      .filter({ title__startswith: "  Leading" })
      .selectRelated("author__profile", "publisher")
      .prefetchRelated("tags", "reviews");
    const book = await query.get();
    expect(await sent(z.array(schema), query)).toEqual([
      {
        title: book.title,
        author_id: book.author_id,
        publisher_id: book.publisher_id,
        price: book.price,
        published: book.published,
        listening_time: book.listening_time,
        cover: null,
        tags: await book.tags.valuesList("id", { flat: true }),
        author: {
          name: book.author.name,
          profile: book.author.profile && { public: book.author.profile.public },
        },
        publisher: book.publisher && { name: book.publisher.name },
        reviews: await book.reviews.values("stars"),
      },
    ]);
  });

  test("has microseconds, files by their URL, bytes as base64", async () => {
    const schema = modelSchema(Book, { fields: ["created", "cover", "cover_digest"] });
    const book = await Book.objects.exclude({ cover: "" }).filter({ cover_digest__isnull: false }).first();
    const digest = Buffer.from(book?.cover_digest ?? []).toString("base64");
    expect(digest).not.toBe("");
    expect(await sent(schema, book)).toEqual({
      created: book?.created.toJSON(),
      cover: book?.cover?.url,
      cover_digest: digest,
    });
  });

  test("has computed values, null among them", async () => {
    const schema = modelSchema(Author, {
      fields: ["name"],
      computed: (field) => ({
        loud: field(z.string(), (author) => author.name.toUpperCase()),
        nothing: field(z.null(), () => null),
      }),
    });
    const author = await Author.objects.first();
    expect(await sent(schema, author)).toEqual({
      name: author?.name,
      loud: author?.name.toUpperCase(),
      nothing: null,
    });
  });

  test("may break a rule that is younger than the row", async () => {
    const schema = modelSchema(Book, { fields: ["title", "format", "price", "isbn"] });
    const old = { title: "x".repeat(300), format: "cassette", price: "-1.00", isbn: "?" };
    expect(await sent(schema, old)).toEqual(old);
    expect(json(schema, "output")["format"]).toMatchObject({
      enum: ["hardcover", "paperback", "ebook", "audio"],
    });
  });

  test("is raw where a custom field converts in Python", async () => {
    const schema = modelSchema(AuthorProfile, { fields: ["author", "languages"] });
    expect(await sent(schema, { author_id: 1, languages: ["en"] })).toEqual({
      author_id: 1,
      languages: ["en"],
    });
  });
});

describe("create", () => {
  const schema = (): z.ZodObject =>
    modelSchema(Book, { fields: "__all__", include: { tags: { fields: ["name"] } } }).create;
  const valid = { title: "Dune", slug: "dune", author_id: 1, price: "9.90" };

  test("needs what nothing else fills", () => {
    expect(issues(schema(), {}).map((issue) => issue.split(":")[0])).toEqual([
      "title",
      "slug",
      "author_id",
      "price",
    ]);
    expect(schema().parse(valid)).toEqual(valid);
  });

  test("does not take what fills itself, is not editable, or is a file", () => {
    const taken = schema().parse({ ...valid, id: 1, created: "2026-01-01T00:00:00Z", uuid: "x", cover: "x" });
    expect(taken).toEqual(valid);
  });

  test("is as Django's validation: null, blank, lengths, digits, choices, limits", () => {
    expect(issues(schema(), { ...valid, title: null })).toHaveLength(1);
    expect(issues(schema(), { ...valid, title: "" })).toHaveLength(1);
    expect(issues(schema(), { ...valid, title: "x".repeat(256) })).toHaveLength(1);
    expect(issues(schema(), { ...valid, slug: "no slug" })).toHaveLength(1);
    expect(issues(schema(), { ...valid, price: "1.999" })).toHaveLength(1);
    expect(issues(schema(), { ...valid, price: "-0.01" })).toEqual([
      "price: Input should be greater than or equal to 0",
    ]);
    expect(issues(schema(), { ...valid, format: "cassette" })).toHaveLength(1);
    expect(issues(schema(), { ...valid, pages: -1 })).toHaveLength(1);
    expect(issues(modelSchema(Coupon, { fields: ["percent"] }).create, { percent: 101 })).toHaveLength(1);
    expect(issues(schema(), { ...valid, subtitle: "", published: null, isbn: "" })).toEqual([]);
  });

  test("says what the project's own validator says", () => {
    expect(issues(schema(), { ...valid, isbn: "978" })).toEqual(["isbn: An ISBN has 13 digits."]);
  });

  test("takes an amount as a number, too", () => {
    expect(schema().parse({ ...valid, price: 9.9 })["price"]).toBe("9.9");
  });

  test("takes foreign keys by their columns, many-to-many fields as keys", () => {
    const { create } = modelSchema(Book, {
      fields: ["title"],
      include: { author: { fields: ["name"] }, tags: { fields: ["name"] }, reviews: { fields: ["stars"] } },
    });
    expect(Object.keys(create.shape)).toEqual(["title", "author_id", "tags"]);
    expect(create.parse({ title: "x", author_id: 3, tags: [1, 2] })).toEqual({
      title: "x",
      author_id: 3,
      tags: [1, 2],
    });
  });

  test("documents defaults and does not fill them in", () => {
    expect(json(schema())["in_print"]).toEqual({ type: "boolean", default: true });
    expect(schema().parse(valid)).not.toHaveProperty("in_print");
  });

  test("leaves out what is optional or read only", () => {
    const { create } = modelSchema(Book, {
      fields: ["title", "slug", "stock"],
      optional: ["slug"],
      readOnly: ["stock"],
    });
    expect(create.parse({ title: "x", stock: 3 })).toEqual({ title: "x" });
  });
});

describe("patch", () => {
  test("tells what is missing from what is null", () => {
    const { patch } = modelSchema(Book, { fields: ["title", "published"] });
    expect(patch.parse({})).toEqual({});
    expect(patch.parse({ published: null })).toEqual({ published: null });
    expect(issues(patch, { title: null })).toHaveLength(1);
  });

  test("documents no default: what is missing stays as it is", () => {
    const { patch } = modelSchema(Book, { fields: ["in_print"] });
    expect(json(patch)["in_print"]).toEqual({ type: "boolean" });
  });
});

describe("documents", () => {
  test("have names of components, help texts, and labels that say more", () => {
    const schema = modelSchema(Book, { fields: ["isbn"], name: "Book" });
    expect([schema, schema.create, schema.patch].map((one) => one.meta()?.id)).toEqual([
      "Book",
      "BookCreate",
      "BookPatch",
    ]);
    expect(json(modelSchema(Book, { fields: ["isbn"] }), "output")["isbn"]).toMatchObject({ title: "ISBN" });
    expect(json(modelSchema(User, { fields: ["is_staff"] }), "output")["is_staff"]).toMatchObject({
      title: "staff status",
      description: "Designates whether the user can log into this admin site.",
    });
  });
});

describe("a declaration that is wrong", () => {
  // As JavaScript would write it: the types refuse these.
  const declare =
    (options: object): (() => unknown) =>
    () =>
      modelSchema(Book, options as { fields: ["id"] });

  test("names the choices", () => {
    expect(declare({ fields: ["titel"] })).toThrow(
      /catalog\.Book has no field "titel"\. Choices are: id, title, slug/,
    );
    expect(declare({ fields: ["id"], include: { autor: { fields: ["id"] } } })).toThrow(
      /"autor" in include leads to no other model/,
    );
    expect(() => modelSchema(Note, { fields: ["id"], include: { subject: {} } as object })).toThrow(
      /"subject"/,
    );
  });

  test("says that it needs fields or exclude", () => {
    expect(declare({})).toThrow(/say which fields/);
    expect(declare({ fields: ["id"], exclude: ["title"] })).toThrow(/either fields or exclude/);
  });
});

test("a foreign key's column is of the type it refers to", () => {
  expect(json(modelSchema(Review, { fields: ["book"] }).create)["book_id"]).toMatchObject({
    type: "integer",
  });
});
