import { expect, test } from "vitest";
import { Author, Book, Country, EBook, Note, Publisher, Tag } from "#django/catalog";
import {
  DateTime,
  F,
  IntegrityError,
  NotUpdated,
  WriteError,
  atomic,
  isSameRow,
} from "../../src/orm/index.ts";
import { describeShops } from "./support/shops.ts";

let number = 0;
/** A word that no other row has. */
const unique = (word: string): string => `${word}-${(number += 1)}`;

const newBook = async () =>
  Book.objects.create({
    title: "The Telling",
    slug: unique("telling"),
    author: await Author.objects.create({ name: unique("author") }),
    price: "12.5",
  });

describeShops("save()", (shop) => {
  test("a new row is inserted, and has what a read row would have", async () => {
    const book = await newBook();
    const read = await Book.objects.get({ pk: book.pk });
    expect(book.toJSON()).toEqual(read.toJSON());
    expect(book).toMatchObject({ price: "12.50", stock: 0, metadata: {}, cover: null });
    expect(book.created).toBeInstanceOf(DateTime);
    expect(book.uuid).toMatch(/^[0-9a-f]{8}-/);
    expect(isSameRow(book, read)).toBe(true);
  });

  test("a row that was read writes what was changed, and times that fill themselves", async () => {
    const { pk } = await newBook();
    const book = await Book.objects.get({ pk });
    const before = book.updated;
    shop.written();
    book.stock = 7;
    await book.save();
    expect(shop.written()).toEqual([
      'UPDATE "catalog_book" SET "stock" = ?, "updated" = ? WHERE "catalog_book"."id" = ?',
    ]);
    expect(book.updated.compareTo(before)).toBeGreaterThan(0);
    expect(await Book.objects.get({ pk })).toMatchObject({ stock: 7, title: "The Telling" });
  });

  test("what somebody else changed meanwhile stays", async () => {
    const tag = await Tag.objects.create({ name: unique("name"), slug: unique("slug") });
    const other = await Tag.objects.get({ pk: tag.pk });
    other.name = unique("renamed");
    await other.save();
    tag.slug = unique("moved");
    await tag.save();
    expect(await Tag.objects.get({ pk: tag.pk })).toMatchObject({ name: other.name, slug: tag.slug });
  });

  test("a value that is the same in another form is no change", async () => {
    const book = await newBook();
    shop.written();
    book.price = "12.5";
    book.in_print = true;
    book.metadata = {};
    await book.save({ updateFields: ["updated"] });
    shop.written();
    await Tag.objects.create({ name: unique("name"), slug: unique("slug") }).then((tag) => tag.save());
    expect(shop.written().filter((sql) => sql.startsWith("UPDATE"))).toEqual([]);
    const read = await Book.objects.get({ pk: book.pk });
    read.price = "12.5000";
    read.available_from = null;
    await read.save();
    expect(shop.written()).toEqual(['UPDATE "catalog_book" SET "updated" = ? WHERE "catalog_book"."id" = ?']);
  });

  test("JSON that was changed in place is a change", async () => {
    const { pk } = await newBook();
    const book = await Book.objects.get({ pk });
    (book.metadata as Record<string, unknown>)["seen"] = true;
    await book.save();
    expect((await Book.objects.get({ pk })).metadata).toEqual({ seen: true });
  });

  test("a row that is gone is inserted again, as in Django", async () => {
    const tag = await Tag.objects.create({ name: unique("name"), slug: unique("slug") });
    await Tag.objects.filter({ pk: tag.pk }).delete();
    tag.name = unique("again");
    await tag.save();
    expect(await Tag.objects.get({ pk: tag.pk })).toMatchObject({ name: tag.name, slug: tag.slug });
  });

  test("a primary key that is given may be there already", async () => {
    const code = `W${shop.kind === "sqlite" ? 1 : 2}`;
    await new Country({ code, name: "Gethen" }).save();
    await new Country({ code, name: "Winter" }).save();
    expect(await Country.objects.get({ code })).toMatchObject({ name: "Winter" });
    await expect(Country.objects.create({ code, name: "Again" })).rejects.toThrow(IntegrityError);
    await expect(new Country({ code: "W9", name: "None" }).save({ forceUpdate: true })).rejects.toThrow(
      NotUpdated,
    );
  });

  test("updateFields writes those, changed or not, and no others", async () => {
    const { pk } = await newBook();
    const book = await Book.objects.get({ pk });
    Object.assign(book, { title: "Changed", stock: 3 });
    shop.written();
    await book.save({ updateFields: ["stock", "author"] });
    expect(shop.written()).toEqual([
      'UPDATE "catalog_book" SET "author_id" = ?, "stock" = ? WHERE "catalog_book"."id" = ?',
    ]);
    await book.save({ updateFields: [] });
    expect(shop.written()).toEqual([]);
    // The title was not written: it is still a change.
    await book.save();
    expect((await Book.objects.get({ pk })).title).toBe("Changed");
    await expect(book.save({ updateFields: ["titel" as "title"] })).rejects.toThrow(
      "The following fields do not exist in this model, are m2m fields, primary keys, or are non-concrete fields: titel",
    );
    await expect(book.save({ updateFields: ["stock"], forceInsert: true })).rejects.toThrow(WriteError);
    await new Tag({ name: "x", slug: "x" }).save({ updateFields: ["name"] }).catch((error: unknown) => {
      expect(String(error)).toContain("Cannot force an update in save() with no primary key.");
    });
  });

  test("columns that were not read are not written", async () => {
    const { pk } = await newBook();
    const book = await Book.objects.only("title").get({ pk });
    book.title = "Deferred";
    shop.written();
    await book.save();
    expect(shop.written()).toEqual(['UPDATE "catalog_book" SET "title" = ? WHERE "catalog_book"."id" = ?']);
    expect(await Book.objects.get({ pk })).toMatchObject({ title: "Deferred", price: "12.50" });
  });

  test("an expression is computed by the database, and its value is read back", async () => {
    const book = await newBook();
    await Book.objects.filter({ pk: book.pk }).update({ stock: 40 });
    Object.assign(book, { stock: F("stock") });
    await book.save();
    expect(book.stock).toBe(40);
    await book.save();
    expect((await Book.objects.get({ pk: book.pk })).stock).toBe(40);
  });

  test("a related row that was never saved is refused; one that is saved later is found", async () => {
    const author = new Author({ name: unique("author") });
    const book = new Book({ title: "Later", slug: unique("later"), author, price: "1.00" });
    await expect(book.save()).rejects.toThrow(
      "save() prohibited to prevent data loss due to unsaved related object 'author'.",
    );
    const assigned = new Book({ title: "Later", slug: unique("later"), author, price: "1.00" });
    await author.save();
    await assigned.save();
    expect(assigned.author_id).toBe(author.pk);
    expect(await assigned.related("author")).toBe(author);
  });

  test("a child of multi-table inheritance: the parent's table first", async () => {
    const author = await Author.objects.create({ name: unique("author") });
    shop.written();
    const ebook = await EBook.objects.create({
      title: "Both",
      slug: unique("both"),
      author,
      price: "2.00",
      file_size: 10,
    });
    expect(shop.written().map((sql) => /INTO "(\w+)"/.exec(sql)?.[1])).toEqual([
      "catalog_book",
      "catalog_ebook",
    ]);
    expect(ebook.book_ptr_id).toBe(ebook.id);
    ebook.file_size = 11;
    await ebook.save({ updateFields: ["file_size"] });
    expect(shop.written()).toEqual([
      'UPDATE "catalog_ebook" SET "file_size" = ? WHERE "catalog_ebook"."book_ptr_id" = ?',
    ]);
    expect(await EBook.objects.get({ pk: ebook.pk })).toMatchObject({ title: "Both", file_size: 11 });
  });

  test("a generic foreign key is stored as content type and key", async () => {
    const author = await Author.objects.create({ name: unique("author") });
    const note = await Note.objects.create({ subject: author, text: "about" });
    const [read] = await Note.objects.filter({ pk: note.pk }).prefetchRelated("subject");
    expect(isSameRow(read!.subject as Author, author)).toBe(true);
    expect(await author.notes.count()).toBe(1);
  });

  test("after a write that failed, the block around it runs nothing more", async () => {
    const tag = await Tag.objects.create({ name: unique("name"), slug: unique("slug") });
    await atomic(async () => {
      await expect(Tag.objects.create({ name: tag.name, slug: tag.slug })).rejects.toThrow(IntegrityError);
      await expect(Tag.objects.count()).rejects.toThrow("You can't execute queries until the end");
    });
    await atomic(async () => {
      await expect(atomic(() => Tag.objects.create({ name: tag.name, slug: tag.slug }))).rejects.toThrow(
        IntegrityError,
      );
      expect(await Tag.objects.filter({ pk: tag.pk }).count()).toBe(1);
    });
  });

  test("update() of rows that are found by others", async () => {
    const book = await newBook();
    const { name } = await book.related("author");
    expect(await Book.objects.filter({ author__name: name }).update({ stock: 3, price: "9.9" })).toBe(1);
    expect(await Book.objects.get({ pk: book.pk })).toMatchObject({ stock: 3, price: "9.90" });
    await expect(Book.objects.all().slice(0, 2).update({ stock: 1 })).rejects.toThrow(
      "Cannot update a query once a slice has been taken.",
    );
    await expect(Book.objects.update({ stock: F("author__id") })).rejects.toThrow(
      "Joined field references are not permitted in this query",
    );
  });

  test("getOrCreate() and updateOrCreate()", async () => {
    const name = unique("publisher");
    const [made, created] = await Publisher.objects.getOrCreate({ name }, { defaults: { founded: 1974 } });
    expect([made.founded, created]).toEqual([1974, true]);
    const [found, again] = await Publisher.objects.getOrCreate({ name__iexact: name.toUpperCase() });
    expect([found.pk, again]).toEqual([made.pk, false]);
    const [changed] = await Publisher.objects.updateOrCreate({ name }, { defaults: { founded: 1975 } });
    expect(changed.founded).toBe(1975);
    const other = unique("publisher");
    const [fresh] = await Publisher.objects.updateOrCreate(
      { name: other },
      { defaults: { founded: 1 }, createDefaults: { founded: 2 } },
    );
    expect(fresh.founded).toBe(2);
  });

  test("many-to-many: added, taken away, made, none twice", async () => {
    const book = await newBook();
    const tags = await Tag.objects.bulkCreate(
      [1, 2, 3].map(() => new Tag({ name: unique("many"), slug: unique("many") })),
    );
    const [one, two, three] = tags as readonly Tag[] as [Tag, Tag, Tag];
    const keys = async () => (await book.tags.valuesList("pk", { flat: true })).sort((a, b) => a - b);
    await book.tags.add(one, two.pk);
    await book.tags.add([one]);
    expect(await keys()).toEqual([one.pk, two.pk]);
    await book.tags.set([two, three]);
    expect(await keys()).toEqual([two.pk, three.pk]);
    await three.books.remove(book);
    expect(await keys()).toEqual([two.pk]);
    const [made, created] = await book.tags.getOrCreate(
      { slug: unique("many") },
      { defaults: { name: unique("many") } },
    );
    expect([await keys(), created]).toEqual([[two.pk, made.pk], true]);
    const [prefetched] = await Book.objects.filter({ pk: book.pk }).prefetchRelated("tags");
    await prefetched?.tags.clear();
    expect(await prefetched?.tags.all()).toEqual([]);
    await one.related.add(two);
    expect(await two.related.get()).toMatchObject({ pk: one.pk });
    await expect(new Book({ title: "x" }).tags.add(one)).rejects.toThrow(WriteError);
  });

  test("bulkCreate() takes one statement, and keys come back; bulkUpdate() takes one, too", async () => {
    shop.written();
    const tags = await Tag.objects.bulkCreate(
      [1, 2, 3].map(() => new Tag({ name: unique("bulk"), slug: unique("bulk") })),
    );
    expect(shop.written()).toHaveLength(1);
    expect(await Tag.objects.filter({ pk__in: tags.map(({ pk }) => pk) }).count()).toBe(3);
    for (const tag of tags) tag.name = unique("renamed");
    shop.written();
    expect(await Tag.objects.bulkUpdate(tags, ["name"])).toBe(3);
    expect(shop.written()).toHaveLength(1);
    const read = await Tag.objects.inBulk(tags.map(({ pk }) => pk));
    expect(tags.map(({ pk }) => read.get(pk)?.name)).toEqual(tags.map(({ name }) => name));
  });

  test("bulkCreate() of rows that are there: left out, or changed", async () => {
    const slug = unique("conflict");
    const tag = await Tag.objects.create({ name: unique("name"), slug });
    const rows = () => [
      new Tag({ name: unique("other"), slug }),
      new Tag({ name: unique("new"), slug: unique("new") }),
    ];
    const before = await Tag.objects.count();
    await Tag.objects.bulkCreate(rows(), { ignoreConflicts: true });
    expect(await Tag.objects.count()).toBe(before + 1);
    const [other] = await Tag.objects.bulkCreate(rows(), {
      updateConflicts: true,
      updateFields: ["name"],
      uniqueFields: ["slug"],
    });
    expect(other?.pk).toBe(tag.pk);
    expect((await Tag.objects.get({ slug })).name).toBe(other?.name);
  });
});
