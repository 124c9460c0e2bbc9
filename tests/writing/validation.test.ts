import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Author, Publisher, Tag } from "#django/catalog";
import { FastAPI } from "../../src/api/fastapi.ts";
import { DateTime, TransactionManagementError, ValidationError, atomic } from "../../src/orm/index.ts";
import { instanceClass } from "../../src/orm/instance-class.ts";
import type { FullCleanOptions } from "../../src/orm/index.ts";
import { cleanInPython } from "../../src/orm/clean/in-python.ts";
import { cleanReason } from "../../src/orm/clean/needs-python.ts";
import type { ModelInstance } from "../../src/orm/instance.ts";
import { modelMeta } from "../../src/orm/runtime.ts";
import { TestClient } from "../../src/testing/test-client.ts";
import { djangoPython } from "../support/python.ts";
import { describeShops } from "./support/shops.ts";

/** A row, new or with what is set of one that is there. */
interface Row {
  readonly model: string;
  readonly pk: number | null;
  readonly values: Readonly<Record<string, unknown>>;
  readonly options: FullCleanOptions;
}

const long = (length: number): string => "x".repeat(length);

/** Rows that are not valid, and some that are: `[model, values, pk of a row that is there, options]`. */
const ROWS = (
  [
    ["catalog.Country", { code: "xx", name: "Nowhere" }],
    ["catalog.Country", { code: "xxx", name: "" }],
    ["catalog.Country", { code: "GB", name: "Again" }],
    ["catalog.Country", { name: long(81) }],
    ["catalog.Publisher", { name: "Ace" }],
    ["catalog.Publisher", {}],
    ["catalog.Publisher", { name: "New", founded: -1 }],
    ["catalog.Publisher", { name: "New", founded: "19x" }],
    ["catalog.Publisher", { name: "New", founded: 40_000 }],
    ["catalog.Publisher", { name: "New", founded: " 1900 " }],
    ["catalog.Publisher", { name: "New", country_id: "ZZ" }],
    ["catalog.Publisher", { name: "New", country_id: 'it\'s "ZZ"' }],
    ["catalog.Publisher", { name: "New", country_id: "GB" }],
    ["catalog.Publisher", { name: null }],
    ["catalog.Publisher", { name: "New", website: "x", email: "y" }],
    ...[
      "https://example.org",
      "ftp://user:pass@example.org:21/a?b#c",
      "http://münchen.example/ö",
      "http://[::1]/",
      "http://[::g]/",
      "http://-a.example",
      "javascript://x.example",
      "http://127.0.0.1:8000",
      "http://999.0.0.1",
      `http://${"a.".repeat(130)}example`,
      "http://localhost",
      "http://exa mple.org",
      " http://example.org",
    ].map((website) => ["catalog.Publisher", { name: "New", website }] as const),
    ...[
      "a@example.org",
      "a@localhost",
      "a.b+c@sub.example.co",
      "a..b@example.org",
      '"quoted word"@example.org',
      "a@[127.0.0.1]",
      "a@[::1]",
      "a@[999]",
      "a@-x.org",
      "ä@example.org",
      "a@exämple.org",
      "a@example.o",
      "a@b@example.org",
    ].map((email) => ["catalog.Publisher", { name: "New", email }] as const),
    ["catalog.Tag", { name: "Crime", slug: "a b" }],
    ["catalog.Tag", { name: "Fresh", slug: "frêsh" }],
    ["catalog.Tag", { name: "Fresh", slug: "fresh" }],
    ["catalog.Tag", { name: "Crime" }, 1],
    ["catalog.Tag", { slug: "" }, 1],
    ["catalog.Tag", {}, 1],
    ["catalog.Tag", { name: "Crime", slug: "a b" }, null, { exclude: ["name"] }],
    ["catalog.Tag", { name: "Crime", slug: "fresh" }, null, { validateUnique: false }],
    ["catalog.Series", { name: "" }],
    ["catalog.Note", { text: "x" }],
    ["catalog.Note", { text: "x", content_type_id: 1, object_id: -5 }],
    ["catalog.Note", { text: "", content_type_id: 99_999, object_id: "x" }],
    ["orders.Coupon", { code: "NEW", percent: 0 }],
    ["orders.Coupon", { code: "NEW", percent: 101 }],
    ["orders.Coupon", { code: "NEW", percent: 10, valid_until: "2026-02-30" }],
    ["orders.Coupon", { code: "NEW", percent: 10, valid_until: "2026-02-28T25:00:00" }],
    ["orders.Coupon", { code: "NEW", percent: 10, valid_until: "soon" }],
    ["orders.Coupon", { code: "NEW", percent: 10, valid_until: "2026-02-28T12:00:00Z" }],
    ["orders.Coupon", { code: long(21), percent: null }],
    ["orders.Order", { status: "gone", customer_id: 1 }],
    ["orders.Order", { status: "", customer_id: 99_999, coupon_id: "NOPE" }],
    ["orders.Order", { status: "it's", customer_id: "one", number: "no-uuid" }],
    ["orders.Order", { status: "paid", customer_id: 1, shipping_address: { city: "Bath" }, paid_at: "x" }],
    ["orders.Order", { status: "paid", customer_id: 1, shipping_address: {}, total: "1.234" }],
    ["orders.Order", { status: "paid", customer_id: 1, total: "12345678901.00" }],
    ["orders.Order", { status: "paid", customer_id: 1, total: "123456789012345" }],
    ["orders.Order", { status: "paid", customer_id: 1, total: "x" }],
    ["orders.Order", { status: "paid", customer_id: 1, total: "9.5" }],
    ["orders.AuditEntry", { action: long(11), order_number: "x", status: "", ip_address: "1.2.3" }],
    ["orders.AuditEntry", { action: "a", order_number: null, status: "s", ip_address: "::1" }],
    // What Python knows: constraints with conditions, fields and users of the project's own.
    ["catalog.Author", { name: "A", born: "1990-01-01", died: "1980-01-01" }],
    ["catalog.Author", { name: "", born: "1990-13-01", mentor_id: -1 }],
    ["catalog.Book", { title: "T", slug: "t", price: "-1", author_id: 1 }],
    ["catalog.Book", { title: "T", slug: "t", price: "1.005", author_id: 1, isbn: "12", format: "pdf" }],
    ["catalog.Book", { title: "T", slug: "fine", price: "1.5", author_id: 1, isbn: "1234567890123" }],
    ["catalog.Book", { slug: "book-7" }, 1],
    ["catalog.Review", { book_id: 1, reviewer_id: 1, stars: 6 }],
    ["catalog.Review", { book_id: 1, reviewer_id: 1, stars: 6 }, null, { validateConstraints: false }],
    ["catalog.EBook", { title: "T", slug: "book-7", price: "1", author_id: 1, download_url: "x" }],
    ["accounts.User", { username: "no spaces", email: "x" }],
  ] as readonly (readonly [string, Row["values"], (number | null)?, FullCleanOptions?])[]
).map(([model, values, pk = null, options = {}]): Row => ({ model, values, pk, options }));

