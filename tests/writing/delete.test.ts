import { expect, test } from "vitest";
import { User } from "#django/accounts";
import { Author, AuthorProfile, Book, Country, EBook, Publisher, Series, Tag } from "#django/catalog";
import { ProtectedError, RestrictedError } from "../../src/orm/index.ts";
import { describeShops } from "./support/shops.ts";

let number = 0;
const unique = (word: string): string => `${word}-${(number += 1)}`;

const newAuthor = () => Author.objects.create({ name: unique("author") });
const newBook = async () =>
  Book.objects.create({ title: "Gone", slug: unique("gone"), author: await newAuthor(), price: "1.00" });

describeShops("delete()", () => {
  test("CASCADE takes rows along, and tells how many of which model", async () => {
    const author = await newAuthor();
    await AuthorProfile.objects.create({ author, homepage: "https://example.org" });
    await author.influences.add(await newAuthor(), await newAuthor());
    await author.notes.create({ text: "about" });
    expect(await author.delete()).toEqual([
      5,
      { "catalog.AuthorProfile": 1, "catalog.Author_influences": 2, "catalog.Note": 1, "catalog.Author": 1 },
    ]);
    expect(author.pk).toBeNull();
  });

  test("SET_NULL empties what pointed here", async () => {
    const mentor = await newAuthor();
    const student = await Author.objects.create({ name: unique("student"), mentor });
    expect(await mentor.delete()).toEqual([1, { "catalog.Author": 1 }]);
    await student.refreshFromDb();
    expect(student.mentor_id).toBeNull();
  });

  test("PROTECT says which rows stand against it", async () => {
    const book = await newBook();
    const author = await book.related("author");
    const refused = (await author.delete().catch((error: unknown) => error)) as ProtectedError;
    expect(refused).toBeInstanceOf(ProtectedError);
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.message).toBe(
      "Cannot delete some instances of model 'Author' because they are referenced through protected foreign keys: 'Book.author'.",
    );
    expect((refused.protectedObjects as Book[]).map(({ pk }) => pk)).toEqual([book.pk]);
  });

  test("RESTRICT says so too", async () => {
    const series = await Series.objects.create({ name: unique("series") });
    const book = await newBook();
    await series.books.add(book);
    await expect(series.delete()).rejects.toThrow(RestrictedError);
    await series.books.clear();
    expect(await Series.objects.filter({ pk: series.pk }).delete()).toEqual([1, { "catalog.Series": 1 }]);
  });

  test("rows of a query, related ones too, by a handful of statements", async () => {
    const name = unique("doomed");
    for (let count = 0; count < 3; count += 1) {
      const tag = await Tag.objects.create({ name: unique(name), slug: unique("doomed") });
      await tag.books.set([await newBook()]);
    }
    expect(await Tag.objects.filter({ name__startswith: name }).delete()).toEqual([
      6,
      { "catalog.Book_tags": 3, "catalog.Tag": 3 },
    ]);
    await expect(Tag.objects.all().slice(0, 1).delete()).rejects.toThrow(
      "Cannot use 'limit' or 'offset' with delete().",
    );
  });

  test("a hidden relation protects as well", async () => {
    const country = await Country.objects.create({ code: "DX", name: unique("country") });
    const publisher = await Publisher.objects.create({ name: unique("publisher"), country });
    await expect(country.delete()).rejects.toThrow("'Publisher.country'");
    await publisher.delete();
    await country.delete();
    expect(await Country.objects.filter({ code: "DX" }).exists()).toBe(false);
  });

  test("a child of multi-table inheritance goes with its parent's row: with hooks left out", async () => {
    const ebook = await EBook.objects.create({
      title: "Both",
      slug: unique("both"),
      author: await newAuthor(),
      price: "2.00",
      file_size: 10,
    });
    const { id } = ebook;
    expect(await ebook.delete({ hooks: "skip" })).toEqual([2, { "catalog.EBook": 1, "catalog.Book": 1 }]);
    expect(await Book.all_objects.filter({ id }).exists()).toBe(false);
  });

  test("an unsaved row cannot be deleted", async () => {
    await expect(new User({ username: "nobody" }).delete()).rejects.toThrow(
      "User object can't be deleted because its id attribute is set to None.",
    );
  });
});
