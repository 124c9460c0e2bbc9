import { F } from "django-fastapi-bridge/orm";
import { Author, Book, Note, Publisher, Tag } from "#django/catalog";
import { OrderItem } from "#django/orders";
import { expectType } from "./support/expect.ts";

// What may be written. Checked by `tsc -p .`; nothing here runs.

export async function creating(author: Author, publisher: Publisher): Promise<void> {
  // A foreign key by a row, or by its key.
  const book = await Book.objects.create({ title: "Dune", slug: "dune", price: "9.99", author, publisher });
  expectType<Book>()(book);
  await Book.objects.create({ title: "Dune", slug: "dune", price: 10, author_id: 3, publisher_id: null });
  await Book.objects.create({
    title: "Dune",
    slug: "dune",
    price: "9.99",
    author,
    published: new Date(),
    format: "ebook",
    metadata: { any: ["thing"] },
  });
  // What is not required may be undefined, as validated input has it.
  const isbn = author.name === "" ? undefined : "978";
  await Book.objects.create({ title: "Dune", slug: "dune", price: "9.99", author, isbn });
  // What is not editable is the model's own code's: `total`.
  await OrderItem.objects.create({ order_id: 1, book, unit_price: "9.99" });
  await OrderItem.objects.create({ order_id: 1, book, unit_price: "9.99", total: "9.99" });
  // A row that is saved later may have less.
  const draft = new Book({ title: "Draft" });
  expectType<Book>()(draft);
  draft.author_id = author.pk;
  await draft.save({ updateFields: ["title", "author"], using: "default" });
  await Note.objects.create({ subject: book, text: "read" });
}

export async function changing(book: Book, author: Author, tag: Tag): Promise<void> {
  expectType<number>()(await Book.objects.filter({ stock: 0 }).update({ stock: F("total_sold"), author }));
  const [row, created] = await Publisher.objects.getOrCreate(
    { name__iexact: "ace" },
    { defaults: { name: "Ace", founded: 1952 } },
  );
  expectType<Publisher>()(row);
  expectType<boolean>()(created);
  await Tag.objects.updateOrCreate(
    { slug: "sf" },
    { defaults: { name: "SF" }, createDefaults: { name: "new" } },
  );
  const tags = await Tag.objects.bulkCreate([new Tag({ name: "a", slug: "a" })], {
    updateConflicts: true,
    updateFields: ["name"],
    uniqueFields: ["slug"],
  });
  expectType<number>()(await Tag.objects.bulkUpdate(tags, ["name"], { batchSize: 10 }));
  const [total, byModel] = await book.delete({ hooks: "skip" });
  expectType<number>()(total);
  expectType<Readonly<Record<string, number>>>()(byModel);
  await Book.objects.filter({ pk: 1 }).delete();

  await book.tags.add(tag, 3);
  await book.tags.set([tag, 3], { clear: true });
  await book.tags.remove(tag);
  await book.contributors.add([author], { throughDefaults: { role: 2 } });
  // The key is the manager's: it need not be given.
  expectType<Book>()(await author.books.create({ title: "Dune", slug: "dune", price: "9.99" }));
}
