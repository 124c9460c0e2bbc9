import { api, query } from "django-fastapi-bridge";
import { z } from "zod";

// `z.strictObject` refuses what is not declared; `z.object` ignores it.
const Filters = z.strictObject({
  limit: z.int().min(1).max(100).default(100),
  order: z.enum(["created", "updated"]).default("created"),
  tag: z.array(z.string()).default([]),
});

api.get("/books", { args: { filters: query(Filters) } }, ({ filters }) => filters);
