import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { FastAPI } from "../../src/api/fastapi.ts";
import { body, file, form } from "../../src/api/parameters/markers.ts";
import { maskCsrfSecret } from "../../src/auth/csrf.ts";
import { createAuth, setAuth } from "../../src/auth/runtime.ts";
import { session } from "../../src/contrib/auth/session.ts";
import { unavailableBridge } from "../../src/manifest/unavailable-bridge.ts";
import { createServer } from "../../src/server/server.ts";
import { serverSettings } from "../../src/server/settings.ts";
import { TestClient } from "../../src/testing/test-client.ts";
import { askPython, djangoPython } from "../support/python.ts";
import { DJANGO } from "./oracle.ts";

const SECRET = "abcdefghijklmnopqrstuvwxyzABCDEF";
const MASKED = maskCsrfSecret(SECRET);
const OTHER = "ABCDEFabcdefghijklmnopqrstuvwxyz";
const URLENCODED = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data; boundary=b";

interface Sent {
  readonly method: string;
  readonly type: string;
  readonly body: string;
  readonly header: string | null;
  readonly cookie: string | null;
}

const part = (name: string, value: string, extra = "", headers = ""): string =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${extra}\r\n${headers}\r\n${value}\r\n`;
const END = "--b--\r\n";
const token = (value: string): string => part("csrfmiddlewaretoken", value);
const upload = part("upload", "x".repeat(3000), '; filename="a.txt"', "Content-Type: text/plain\r\n");

const FORMS: readonly (readonly [type: string, body: string])[] = [
  ...[MASKED, SECRET, OTHER, "", "short", "!".repeat(32)].flatMap((value) => [
    [MULTIPART, token(value) + upload + END] as const,
    [URLENCODED, `a=1&csrfmiddlewaretoken=${encodeURIComponent(value)}`] as const,
  ]),
  // Wherever it stands, the last one counts, and a file is none.
  [MULTIPART, upload + token(MASKED) + END],
  [MULTIPART, token(OTHER) + upload + token(MASKED) + END],
  [MULTIPART, token(MASKED) + upload + token(OTHER) + END],
  [MULTIPART, part("csrfmiddlewaretoken", MASKED, '; filename="t"') + END],
  [MULTIPART, part("csrfmiddlewaretoken", MASKED, '; filename="t"') + token(OTHER) + END],
  [MULTIPART, part("csrfmiddlewaretoken", MASKED, "", "Content-Type: application/octet-stream\r\n") + END],
  [MULTIPART, part("csrfmiddlewaretoken", MASKED, "", "Content-Type: text/plain; charset=utf-8\r\n") + END],
  [MULTIPART, part("CSRFMIDDLEWARETOKEN", MASKED) + END],
  [MULTIPART, upload + END],
  [MULTIPART, END],
  // Not "Multipart/...": Django's parser knows no capitals there.
  ['multipart/form-data; charset=utf-8; boundary="b"', token(MASKED) + END],
  ["multipart/form-data", token(MASKED) + END],
  ["multipart/mixed; boundary=b", token(MASKED) + END],
  [`${URLENCODED}; charset=utf-8`, `csrfmiddlewaretoken=${OTHER}&csrfmiddlewaretoken=${MASKED}`],
  ["text/plain", `csrfmiddlewaretoken=${MASKED}`],
  ["application/json", JSON.stringify({ csrfmiddlewaretoken: MASKED })],
];

const REQUESTS: readonly Sent[] = ["POST", "PUT"].flatMap((method) =>
  FORMS.flatMap(([type, content]) =>
    [null, MASKED, OTHER].flatMap((header) =>
      [null, SECRET, "broken"].map((cookie) => ({ method, type, body: content, header, cookie })),
    ),
  ),
);

const ORACLE = `${DJANGO}
from django.core.exceptions import BadRequest
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory
import logging
logging.disable(logging.CRITICAL)

class Middleware(CsrfViewMiddleware):
    def _accept(self, request): return None
    def _reject(self, request, reason): return reason

middleware = Middleware(lambda request: None)
answer = []
for one in given["requests"]:
    extra = {} if one["header"] is None else {"HTTP_X_CSRFTOKEN": one["header"]}
    request = RequestFactory().generic(one["method"], "/", one["body"].encode(), one["type"], **extra)
    if one["cookie"] is not None:
        request.COOKIES["csrftoken"] = one["cookie"]
    middleware.process_request(request)
    try:
        answer.append(middleware.process_view(request, lambda r: None, (), {}))
    except (BadRequest, MultiPartParserError):
        answer.append("Bad Request")
