import { expect, test } from "vitest";
import { FastAPI } from "../../src/api/fastapi.ts";
import { Response } from "../../src/api/responses/response.ts";
import { HTTPException } from "../../src/errors/api.ts";
import { SettingInvalid } from "../../src/errors/project.ts";
import { askPython, djangoPython } from "../support/python.ts";
import { django, raw, serve } from "./support.ts";

const SECURITY = "django.middleware.security.SecurityMiddleware";
const CLICKJACKING = "django.middleware.clickjacking.XFrameOptionsMiddleware";
const BOTH = [SECURITY, CLICKJACKING];

type Settings = Record<string, boolean | number | string | string[] | null>;

/** Each with what Django does for it, asked below. */
const SETTINGS: readonly Settings[] = [
  {},
  { MIDDLEWARE: [SECURITY] },
  { MIDDLEWARE: [CLICKJACKING] },
  { MIDDLEWARE: BOTH },
  { MIDDLEWARE: BOTH, X_FRAME_OPTIONS: "sameorigin" },
  { MIDDLEWARE: BOTH, SECURE_CONTENT_TYPE_NOSNIFF: false, SECURE_CROSS_ORIGIN_OPENER_POLICY: null },
  { MIDDLEWARE: BOTH, SECURE_REFERRER_POLICY: "no-referrer ,strict-origin-when-cross-origin" },
  { MIDDLEWARE: BOTH, SECURE_REFERRER_POLICY: ["no-referrer", "same-origin"] },
  { MIDDLEWARE: BOTH, SECURE_REFERRER_POLICY: null, SECURE_HSTS_SECONDS: 60 },
  {
    MIDDLEWARE: BOTH,
    SECURE_HSTS_SECONDS: 31_536_000,
    SECURE_HSTS_INCLUDE_SUBDOMAINS: true,
    SECURE_HSTS_PRELOAD: true,
  },
  { MIDDLEWARE: [CLICKJACKING], SECURE_HSTS_SECONDS: 60, SECURE_SSL_REDIRECT: true },
  { MIDDLEWARE: BOTH, SECURE_SSL_REDIRECT: true, SECURE_HSTS_SECONDS: 60 },
  {
    MIDDLEWARE: BOTH,
    SECURE_SSL_REDIRECT: true,
    SECURE_SSL_HOST: "secure.example",
    SECURE_REDIRECT_EXEMPT: [String.raw`^plain/?\Z`, "(?P<part>own)-headers$"],
  },
];

const PATHS = ["/plain", "/own-headers", "/refused?q=a%20b&r=1", "/fails"];

const api = new FastAPI();
api.get("/plain", () => ({}));
api.get("/own-headers", () => {
  const headers = {
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "origin",
    "Strict-Transport-Security": "max-age=1",
  };
  return new Response("", { headers });
});
api.get("/refused", () => {
  throw new HTTPException(403, "No");
});
api.get("/fails", () => {
  throw new TypeError("as it should");
});

const ORACLE = `
import sys, types
from django.conf import settings
settings.configure(SECRET_KEY="k", ALLOWED_HOSTS=["*"], ROOT_URLCONF="views", SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
import django
django.setup()
from django.http import HttpResponse
from django.urls import path
def own(request):
    return HttpResponse(headers={"X-Frame-Options": "SAMEORIGIN", "Referrer-Policy": "origin", "Strict-Transport-Security": "max-age=1"})
def fails(request):
    raise TypeError("as it should")
views = types.ModuleType("views")
views.urlpatterns = [
    path("plain", lambda request: HttpResponse()), path("own-headers", own), path("fails", fails),
    path("refused", lambda request: HttpResponse(status=403)),
]
sys.modules["views"] = views
import logging
logging.disable()
from django.test import Client, override_settings
answer = []
for row in given["settings"]:
    with override_settings(MIDDLEWARE=[], **{k: v for k, v in row.items() if k != "MIDDLEWARE"}), override_settings(MIDDLEWARE=row.get("MIDDLEWARE", [])):
        client = Client(raise_request_exception=False)
        for scheme in ("http", "https"):
            for target in given["paths"]:
                response = client.get(target, HTTP_HOST="shop.example", HTTP_X_FORWARDED_PROTO=scheme)
                answer.append([response.status_code, {name: response.headers.get(name) for name in given["names"]}])
`;

type Answer = [status: number, headers: Record<string, string | null>];

const NAMES = [
  "strict-transport-security",
  "x-content-type-options",
  "referrer-policy",
  "cross-origin-opener-policy",
  "x-frame-options",
  "location",
];

async function answer(url: string, path: string, scheme: string): Promise<Answer> {
  // fetch() would not let us say the host.
  const request = `GET ${path} HTTP/1.1\r\nHost: shop.example\r\nX-Forwarded-Proto: ${scheme}\r\nConnection: close\r\n\r\n`;
  const [head = ""] = (await raw(url, request)).split("\r\n\r\n", 1);
  const valueOf = (name: string): string | null =>
    new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1]?.trimEnd() ?? null;
  return [Number(head.slice(9, 12)), Object.fromEntries(NAMES.map((name) => [name, valueOf(name)]))];
}

test.skipIf(djangoPython === null)("headers and redirects are those of Django's middleware", async () => {
  const ours: Answer[] = [];
  for (const settings of SETTINGS) {
    const proxy = { SECURE_PROXY_SSL_HEADER: ["HTTP_X_FORWARDED_PROTO", "https"] };
    const { url } = await serve(api, { settings: { ...proxy, ...settings } });
    for (const scheme of ["http", "https"])
      for (const path of PATHS) ours.push(await answer(url, path, scheme));
  }
  const theirs = askPython(ORACLE, { settings: SETTINGS, paths: PATHS, names: NAMES }) as Answer[];
  // A redirect of SecurityMiddleware's does not pass the middleware that stand behind it; ours has all headers.
  for (const [index, [status, headers]] of theirs.entries())
    if (status === 301) headers["x-frame-options"] = ours[index]?.[1]["x-frame-options"] ?? null;
  expect(ours).toEqual(theirs);
  expect(new Set(ours.map((one) => JSON.stringify(one))).size).toBeGreaterThan(20);
});

test("404, 405 and the documentation have them; what comes from Django has its own", async () => {
  const settings = { MIDDLEWARE: BOTH };
  const alone = await serve(api, { settings });
  for (const path of ["/nothing", "/docs", "/openapi.json"])
    expect((await alone.get(path)).headers.get("x-frame-options")).toBe("DENY");
  expect((await alone.get("/plain", { method: "DELETE" })).headers.get("referrer-policy")).toBe(
    "same-origin",
  );
  // The page that Authorize opens must find the one that opened it.
  const openerPolicies = ["/docs", "/docs/oauth2-redirect", "/redoc"].map(async (path) =>
    (await alone.get(path)).headers.get("cross-origin-opener-policy"),
  );
  expect(await Promise.all(openerPolicies)).toEqual([
    "same-origin-allow-popups",
    "unsafe-none",
    "same-origin",
  ]);
  const together = await serve(api, { settings, gateway: django(["/django/"]) });
  expect((await together.get("/django/")).headers.has("x-frame-options")).toBe(false);
});

test("a pattern that JavaScript does not have is told at start", async () => {
  const settings = { MIDDLEWARE: BOTH, SECURE_SSL_REDIRECT: true, SECURE_REDIRECT_EXEMPT: ["(?x) a b"] };
  await expect(serve(api, { settings })).rejects.toThrow(SettingInvalid);
  await expect(serve(api, { settings: { ...settings, SECURE_SSL_REDIRECT: false } })).resolves.toBeDefined();
});
