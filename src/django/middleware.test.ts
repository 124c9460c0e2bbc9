import { expect, test } from "vitest";
import { middlewareStandings } from "./middleware.ts";

test("each entry in order: honoured, not applied, unknown", () => {
  const standings = middlewareStandings([
    "django.middleware.common.CommonMiddleware",
    "django.middleware.cache.UpdateCacheMiddleware",
    "shop.middleware.TenantMiddleware",
    "constructor",
  ]);
  expect(standings.map(({ name, standing }) => [name, standing])).toEqual([
    ["django.middleware.common.CommonMiddleware", "honoured"],
    ["django.middleware.cache.UpdateCacheMiddleware", "notApplied"],
    ["shop.middleware.TenantMiddleware", "unknown"],
    ["constructor", "unknown"],
  ]);
});

test("no MIDDLEWARE", () => {
  expect(middlewareStandings(undefined)).toEqual([]);
});