`;

/** Forms that no parser takes are refused whatever their token; PUT's is not looked at for one. */
const isBroken = (type: string): boolean => type === "multipart/form-data";

const api = new FastAPI();
for (const method of ["POST", "PUT"] as const) {
  const methods = [method];
  const args = { upload: file(z.file().optional()), a: form(z.string().optional()) };
  api.route("/form", { methods, args: { session, ...args } }, () => null);
  api.route("/nothing", { methods, args: { session } }, () => null);
  api.route("/json", { methods, args: { session, given: body(z.unknown()) } }, () => null);
}
api.post("/stream", { args: { session } }, async (_args, { request }) => {
  let size = 0;
  for await (const chunk of request.stream()) size += (chunk as Uint8Array).length;
  return size;
});
api.post("/upload", { args: { session, upload: file() } }, async ({ upload: received }) => {
  return (await received.read()).length;
});

const client = new TestClient(api, { enforceCsrfChecks: true });

/** The reason for which it is refused; null: it is not. */
async function verdict(
  path: string,
  { method, type, body: content, header, cookie }: Sent,
): Promise<string | null> {
  client.cookies.delete("csrftoken");
  if (cookie !== null) client.cookies.set("csrftoken", cookie);
  const headers = { "content-type": type, ...(header !== null && { "x-csrftoken": header }) };
  const response = await client.request(method, path, { headers, body: content });
  if (response.status === 400) return "Bad Request";
  if (response.status !== 403) return null;
  return ((await response.json()) as { detail: string }).detail.replace("CSRF Failed: ", "");
}

/** Where uploads of this file's tests stand: others have theirs. */
const folder = mkdtempSync(join(tmpdir(), "csrf-forms-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("tokens in forms", () => {
  beforeAll(() => {
    const settings = { SESSION_ENGINE: "django.contrib.sessions.backends.signed_cookies" };
    const secrets = { secretKey: "k", secretKeyFallbacks: [] };
    const manifest = { auth: null, models: [], settings };
    setAuth(createAuth(manifest, secrets, unavailableBridge("this test asks no worker")));
  });
  afterAll(() => setAuth(null));

  test.skipIf(djangoPython === null)("every verdict and reason is Django's", async () => {
    const sent = REQUESTS.filter(({ method, type }) => method === "POST" || !isBroken(type));
    const theirs = askPython(ORACLE, { key: "k", requests: sent }) as (string | null)[];
    const differences: unknown[] = [];
    const seen = new Set<string | null>();
    for (const [index, request] of sent.entries()) {
      const { type, header } = request;
      // What an operation does not declare it may read as a stream: then the header says it, where there is one.
      const isOwn = /^multipart\/form-data/i.test(type) && header !== null;
      for (const path of isOwn ? ["/form"] : ["/form", "/nothing"]) {
        const ours = await verdict(path, request);
        seen.add(ours);
        if (ours !== theirs[index]) differences.push({ path, ...request, ours, django: theirs[index] });
      }
    }
    expect(differences.slice(0, 3)).toEqual([]);
    expect([sent.length > 350, seen.size]).toEqual([true, 9]);
  });

  const good: Sent = {
    method: "POST",
    type: MULTIPART,
    body: token(MASKED) + upload + END,
    header: null,
    cookie: SECRET,
  };

  test("a form that the operation streams itself is not read for a token that the header has", async () => {
    expect(await verdict("/stream", { ...good, header: MASKED })).toBeNull();
    expect(await verdict("/stream", { ...good, header: OTHER })).toMatch(/HTTP header incorrect/);
  });

  test("where JSON is expected a multipart form says nothing", async () => {
    expect(await verdict("/json", good)).toBe("CSRF token missing.");
    expect(await verdict("/json", { ...good, header: MASKED })).toBeNull();
  });

  test.each([
    ["what the operation gets was read once", MASKED, 200],
    ["a refused file is not left behind", OTHER, 403],
  ])("%s", async (_what, value, status) => {
    vi.stubEnv("TMPDIR", folder);
    const large = part("upload", "x".repeat(3_000_000), '; filename="a.txt"');
    const server = createServer({ api, settings: serverSettings({ ALLOWED_HOSTS: ["*"] }) });
    const url = await server.listen({ host: "127.0.0.1", port: 0 });
    const headers = { "content-type": MULTIPART, cookie: `csrftoken=${SECRET}` };
    const content = token(value) + large + END;
    const response = await fetch(`${url}/upload`, { method: "POST", headers, body: content });
    expect(response.status).toBe(status);
    if (status === 200) expect(await response.json()).toBe(3_000_000);
    await expect.poll(() => readdirSync(folder)).toEqual([]);
    vi.unstubAllEnvs();
    await server.close({ gracePeriod: 0 });
  });

  test("who has no cookie need not send the form", async () => {
    const server = createServer({ api, settings: serverSettings({ ALLOWED_HOSTS: ["*"] }) });
    const url = await server.listen({ host: "127.0.0.1", port: 0 });
    const headers = { "content-type": MULTIPART, "content-length": 10_000_000, expect: "100-continue" };
    const request = httpRequest(`${url}/form`, { method: "POST", headers });
    let asked = false;
    request.on("continue", () => (asked = true)).flushHeaders();
    const [response] = (await once(request, "response")) as [IncomingMessage];
    expect([response.statusCode, asked]).toEqual([403, false]);
    request.destroy();
    await server.close({ gracePeriod: 0 });
  });
});
