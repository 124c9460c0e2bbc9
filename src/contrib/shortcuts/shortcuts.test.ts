import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { Author, Book, Tag } from "#django/catalog";
import { sqliteShop } from "../../../tests/support/shop.ts";
import { djangoPython } from "../../../tests/support/python.ts";
import { shopRuntime } from "../../../tests/support/shop-runtime.ts";
import type { ShopRuntime } from "../../../tests/support/shop-runtime.ts";
import { FastAPI } from "../../api/fastapi.ts";
import { HTTPException } from "../../errors/api.ts";
import { PythonError } from "../../errors/python.ts";
import { setRuntime } from "../../orm/runtime.ts";
import { TestClient } from "../../testing/test-client.ts";
import { modelSchema } from "../model-schema/model-schema.ts";
import { getListOr404 } from "./get-list-or-404.ts";
import { getObjectOr404 } from "./get-object-or-404.ts";
import { redirect } from "./redirect.ts";
import { render } from "./render.ts";
import { reverse } from "./reverse.ts";

let shop: ShopRuntime;
beforeAll(async () => {
  shop = await shopRuntime(await sqliteShop());
  setRuntime(shop.runtime);
});
afterAll(async () => {
  setRuntime(null);
  await shop.close();
});

describe("getObjectOr404", () => {
  test("takes models, managers and QuerySets", async () => {
    const book = await Book.objects.first();
    const id = book?.id ?? 0;
    for (const found of [
      await getObjectOr404(Book, { id }),
      await getObjectOr404(Book.objects, { id }),
      await getObjectOr404(Book.objects.filter({ id })),
    ])
      expect(found.title).toBe(book?.title);
  });

  test("a model stands for its default manager", async () => {
    const hidden = await Book.all_objects.filter({ deleted_at__isnull: false }).first();
    const id = hidden?.id ?? 0;
    expect((await getObjectOr404(Book.all_objects, { id })).id).toBe(id);
    await expect(getObjectOr404(Book, { id })).rejects.toThrow("No Book matches the given query.");
  });

  test("is a 404 in FastAPI's form; several rows are an error of the program", async () => {
    const app = new FastAPI();
    const BookOut = modelSchema(Book, { fields: ["id"], include: { author: { fields: ["name"] } } });
    // A row need not have what the response model reads by itself.
    app.get("/books/{id}", { args: { id: z.int() }, response: BookOut }, ({ id }) =>
      getObjectOr404(Book, { id }),
    );
    const client = new TestClient(app);
    const missing = await client.get("/books/999999");
    expect([missing.status, await missing.json()]).toEqual([
      404,
      { detail: "No Book matches the given query." },
    ]);
    const book = await Book.objects.selectRelated("author").first();
    expect(await (await client.get(`/books/${book?.id}`)).json()).toEqual({
      id: book?.id,
      author_id: undefined,
      author: { name: book?.author.name },
    });
    await expect(getObjectOr404(Book.objects)).rejects.toThrow(Book.MultipleObjectsReturned);
  });
});

test("getListOr404: rows, or 404", async () => {
  expect(await getListOr404(Tag, { slug__isnull: false })).toHaveLength(await Tag.objects.count());
  const error = await getListOr404(Tag.objects, { slug: "no such" }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(HTTPException);
  expect(error).toMatchObject({ status: 404, detail: "No Tag matches the given query." });
});

describe("redirect", () => {
  const sent = async (...args: Parameters<typeof redirect>): Promise<unknown[]> => {
    const response = await redirect(...args);
    return [response.statusCode, response.headers.get("location")];
  };

  test("to URLs, without Python", async () => {
    expect(await sent("/docs")).toEqual([302, "/docs"]);
    expect(await sent("../up")).toEqual([302, "../up"]);
    expect(await sent(new URL("https://example.com/x?y=1"))).toEqual([302, "https://example.com/x?y=1"]);
  });

  test("permanently, and with the same method", async () => {
    expect(await sent("/", { permanent: true })).toEqual([301, "/"]);
    expect(await sent("/", { preserveRequest: true })).toEqual([307, "/"]);
    expect(await sent("/", { permanent: true, preserveRequest: true })).toEqual([308, "/"]);
  });

  test.skipIf(djangoPython === null)("to what Django names", async () => {
    expect(await sent("admin:catalog_book_change", { args: [7] })).toEqual([
      302,
      "/admin/catalog/book/7/change/",
    ]);
    // As `resolve_url`: what is no name and looks like a URL is one.
    expect(await sent("example.com")).toEqual([302, "example.com"]);
    await expect(sent("no_such_name")).rejects.toThrow(PythonError);
    await expect(redirect((await Author.objects.first()) as object)).rejects.toThrow(PythonError);
  });
});

describe.skipIf(djangoPython === null)("by Python", () => {
  test("reverse, with arguments by position and by name", async () => {
    expect(await reverse("admin:index")).toBe("/admin/");
    expect(await reverse("admin:app_list", { app_label: "catalog" })).toBe("/admin/catalog/");
    await expect(reverse("no such")).rejects.toMatchObject({
      pythonType: "django.urls.exceptions.NoReverseMatch",
    });
  });

  test("render, with QuerySets, status, type and headers", async () => {
    const app = new FastAPI();
    app.get("/page", (_args, context) =>
      render(
        context,
        "admin/includes/object_delete_summary.html",
        { model_count: Author.objects.orderBy("id").valuesList("name", "id").slice(0, 2) },
        { status: 418, contentType: "text/x-summary" },
      ),
    );
    const response = await new TestClient(app).get("/page?x=1");
    expect(response.status).toBe(418);
    expect(response.headers.get("content-type")).toBe("text/x-summary");
    const [first] = await Author.objects.orderBy("id");
    expect((await response.text()).replaceAll(/\s+/g, " ")).toContain(
      `<li>${first?.name}: ${first?.id}</li>`.replace(/^<li>.(.*)/, (_, rest: string) => rest),
    );
  });

  test("render says what the template says", async () => {
    const app = new FastAPI();
    app.get("/page", (_args, { request }) => render(request, ["no/such.html", "nor/this.html"]));
    await expect(new TestClient(app).get("/page")).rejects.toMatchObject({
      pythonType: "django.template.exceptions.TemplateDoesNotExist",
    });
  });
});
