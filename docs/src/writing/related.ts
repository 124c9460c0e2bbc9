import { HTTPException, api } from "django-fastapi-bridge";
import { ProtectedError } from "django-fastapi-bridge/orm";
import { Author, Tag } from "#django/catalog";
import { z } from "zod";

api.post("/authors", async () => {
  const author = await Author.objects.create({ name: "Ursula Kroeber" });
  // The foreign key is the manager's.
  const book = await author.books.create({ title: "Lavinia", slug: "lavinia", price: "8.00" });
  const tag = await Tag.objects.create({ name: "Myth", slug: "myth" });
  await book.tags.add(tag, 1);
  await book.tags.set([tag]);
  await book.notes.create({ text: "Her last novel." });
  return { books: await author.books.count(), tags: await book.tags.valuesList("name", { flat: true }) };
});

api.delete("/authors/{id}", { args: { id: z.int() } }, async ({ id }) => {
  const author = await Author.objects.get({ id });
  try {
    const [total] = await author.delete();
    return { deleted: total };
  } catch (error) {
    if (!(error instanceof ProtectedError)) throw error;
    throw new HTTPException(409, `${error.protectedObjects.length} books are by this author`);
  }
});
