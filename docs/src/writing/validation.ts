import { api } from "django-fastapi-bridge";
import { Author, Publisher, Tag } from "#django/catalog";
import { z } from "zod";

const NewTag = z.object({ name: z.string(), slug: z.string() });

// What is not valid is answered with a 422.
api.post("/tags", { args: { tag: NewTag } }, async ({ tag }) => {
  const made = new Tag(tag);
  await made.fullClean();
  await made.save();
  return made.name;
});

// Constraints with conditions, a `clean()` of the model's own: Python looks at those.
api.post(
  "/authors",
  { args: { author: z.object({ name: z.string(), born: z.string(), died: z.string() }) } },
  ({ author }) => new Author(author).fullClean(),
);

api.patch("/publishers/{id}", { args: { id: z.int(), website: z.string() } }, async ({ id, website }) => {
  const publisher = await Publisher.objects.get({ id });
  publisher.website = website;
  // The other columns are as they were.
  await publisher.cleanFields({ exclude: ["name"] });
  await publisher.save();
  return publisher.website;
});
