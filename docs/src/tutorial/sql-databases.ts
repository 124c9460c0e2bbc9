import { api, getObjectOr404, modelSchema, saveChanges, withWriteErrors } from "django-fastapi-bridge";
import { Publisher } from "#django/catalog";
import { z } from "zod";

const PublisherOut = modelSchema(Publisher, { fields: ["id", "name", "founded"], name: "Publisher" });

api.get(
  "/publishers",
  {
    args: { offset: z.int().min(0).default(0), limit: z.int().max(100).default(2) },
    response: z.array(PublisherOut),
  },
  ({ offset, limit }) => Publisher.objects.orderBy("id").slice(offset, offset + limit),
);

api.get("/publishers/{id}", { args: { id: z.int() }, response: PublisherOut }, ({ id }) =>
  getObjectOr404(Publisher, { id }),
);

api.post(
  "/publishers",
  { args: { data: PublisherOut.create }, response: PublisherOut, statusCode: 201 },
  ({ data }) => withWriteErrors(Publisher, { data }, () => Publisher.objects.create(data)),
);

api.patch(
  "/publishers/{id}",
  { args: { id: z.int(), changes: PublisherOut.patch }, response: PublisherOut },
  async ({ id, changes }) => {
    const publisher = await getObjectOr404(Publisher, { id });
    await withWriteErrors(Publisher, { data: changes }, () => saveChanges(publisher, changes));
    return publisher;
  },
);

api.delete("/publishers/{id}", { args: { id: z.int() }, statusCode: 204 }, async ({ id }) => {
  const publisher = await getObjectOr404(Publisher, { id });
  await publisher.delete();
});
