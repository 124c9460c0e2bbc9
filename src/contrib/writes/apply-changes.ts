import { WriteError } from "../../errors/write.ts";
import { modelMeta } from "../../orm/runtime.ts";
import { INSTANCE_MODEL, isInstance } from "../../orm/query/tree.ts";
import type { ManagedRow } from "./managed-row.ts";

/**
 * Sets columns of a row to what data has of them: what is missing (or undefined) stays as it is, null is a value. The
 * row's `save()` then writes the columns that are different now.
 *
 * ```ts
 * api.patch("/books/{id}", { args: { id: z.int(), changes: BookSchema.patch }, response: BookSchema }, async ({ id, changes }) => {
 *   const book = await getObjectOr404(Book, { id });
 *   applyChanges(book, changes);
 *   await book.save();
 *   return book;
 * });
 * ```
 *
 * @throws WriteError a name that is no column of the model; many-to-many keys, which `saveChanges()` writes
 */
export function applyChanges(row: ManagedRow, data: Readonly<Record<string, unknown>>): void {
  if (!isInstance(row)) throw new WriteError("applyChanges() takes a row of a model.");
  const meta = modelMeta(row[INSTANCE_MODEL]);
  for (const [name, value] of Object.entries(data)) {
    if (value === undefined) continue;
    const field = meta.field(name);
    if (field === undefined || (field.column === null && field.relation?.kind !== "genericForeignKey"))
      throw new WriteError(
        field?.relation?.kind === "manyToMany"
          ? `${meta.description.name}.${name} is many-to-many, which a row's save() does not write: await saveChanges(row, data).`
          : `${meta.description.name} has no column "${name}". Choices are: ${meta.concreteFields.map(({ attname }) => attname).join(", ")}.`,
      );
    Object.assign(row, { [name]: value });
  }
}
