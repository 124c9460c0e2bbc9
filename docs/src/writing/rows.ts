import { api } from "django-fastapi-bridge";
import { F } from "django-fastapi-bridge/orm";
import { Book, Publisher, Tag } from "#django/catalog";

api.post("/rows", async () => {
  // Defaults, keys and times are filled in as Django does; the row is as it would be read.
  const tag = await Tag.objects.create({ name: "Utopia", slug: "utopia" });

  // A foreign key by a row, or by its key.
  const book = new Book({ title: "The Dispossessed", slug: "the-dispossessed", author_id: 1, price: "9.5" });
  await book.save();

  // Only what was changed is written, and `auto_now` columns.
  book.stock = 3;
  await book.save();

  // Many rows by one statement, computed by the database; no save(), no signals.
  const changed = await Book.objects.filter({ pk: book.pk }).update({ stock: F("stock"), format: "ebook" });

  const [publisher, created] = await Publisher.objects.getOrCreate(
    { name: "Harper & Row" },
    { defaults: { founded: 1817 } },
  );
  return { tag: tag.name, price: book.price, changed, publisher: publisher.name, created };
});

api.post("/rows/many", async () => {
  const tags = await Tag.objects.bulkCreate(
    ["Anarchism", "Exile"].map((name) => new Tag({ name, slug: name.toLowerCase() })),
  );
  for (const tag of tags) tag.name = tag.name.toUpperCase();
  await Tag.objects.bulkUpdate(tags, ["name"]);
  const [total, byModel] = await Tag.objects.filter({ slug__in: ["anarchism", "exile"] }).delete();
  return { names: tags.map(({ name }) => name), total, byModel };
});
