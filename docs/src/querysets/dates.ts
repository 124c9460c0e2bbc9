import { api } from "django-fastapi-bridge";
import { Book } from "#django/catalog";

// The years in which books came out, the newest first.
api.get("/years", () => Book.objects.dates("published", "year", "DESC").slice(0, 3));

// The hours at which books became available, as a clock in Tokyo shows them.
api.get("/hours", () =>
  Book.objects.datetimes("available_from", "hour", "ASC", { tzinfo: "Asia/Tokyo" }).slice(0, 2),
);
