import { expect, test } from "vitest";
import {
  csrfProblem,
  csrfSecret,
  maskCsrfSecret,
  newCsrfSecret,
  unmaskCsrfToken,
} from "../../src/auth/csrf.ts";
import type { CsrfRequest, CsrfSettings } from "../../src/auth/csrf.ts";
import { askPython, djangoPython } from "../support/python.ts";
import { DJANGO } from "./oracle.ts";

const SECRET = "abcdefghijklmnopqrstuvwxyzABCDEF";
const OTHER = "ABCDEFabcdefghijklmnopqrstuvwxyz";
const settings: CsrfSettings = {
  CSRF_TRUSTED_ORIGINS: ["https://trusted.example", "https://*.wild.example", "http://plain.example:8080"],
  CSRF_USE_SESSIONS: false,
  CSRF_COOKIE_DOMAIN: null,
  SESSION_COOKIE_DOMAIN: null,
  CSRF_HEADER_NAME: "HTTP_X_CSRFTOKEN",
};

const TOKENS = [
  undefined,
  "",
  SECRET,
  maskCsrfSecret(SECRET),
  maskCsrfSecret(OTHER),
  "short",
  "!".repeat(32),
];
const ORIGINS = [
  undefined,
  "null",
  "",
  "http://shop.example",
  "https://shop.example",
  "https://trusted.example",
  "http://trusted.example",
  "https://a.wild.example",
  "https://wild.example",
  "https://evilwild.example",
  "http://plain.example:8080",
  "https://[broken",
];
const REFERERS = [
  undefined,
  "",
  "no url",
  "http://shop.example/",
  "https://shop.example/page?x=1",
  "https://trusted.example/",
  "https://a.wild.example/x",
  "https://evil.example/",
  "https://[broken",
  "HTTPS://shop.example/",
];

/** Every combination that matters, some 1,500: each decides in Django and here. */
const REQUESTS: CsrfRequest[] = [];
for (const secure of [false, true]) {
  const base = { secure, host: "shop.example", port: secure ? "443" : "80" };
  const proof = { stored: SECRET, header: SECRET, formToken: undefined };
  for (const method of ["GET", "OPTIONS", "POST", "PUT", "DELETE", "PROPFIND"]) {
    for (const origin of ORIGINS) {
      for (const referer of REFERERS) REQUESTS.push({ ...base, ...proof, method, origin, referer });
    }
  }
  const from = { origin: undefined, referer: "https://shop.example/" };
  for (const method of ["POST", "PATCH"]) {
    for (const stored of TOKENS) {
      for (const header of TOKENS) {
        for (const formToken of TOKENS)
          REQUESTS.push({ ...base, ...from, method, stored, header, formToken });
      }
    }
  }
}

const ORACLE = `${DJANGO}
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory
import logging
logging.disable(logging.CRITICAL)

class Middleware(CsrfViewMiddleware):
    def _accept(self, request): return None
    def _reject(self, request, reason): return reason

middleware = Middleware(lambda request: None)
factory = RequestFactory()
answer = []
for one in given["requests"]:
    form = {} if one.get("formToken") is None else {"csrfmiddlewaretoken": one["formToken"]}
    extra = {"HTTP_HOST": one["host"], "SERVER_PORT": one["port"], "wsgi.url_scheme": "https" if one["secure"] else "http"}
    for name, key in (("origin", "HTTP_ORIGIN"), ("referer", "HTTP_REFERER"), ("header", "HTTP_X_CSRFTOKEN")):
        if one.get(name) is not None:
            extra[key] = one[name]
    if one["method"] == "POST":
        request = factory.post("/", form, **extra)
    else:
        request = factory.generic(one["method"], "/", **extra)
    if one.get("stored") is not None:
        request.COOKIES["csrftoken"] = one["stored"]
    answer.append(middleware.process_view(request, lambda r: None, (), {}))
`;

test.skipIf(djangoPython === null)("every verdict and reason is Django's", () => {
  const ours = REQUESTS.map((request) => csrfProblem(request, settings));
  const given = {
    key: "k",
    requests: REQUESTS,
    settings: { CSRF_TRUSTED_ORIGINS: settings.CSRF_TRUSTED_ORIGINS },
  };
  const theirs = askPython(ORACLE, given) as (string | null)[];
  const differences = REQUESTS.flatMap((request, index) =>
    ours[index] === theirs[index] ? [] : [{ request, ours: ours[index], django: theirs[index] }],
  );
  expect(differences.slice(0, 5)).toEqual([]);
  expect(REQUESTS.length).toBeGreaterThan(1500);
  expect(new Set(ours).size).toBeGreaterThan(12);
});

test("a mask hides the secret and gives it back", () => {
  const secret = newCsrfSecret();
  const token = maskCsrfSecret(secret);
  expect(token).not.toContain(secret);
  expect(token).not.toBe(maskCsrfSecret(secret));
  expect(unmaskCsrfToken(token)).toBe(secret);
  expect(csrfSecret(token)).toBe(secret);
  expect(csrfSecret("rubbish")).toBeNull();
});
