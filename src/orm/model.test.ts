import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { sqliteShop } from "../../tests/support/shop.ts";
import type { Shop } from "../../tests/support/shop.ts";
import { ConnectionDoesNotExist, OrmNotStarted, QueryNeedsPython, UnknownModel } from "../errors/orm.ts";
import { unavailableBridge } from "../manifest/unavailable-bridge.ts";
import type { Manifest } from "../manifest/schema.ts";
import { withExecutor } from "./queryset.ts";
import { Manager } from "./manager.ts";
import { model } from "./model.ts";
import { createRuntime, hasRuntime, runtime, setRuntime } from "./runtime.ts";
import type { OrmRuntime } from "./runtime.ts";
import type { ModelType } from "./typing/model-type.ts";

interface AnyModel extends ModelType {
  label: string;
  managers: Readonly<Record<"objects" | "all_objects" | "recent", Manager<AnyModel>>>;
}

let shop: Shop;
let open: OrmRuntime | null = null;

beforeAll(async () => {
  shop = await sqliteShop();
});
afterEach(async () => {
  setRuntime(null);
  await open?.close();
  open = null;
});

/** A process with the shop and no Python. */
function start(change: Partial<Manifest> = {}): OrmRuntime {
  open = createRuntime(
    { ...shop.manifest, ...change },
    shop.secrets,
    unavailableBridge("there is none here"),
  );
  setRuntime(open);
  return open;
}

describe("model()", () => {
  test("needs no project to be declared, nor to make queries", async () => {
    const Book = model<AnyModel>("catalog.Book");
    const query = Book.objects.all();
    expect(() => Book.meta).toThrow(OrmNotStarted);
    await expect(query).rejects.toThrow("The ORM does not know a Django project yet.");
    start();
    expect(Book.meta.label).toBe("catalog.Book");
    expect((await query).length).toBe(56);
  });

  test("is one object a label, so that errors and instances are the same everywhere", () => {
    expect(model<AnyModel>("catalog.Book")).toBe(model<AnyModel>("catalog.Book"));
    expect(model<AnyModel>("catalog.Book").DoesNotExist).not.toBe(
      model<AnyModel>("catalog.Tag").DoesNotExist,
    );
  });

  test("has the managers that the model has", () => {
    start();
    const Book = model<AnyModel>("catalog.Book");
    expect(Book.all_objects).toBeInstanceOf(Manager);
    expect(Book.recent.all().tree.manager).toBe("recent");
    expect(model<AnyModel>("catalog.Tag").all_objects).toBeUndefined();
  });

  test("learns of another project", () => {
    start();
    const Book = model<AnyModel>("catalog.Book");
    const models = shop.manifest.models.map((description) =>
      description.label === "catalog.Book"
        ? { ...description, managers: description.managers.slice(0, 1) }
        : description,
    );
    start({ models });
    expect(Book.objects).toBeInstanceOf(Manager);
    expect(Book.recent).toBeUndefined();
  });

  test("that the project does not have says so when it is used", async () => {
    start();
    const Gone = model<AnyModel>("catalog.Gone");
    await expect(Gone.objects.all()).rejects.toThrow(UnknownModel);
    await expect(Gone.objects.all()).rejects.toThrow('The project has no model "catalog.Gone".');
  });

  test("makes rows, with the defaults of their columns", () => {
    start();
    const Book = model<AnyModel>("catalog.Book") as unknown as new (values: object) => object;
    const book = new Book({ title: "The Word for World", author_id: 3 });
    expect(book).toMatchObject({ title: "The Word for World", author_id: 3, pk: null, format: "paperback" });
    expect(book).toMatchObject({ in_print: true, metadata: {}, isbn: null, subtitle: "" });
    expect(() => new Book({ titel: "x" })).toThrow("Book() got unexpected keyword arguments: 'titel'");
    const assign = (name: string) => () => Object.assign(new Book({}), { [name]: [1] });
    expect(assign("tags")).toThrow(
      "Book.tags is several rows, which are not assigned: await row.tags.set([...]).",
    );
    expect(assign("reviews")).toThrow("await row.reviews.set([...])");
  });
});

describe("the runtime", () => {
  test("is set once and found everywhere", () => {
    expect(hasRuntime()).toBe(false);
    expect(() => runtime()).toThrow(OrmNotStarted);
    const set = start();
    expect(runtime()).toBe(set);
  });

  test("knows whether every database is synchronous", () => {
    expect(start().synchronous).toBe(true);
    const databases = { ...shop.manifest.databases };
    databases["other"] = { ...(databases["default"] as Manifest["databases"][string]), vendor: "postgresql" };
    expect(start({ databases }).synchronous).toBe(false);
  });

  test("an alias that DATABASES lacks is named", async () => {
    start();
    const query = model<AnyModel>("catalog.Book").objects.using("archive");
    await expect(query).rejects.toThrow(ConnectionDoesNotExist);
    await expect(query).rejects.toThrow("The connection 'archive' doesn't exist. DATABASES has: default.");
  });
});

describe("a query that only Python can run", () => {
  test("says so, and why, where there is no Python", async () => {
    start();
    const recent = model<AnyModel>("catalog.Book").recent.all();
    await expect(recent).rejects.toThrow(QueryNeedsPython);
    await expect(recent).rejects.toThrow(/catalog\.Book\.recent is Python's.+This process has no Python\./);
  });

  test("is refused under FASTAPI_QUERY_FALLBACK = 'error'", async () => {
    start({ settings: { ...shop.manifest.settings, FASTAPI_QUERY_FALLBACK: "error" } });
    await expect(model<AnyModel>("catalog.Book").recent.all()).rejects.toThrow(
      'FASTAPI_QUERY_FALLBACK = "error" forbids that.',
    );
  });

  test("is one on a database that SQL is not written for", async () => {
    const databases = structuredClone(shop.manifest.databases);
    (databases["default"] as { vendor: string }).vendor = "oracle";
    start({ databases });
    await expect(model<AnyModel>("catalog.Book").objects.all()).rejects.toThrow(
      'SQL is not written for "oracle" here',
    );
  });

  test("is one whose model's route changes", async () => {
    const models = shop.manifest.models.map((description) => ({
      ...description,
      database: { read: "python", write: "python" },
    }));
    start({ models });
    await expect(model<AnyModel>("catalog.Book").objects.all()).rejects.toThrow(
      "DATABASE_ROUTERS answer differently",
    );
  });

  test("is no native one", async () => {
    start();
    const query = withExecutor(model<AnyModel>("catalog.Book").recent, "native");
    await expect(query).rejects.toThrow("This query is not compiled here:");
  });
});
