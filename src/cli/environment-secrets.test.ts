import { expect, test } from "vitest";
import type { Manifest } from "../manifest/schema.ts";
import { environmentSecrets } from "./environment-secrets.ts";

const manifest = { baseDir: "/srv/shop", databases: { default: {}, reports: {} } } as unknown as Manifest;

const database = (url: string) =>
  environmentSecrets(manifest, { DJANGO_FASTAPI_DATABASE_URL: url }).databases["default"];

test.each([
  ["sqlite:///db.sqlite3", "/srv/shop/db.sqlite3"],
  ["sqlite:////var/db.sqlite3", "/var/db.sqlite3"],
  ["sqlite://", ":memory:"],
])("%s", (url, name) => {
  expect(database(url)).toMatchObject({ name, host: "" });
});

test("a server's address, with escapes and options", () => {
  expect(database("postgres://us%40er:p%2Fw@db.example:5433/shop?sslmode=require")).toEqual({
    name: "shop",
    user: "us@er",
    password: "p/w",
    host: "db.example",
    port: "5433",
    options: { sslmode: "require" },
  });
});

test("other databases and keys by their own variables; what is not set is not there", () => {
  const secrets = environmentSecrets(manifest, {
    DJANGO_FASTAPI_SECRET_KEY: "key",
    DJANGO_FASTAPI_SECRET_KEY_FALLBACKS: "old,older",
    DJANGO_FASTAPI_JWT_VERIFYING_KEY: "public",
    DJANGO_FASTAPI_DATABASE_URL_REPORTS: "mysql://root@localhost/reports",
  });
  expect(secrets).toMatchObject({ secretKey: "key", secretKeyFallbacks: ["old", "older"] });
  expect(secrets.simpleJwt).toEqual({ verifyingKey: "public" });
  expect(Object.keys(secrets.databases)).toEqual(["reports"]);
});

test("what cannot be read names the variable and not its value", () => {
  expect(() => database("hunter2")).toThrow(/^DJANGO_FASTAPI_DATABASE_URL is no database's address/);
  expect(() => database("hunter2")).not.toThrow(/hunter2/);
});
