import { api, file, form } from "django-fastapi-bridge";
import { z } from "zod";

api.post(
  "/login",
  { args: { username: form(z.string()), password: form(z.string().min(8)) } },
  ({ username }) => ({ username }),
);

// A file is a standard File. What is large stands on disk until it is read.
api.post(
  "/covers",
  { args: { title: form(z.string()), cover: file(z.file().max(100_000)) } },
  async ({ title, cover }) => ({ title, filename: cover.filename, bytes: (await cover.read()).length }),
);
