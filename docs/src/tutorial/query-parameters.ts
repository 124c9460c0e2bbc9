import { api } from "django-fastapi-bridge";
import { z } from "zod";

api.get(
  "/books",
  {
    args: {
      search: z.string(),
      offset: z.int().default(0),
      limit: z.int().default(10),
      publisher: z.string().optional(),
      in_print: z.boolean().default(true),
      tag: z.array(z.string()).default([]),
    },
  },
  (args) => args,
);
