import type { Model } from "../../orm/model.ts";
import { modelMeta } from "../../orm/runtime.ts";
import type { ModelType } from "../../orm/typing/model-type.ts";
import type { AnyOptions, ModelSchemaOptions } from "./options.ts";
import { readSchema } from "./read-schema.ts";
import type { ModelSchema } from "./types.ts";
import { writeSchema } from "./write-schema.ts";

/**
 * Zod schemas of a model: of a row as it is sent, `.create` of what makes one, `.patch` of what changes one. Null comes
 * from `null`, requiredness from defaults, and choices, lengths, digits, formats, validators and help_text from the
 * fields.
 *
 * ```ts
 * const BookSchema = modelSchema(Book, {
 *   fields: ["id", "title", "price"],
 *   include: { author: { fields: ["id", "name"] } },
 *   name: "Book",
 * });
 * api.get("/books", { response: z.array(BookSchema) }, () => Book.objects.selectRelated("author"));
 * api.post("/books", { args: { book: BookSchema.create }, response: BookSchema }, ({ book }) => ...);
 * ```
 *
 * A foreign key that is included is written by its key: `author_id`.
 *
 * @throws ModelSchemaError a name is none of the model's, or the options do not say which fields.
 * @throws OrmNotStarted there is no project yet.
 */
export function modelSchema<M extends ModelType, const O extends ModelSchemaOptions<M>>(
  model: Model<M>,
  options: O,
): ModelSchema<M, O> {
  const meta = modelMeta(model.label);
  // Types ask for options; Node runs what they refuse, and the error should say what is missing.
  const given: AnyOptions = (options as AnyOptions | undefined) ?? {};
  return Object.assign(readSchema(meta, given), {
    create: writeSchema(meta, given, "Create"),
    patch: writeSchema(meta, given, "Patch"),
  }) as unknown as ModelSchema<M, O>;
}