/** Messages and codes by field, or "valid". */
async function verdict(validate: () => Promise<void>): Promise<unknown> {
  try {
    await validate();
    return "valid";
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return Object.fromEntries(
      Object.entries(error.problems).map(([name, problems]) => [
        name,
        problems.map(({ message, code }) => [message, code]),
      ]),
    );
  }
}

async function instanceOf({ model, pk, values }: Row): Promise<ModelInstance & FullCleanable> {
  const kind = instanceClass(model) as unknown as {
    new (values: object): ModelInstance & FullCleanable;
    readonly objects: Rows;
  };
  if (pk === null) return new kind(values);
  return Object.assign(await kind.objects.get({ pk }), values);
}

interface FullCleanable {
  fullClean(options: FullCleanOptions): Promise<void>;
}
interface Rows {
  get(where: object): Promise<ModelInstance & FullCleanable>;
}

const options = (given: FullCleanOptions): Record<string, boolean> => ({
  ...(given.validateUnique !== undefined && { validate_unique: given.validateUnique }),
  ...(given.validateConstraints !== undefined && { validate_constraints: given.validateConstraints }),
});

describeShops("fullClean()", (shop) => {
  test.skipIf(djangoPython === null)("says what Django says, natively and by the worker", async () => {
    const script = fileURLToPath(new URL("support/full_clean.py", import.meta.url));
    const asked = ROWS.map((row) => ({
      ...row,
      options: { exclude: row.options.exclude, ...options(row.options) },
    }));
    const { stdout, stderr } = spawnSync(djangoPython as string, [script], {
      cwd: fileURLToPath(new URL("../../example", import.meta.url)),
      env: { ...process.env, PYTHONPATH: ".", DJANGO_SETTINGS_MODULE: "shop.settings", ...shop.env() },
      input: JSON.stringify(asked),
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    const django = JSON.parse(stdout) as unknown[];
    const [here, there]: unknown[][] = [[], []];
    for (const row of ROWS) {
      const instance = await instanceOf(row);
      here!.push(await verdict(() => instance.fullClean(row.options)));
      const call = {
        method: "full_clean",
        options: options(row.options),
        exclude: new Set(row.options.exclude),
      } as const;
      const again = await instanceOf(row);
      there!.push(
        await verdict(() =>
          cleanInPython(again, modelMeta(row.model), call, { alias: "default", reason: "a test" }),
        ),
      );
    }
    const named = (answers: unknown[]) =>
      answers.map((answer, index) => [JSON.stringify(ROWS[index]), answer]);
    expect(named(here!)).toEqual(named(django));
    expect(named(there!)).toEqual(named(django));
    expect(django.filter((answer) => answer === "valid").length).toBeGreaterThan(10);
  });

  test("which models are validated here, and why the others are not", () => {
    const reason = (model: string): string | null => cleanReason(modelMeta(model), "default");
    const native = ["catalog.Country", "catalog.Publisher", "catalog.Tag", "catalog.Series", "catalog.Note"];
    for (const model of [...native, "orders.Coupon", "orders.Order", "orders.AuditEntry"])
      expect(reason(model), model).toBeNull();
    expect(reason("catalog.Author")).toMatch(/constraint "author_died_after_born"/);
    expect(reason("accounts.User")).toMatch(/clean\(\) is overridden/);
    expect(reason("catalog.AuthorProfile")).toMatch(/"languages" .* validates by itself/);
  });

  test("a valid row's values are as reading the row would give them", async () => {
    const publisher = new Publisher({ name: "Cleaned", founded: "1900" as unknown as number });
    await publisher.fullClean();
    expect(publisher.founded).toBe(1900);
    if (djangoPython === null) return;
    const author = new Author({
      name: "Cleaned",
      born: new DateTime(Date.UTC(2000, 1, 3, 12)) as unknown as string,
    });
    await author.cleanFields({ exclude: ["mentor_id"] });
    expect(author.born).toBe("2000-02-03");
  });

  test("the parts look at their part alone", async () => {
    const tag = new Tag({ name: (await Tag.objects.get({ id: 1 })).name, slug: "not a slug" });
    await expect(tag.cleanFields()).rejects.toMatchObject({
      messageDict: { slug: [expect.stringContaining("slug")] },
    });
    await expect(tag.validateUnique()).rejects.toMatchObject({
      messages: ["Tag with this Name already exists."],
      problems: { name: [{ code: "unique" }] },
    });
    await tag.validateUnique({ exclude: ["name"] });
    await tag.validateConstraints();
  });

  test("what only() left out is as the database has it", async () => {
    const tag = await Tag.objects.only("slug").get({ id: 1 });
    await (tag as unknown as Tag).fullClean();
    tag.slug = "a b";
    await expect((tag as unknown as Tag).fullClean()).rejects.toThrow(ValidationError);
  });

  test("in a transaction, Python sees the rows that it is to compare with", async () => {
    const died = { name: "Ended", born: "1990-01-01", died: "1980-01-01" };
    const validate = () => new Author(died).fullClean();
    if (djangoPython !== null) {
      await expect(atomic(validate)).rejects.toThrow(TransactionManagementError);
      await expect(atomic(validate, { python: true })).rejects.toThrow(ValidationError);
    }
    const taken = atomic(async () => {
      await Tag.objects.create({ name: "Within", slug: "within" });
      await new Tag({ name: "Within", slug: "other" }).fullClean();
    });
    await expect(taken).rejects.toMatchObject({
      messageDict: { name: ["Tag with this Name already exists."] },
    });
  });

  test("one that leaves a handler is a 422 in FastAPI's form", async () => {
    const api = new FastAPI();
    api.post("/tags", {}, async () => {
      await new Tag({ name: "", slug: "fine" }).fullClean();
    });
    const response = await new TestClient(api).post("/tags");
    expect([response.status, await response.json()]).toEqual([
      422,
      {
        detail: [
          {
            type: "value_error",
            loc: ["body", "name"],
            msg: "This field cannot be blank.",
            input: null,
            ctx: { code: "blank" },
          },
        ],
      },
    ]);
  });
});
