import { beforeAll, describe, expect, test } from "vitest";
import { sqliteShop } from "../../tests/support/shop.ts";
import { FieldFile } from "./fields/field-file.ts";
import { ModelInstance, loadedRelated } from "./instance.ts";
import { ModelRegistry } from "./meta.ts";
import type { ModelMeta } from "./meta.ts";
import type { ResultShape } from "./query/tree.ts";
import { rowBuilder } from "./rows.ts";
import type { Decoder } from "./rows.ts";

let registry: ModelRegistry;
let book: ModelMeta;

beforeAll(async () => {
  registry = new ModelRegistry((await sqliteShop()).manifest);
  book = registry.get("catalog.Book") as ModelMeta;
});

function build(
  kind: ResultShape["kind"],
  columns: readonly string[],
  row: readonly unknown[],
  decoders: readonly Decoder[] = columns.map(() => null),
): unknown {
  return rowBuilder({ shape: { kind, columns }, decoders }, book, registry)(row, null);
}

describe("values", () => {
  test("are objects, arrays or one value", () => {
    expect(build("values", ["id", "author__name"], [1, "Lem"])).toEqual({ id: 1, author__name: "Lem" });
    expect(build("list", ["id", "author__name"], [1, "Lem"])).toEqual([1, "Lem"]);
    expect(build("flat", ["id"], [1])).toBe(1);
  });

  test("are decoded, null never", () => {
    const double: Decoder = (raw) => (raw as number) * 2;
    expect(build("values", ["a", "b"], [1, null], [double, double])).toEqual({ a: 2, b: null });
    expect(build("list", ["a", "b"], [1, 2], [double, null])).toEqual([2, 2]);
    expect(build("flat", ["a"], [null], [double])).toBeNull();
  });

  test("a name cannot get out of its quotes", () => {
    const name = 'a"], process.exit(1), ["\u2028\\';
    expect(build("values", [name], [1])).toEqual({ [name]: 1 });
  });
});

describe("instances", () => {
  test("have their columns in order, and their model", () => {
    const row = build("instances", ["id", "title"], [1, "Solaris"]) as ModelInstance;
    expect(row).toBeInstanceOf(ModelInstance);
    expect(Object.entries(row)).toEqual([
      ["id", 1],
      ["title", "Solaris"],
    ]);
  });

  test("have selected relations behind them, null where there is no row", () => {
    const columns = ["id", "author_id", "author.id", "author.name", "author.mentor.id", "publisher.id"];
    const row = build("instances", columns, [1, 2, 2, "Lem", null, null]) as ModelInstance;
    const author = loadedRelated(row, "author") as ModelInstance;
    expect(Object.entries(author)).toEqual([
      ["id", 2],
      ["name", "Lem"],
    ]);
    expect(loadedRelated(author, "mentor")).toBeNull();
    expect(loadedRelated(row, "publisher")).toBeNull();
    expect(loadedRelated(row, "series")).toBeUndefined();
  });

  test("a multi-table child has its parent's columns, and leads back", () => {
    const columns = ["id", "title", "ebook.book_ptr_id", "ebook.file_size"];
    const row = build("instances", columns, [1, "Solaris", 1, 99]) as ModelInstance;
    const child = loadedRelated(row, "ebook") as ModelInstance;
    expect(Object.entries(child)).toEqual([
      ["id", 1],
      ["title", "Solaris"],
      ["book_ptr_id", 1],
      ["file_size", 99],
    ]);
    expect(loadedRelated(child, "book_ptr")).toBe(row);
  });

  test("a file knows its URL, and no file is null", () => {
    const row = build("instances", ["id", "cover"], [1, "covers/a.svg"]) as { cover: unknown };
    expect(row.cover).toBeInstanceOf(FieldFile);
    expect((build("instances", ["id", "cover"], [1, ""]) as { cover: unknown }).cover).toBeNull();
    expect(build("values", ["cover"], ["covers/a.svg"])).toEqual({ cover: "covers/a.svg" });
  });

  test("a column for the ORM is in no row", () => {
    const source = {
      shape: { kind: "instances", columns: ["id", "owner"] } as const,
      decoders: [null, null],
      hidden: "owner",
    };
    expect(Object.keys(rowBuilder(source, book, registry)([1, 2], null) as object)).toEqual(["id"]);
  });
});
