import { api, HTTPException } from "django-fastapi-bridge";
import { atomic, onCommit } from "django-fastapi-bridge/orm";
import { Book } from "#django/catalog";
import { z } from "zod";

const sold: number[] = [];

api.post("/books/{book_id}/sell", { args: { book_id: z.int() } }, ({ book_id }) =>
  atomic(async () => {
    // Locked until the block ends: nobody else sells the same copy meanwhile.
    const book = await Book.objects.selectForUpdate().filter({ id: book_id }).first();
    if (book === null) throw new HTTPException(404, "No such book");
    // What throws in the block undoes all of it.
    if (book.stock < 1) throw new HTTPException(409, "Sold out");
    await Book.objects.filter({ id: book_id }).update({ stock: book.stock - 1 });
    // Only once it is certain: not if a later line throws.
    await onCommit(() => sold.push(book_id));
    return { left: book.stock - 1, sold: sold.length };
  }),
);

// The whole request in one transaction: dependencies, handler, response.
api.post("/books/{book_id}/return", { args: { book_id: z.int() }, atomic: true }, async ({ book_id }) => {
  const book = await Book.objects.get({ id: book_id });
  await Book.objects.filter({ id: book_id }).update({ stock: book.stock + 1 });
  return { left: book.stock + 1 };
});
