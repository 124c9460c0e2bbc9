import { api, crudRouter, modelSchema } from "django-fastapi-bridge";
import { Tag } from "#django/catalog";

api.includeRouter(
  crudRouter(Tag, {
    prefix: "/tags",
    tags: ["tags"],
    schema: modelSchema(Tag, { fields: ["id", "name", "slug"], name: "Tag" }),
    // What is not named is not there.
    operations: ["list", "retrieve", "create", "patch"],
    // create and patch need catalog.add_tag and catalog.change_tag, as in the admin.
    permissions: { list: null, retrieve: null },
    key: "slug",
  }),
);
