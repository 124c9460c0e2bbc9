import { api, cookie, header } from "django-fastapi-bridge";
import { z } from "zod";

api.get(
  "/whoami",
  {
    args: {
      userAgent: header(z.string().optional()),
      xTrace: header(z.array(z.string()).default([])),
      theme: cookie(z.enum(["light", "dark"]).default("light")),
    },
  },
  (args) => args,
);
