import { api, deleteFile, file, getObjectOr404, storeFile } from "django-fastapi-bridge";
import { Book } from "#django/catalog";
import { z } from "zod";

api.put(
  "/books/{id}/cover",
  { args: { id: z.int(), cover: file(z.file().max(1_000_000)) } },
  async ({ id, cover }) => {
    const book = await getObjectOr404(Book, { id });
    await storeFile(book, "cover", cover);
    await book.save();
    return { name: book.cover?.name, url: book.cover?.url };
  },
);

api.delete("/books/{id}/cover", { args: { id: z.int() }, statusCode: 204 }, async ({ id }) => {
  const book = await getObjectOr404(Book, { id });
  await deleteFile(book, "cover");
  await book.save();
});
