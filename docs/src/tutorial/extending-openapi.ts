import { api } from "django-fastapi-bridge";
import { z } from "zod";

api.post(
  "/import",
  {
    // Merged into the operation's object.
    openapiExtra: {
      "x-rate-limit": 10,
      requestBody: { required: true, content: { "text/csv": { schema: { type: "string" } } } },
    },
  },
  async (_args, { request }) => (await request.body()).toString().split("\n").length,
);

api.get("/books/{id}", { args: { id: z.int() } }, ({ id }) => ({ id }));

const original = api.openapi;
let document: ReturnType<typeof original> | null = null;

api.openapi = () => {
  document ??= { ...original(), externalDocs: { url: "https://shop.example/handbook" } };
  return document;
};

api.get("/summary", { includeInSchema: false }, () => {
  const { paths, externalDocs } = api.openapi();
  return { externalDocs, imported: (paths as { "/import": { post: object } })["/import"].post };
});
