import { api, cache, call, sendMail } from "django-fastapi-bridge";
import { Book } from "#django/catalog";
import { z } from "zod";

// By dotted path, arguments by position or by name.
api.get("/slug", { args: { text: z.string() } }, async ({ text }) => ({
  slug: await call<string>("django.utils.text.slugify", [text]),
}));

// The project's own CACHES.
api.get("/count", () =>
  cache.getOrSet("books", () => Book.objects.count(), { timeout: 60 }).then((books) => ({ books })),
);

// The project's EMAIL_BACKEND, after the response was sent.
api.post("/remind", { args: { to: z.email() } }, ({ to }, { background }) => {
  background(sendMail, { subject: "Your basket", text: "It is still here.", to: [to] });
  return { queued: true };
});
