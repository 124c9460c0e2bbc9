import { expect, test } from "vitest";
import { apiSettings, serverSettings } from "./settings.ts";

test("without settings the default instance has Django FastAPI's names", () => {
  expect(apiSettings()).toEqual({ title: "Django FastAPI", version: "unknown", rootPath: "" });
});

test("FastAPI's arguments by their names; what is not set comes as null, a URL of null takes its page away", () => {
  expect(
    apiSettings({
      FASTAPI_TITLE: "Shop",
      FASTAPI_DESCRIPTION: null,
      FASTAPI_DOCS_URL: null,
      FASTAPI_REDOC_URL: "/reference",
      FASTAPI_SWAGGER_UI_OAUTH2_REDIRECT_URL: "/x",
      FASTAPI_ROOT_PATH_IN_SERVERS: false,
      FASTAPI_SWAGGER_UI_PARAMETERS: { tryItOutEnabled: true },
      FASTAPI_CONTACT: { name: "Ann" },
      FASTAPI_UNKNOWN: 1,
    }),
  ).toEqual({
    title: "Shop",
    version: "unknown",
    rootPath: "",
    docsUrl: null,
    redocUrl: "/reference",
    swaggerUiOauth2RedirectUrl: "/x",
    rootPathInServers: false,
    swaggerUiParameters: { tryItOutEnabled: true },
    contact: { name: "Ann" },
  });
});

test("lists may be tuples, which travel tagged", () => {
  const settings = serverSettings({
    ALLOWED_HOSTS: { $: "tuple", v: ["a"] },
    SECURE_PROXY_SSL_HEADER: ["HTTP_X_FORWARDED_PROTO", "https"],
    FASTAPI_CORS_ALLOW_ORIGINS: { $: "set", v: ["https://a"] },
  });
  expect(settings).toMatchObject({
    ALLOWED_HOSTS: ["a"],
    SECURE_PROXY_SSL_HEADER: ["HTTP_X_FORWARDED_PROTO", "https"],
    FASTAPI_CORS_ALLOW_ORIGINS: ["https://a"],
    DATA_UPLOAD_MAX_MEMORY_SIZE: 2_621_440,
  });
});

test("a setting of a type that it cannot have is an error", () => {
  expect(() => serverSettings({ ALLOWED_HOSTS: "example.com" })).toThrow(/ALLOWED_HOSTS/);
});
