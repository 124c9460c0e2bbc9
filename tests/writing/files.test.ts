import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Author, Book } from "#django/catalog";
import { FastAPI, deleteFile, file, storeFile } from "../../src/index.ts";
import { atomic, ValidationError, WriteError } from "../../src/orm/index.ts";
import { setRuntime } from "../../src/orm/runtime.ts";
import { TestClient } from "../../src/testing/test-client.ts";
import { djangoPython } from "../support/python.ts";
import { shopRuntime } from "../support/shop-runtime.ts";
import type { ShopRuntime } from "../support/shop-runtime.ts";
import { removeCopy, sqliteShop } from "../support/shop.ts";
import type { Shop } from "../support/shop.ts";
import { z } from "zod";

describe.runIf(djangoPython !== null)("files of rows", () => {
  let shop: Shop;
  let running: ShopRuntime;
  const media = (name: string): string => join(shop.env["EXAMPLE_MEDIA_ROOT"] as string, name);
  const cover = (content: string, name = "dune.svg"): File =>
    new File([content], name, { type: "image/svg+xml" });
  const bookOf = async (id: number) => Book.objects.get({ id });

  beforeAll(async () => {
    shop = await sqliteShop({ copy: true });
    running = await shopRuntime(shop);
    setRuntime(running.runtime);
  });
  afterAll(async () => {
    setRuntime(null);
    await running.close();
    removeCopy(shop);
  });

  test("are stored by upload_to, under a name that is free, and set on the row, which is not saved", async () => {
    const [one, other] = [await bookOf(1), await bookOf(2)];
    const stored = await storeFile(one, "cover", cover("one"));
    expect(stored).toBe(one.cover);
    expect([one.cover?.name, one.cover?.url]).toEqual(["covers/dune.svg", "/media/covers/dune.svg"]);
    expect(readFileSync(media("covers/dune.svg"), "utf8")).toBe("one");
    expect(statSync(media("covers/dune.svg")).mode & 0o777).toBe(0o644);
    expect((await bookOf(1)).cover?.name).not.toBe("covers/dune.svg");
    await one.save();
    expect((await bookOf(1)).cover?.name).toBe("covers/dune.svg");

    await storeFile(other, "cover", cover("other"));
    expect(other.cover?.name).toMatch(/^covers\/dune_\w{7}\.svg$/);
    expect(readFileSync(media(other.cover?.name ?? ""), "utf8")).toBe("other");
  });

  test("names are made harmless; bytes and blobs are given one", async () => {
    const book = await bookOf(3);
    await storeFile(book, "cover", cover("x", "../../etc/passwd"));
    expect(book.cover?.name).toBe("covers/passwd");
    await storeFile(book, "cover", new TextEncoder().encode("bytes"), { name: "my cover.txt" });
    expect(book.cover?.name).toBe("covers/my_cover.txt");
    await storeFile(book, "cover", new Blob(["blob"]));
    expect(book.cover?.name).toBe("covers/file");
  });

  test("a new row's, and one that a transaction has not committed", async () => {
    const book = new Book({ title: "New", slug: "new-with-cover", price: "1.00", author_id: 1 });
    await storeFile(book, "cover", cover("new", "new.svg"));
    await book.save();
    expect((await bookOf(book.id)).cover?.name).toBe("covers/new.svg");
    await atomic(async () => {
      const made = await Book.objects.create({ title: "In", slug: "in", price: "1.00", author_id: 1 });
      await storeFile(made, "cover", cover("in", "in.svg"));
      await made.save();
      expect((await bookOf(made.id)).cover?.name).toBe("covers/in.svg");
    });
  });

  test("what a form would refuse is a ValidationError of the field, and a 422 of an operation", async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.endsWith(".upload"));
    const book = await bookOf(4);
    const had = book.cover?.name;
    const empty = await storeFile(book, "cover", cover("", "empty.svg")).catch((error: unknown) => error);
    expect(empty).toBeInstanceOf(ValidationError);
    expect((empty as ValidationError).messageDict).toEqual({ cover: ["The submitted file is empty."] });
    expect(book.cover?.name).toBe(had);
    await storeFile(book, "cover", cover("", "empty.svg"), { validate: false });
    expect(existsSync(media("covers/empty.svg"))).toBe(true);

    const app = new FastAPI();
    app.put("/", { args: { upload: file(z.file()) } }, ({ upload }) => storeFile(book, "cover", upload));
    const body = new FormData();
    body.set("upload", cover(""));
    const response = await new TestClient(app).put("/", { body });
    expect([response.status, await response.json()]).toMatchObject([
      422,
      { detail: [{ loc: ["body", "cover"] }] },
    ]);
    expect(readdirSync(tmpdir()).filter((name) => name.endsWith(".upload"))).toEqual(before);
  });

  test("are deleted in the storage, and from the row, which is not saved", async () => {
    const book = await bookOf(5);
    await storeFile(book, "cover", cover("five", "five.svg"));
    await book.save();
    await deleteFile(book, "cover");
    expect([book.cover, existsSync(media("covers/five.svg"))]).toEqual([null, false]);
    await book.save();
    expect((await bookOf(5)).cover).toBeNull();
    await deleteFile(book, "cover");
  });

  test("a field for no files, no row", async () => {
    const book = await bookOf(1);
    // @ts-expect-error -- no field for files
    await expect(storeFile(book, "title", cover("x"))).rejects.toThrow(
      "Book.title is no field for files. They are: cover.",
    );
    const author = await Author.objects.first();
    // @ts-expect-error -- it has none
    await expect(storeFile(author as Author, "name", cover("x"))).rejects.toThrow("They are: none.");
    await expect(storeFile({ cover: null } as never, "cover" as never, cover("x"))).rejects.toThrow(
      WriteError,
    );
  });
});
