import { once } from "node:events";
import { statSync } from "node:fs";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { FastAPI } from "../../src/api/fastapi.ts";
import { depends } from "../../src/api/dependencies/depends.ts";
import { FileResponse } from "../../src/api/responses/file-response.ts";
import { Response } from "../../src/api/responses/response.ts";
import { StreamingResponse } from "../../src/api/responses/streaming-response.ts";
import { middlewareStandings } from "../../src/django/middleware.ts";
import { HTTPException } from "../../src/errors/api.ts";
import { SettingInvalid } from "../../src/errors/project.ts";
import { askPython, djangoPython, hasPythonModule } from "../support/python.ts";
import { BOTH, CASES, CLICKJACKING, COMMON, POLICY_CASES, type Case, type Sent } from "./middleware-cases.ts";
import { django, serve } from "./support.ts";

const LONG = `{"text":"${"a long text ".repeat(50)}"}`;
const LINES = ["first\n", "second\n", "third\n"];
const OWN = {
  "X-Frame-Options": "SAMEORIGIN",
  "Referrer-Policy": "origin",
  "Strict-Transport-Security": "max-age=1",
  "Content-Security-Policy": "default-src 'self'",
};
const DATED = { ETag: '"v1"', "Last-Modified": "Sun, 06 Nov 1994 08:49:37 GMT", Vary: "Cookie" };

const api = new FastAPI();
const text = (content: string, headers: Record<string, string> = {}): Response =>
  new Response(content, { headers: { "content-type": "text/plain", ...headers } });
api.get("/plain", () => text("{}"));
api.post("/plain", () => text(LONG));
api.get("/own-headers", () => text("own", OWN));
api.get("/refused", () => {
  throw new HTTPException(403, "No");
});
api.get("/fails", () => {
  throw new TypeError("as it should");
});
api.get("/long", () => text(LONG));
api.get("/dated", () => text(LONG, { ...DATED, "Set-Cookie": "seen=1; Path=/" }));
api.get("/weak", () => text(LONG, { ETag: 'W/"v1"' }));
api.get("/secret", () => text(LONG, { "Cache-Control": "private , No-Store" }));
api.get("/encoded", () => text(LONG, { "Content-Encoding": "br" }));
api.get("/lines", () => new StreamingResponse(LINES.values(), { mediaType: "text/plain" }));
api.get("/frame", (_args, { response }) => {
  response.headers.set("x-frame-options", null);
  return text("frame");
});

const ORACLE = `
import sys, types
from django.conf import settings
settings.configure(SECRET_KEY="k", ALLOWED_HOSTS=["*"], ROOT_URLCONF="views", SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
import django
django.setup()
import gzip, logging, re
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.views.decorators.clickjacking import xframe_options_exempt
logging.disable()
LONG = given["long"]
def fails(request):
    raise TypeError("as it should")
def dated(request):
    response = HttpResponse(LONG, headers=given["dated"])
    response.set_cookie("seen", "1")
    return response
def text(content, status=200, **headers):
    return lambda request: HttpResponse(content, status=status, headers={name.replace("_", "-"): value for name, value in headers.items()})
views = types.ModuleType("views")
views.urlpatterns = [
    path("plain", lambda request: HttpResponse(LONG if request.method == "POST" else "{}")),
    path("own-headers", text("own", **given["own"])), path("fails", fails), path("refused", text('{"detail":"No"}', 403)),
    path("long", text(LONG)), path("dated", dated), path("weak", text(LONG, ETag='W/"v1"')),
    path("secret", text(LONG, Cache_Control="private , No-Store")), path("encoded", text(LONG, Content_Encoding="br")),
    path("lines", lambda request: StreamingHttpResponse(given["lines"])),
    path("frame", xframe_options_exempt(text("frame"))),
]
sys.modules["views"] = views
def pattern(one):
    return re.compile(one["pattern"], one["flags"])
answer = []
for case in given["cases"]:
    row = dict(case["settings"])
    row["DISALLOWED_USER_AGENTS"] = [pattern(one) for one in row.get("DISALLOWED_USER_AGENTS", [])]
    with override_settings(MIDDLEWARE=[], **{k: v for k, v in row.items() if k != "MIDDLEWARE"}), override_settings(MIDDLEWARE=row.get("MIDDLEWARE", [])):
        client = Client(raise_request_exception=False)
        for sent in case["requests"]:
            extra = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in sent["headers"].items()}
            client.cookies.clear()
            response = client.generic(sent["method"], sent["path"], **extra)
            content = b"".join(response.streaming_content) if response.streaming else response.content
            if response.headers.get("Content-Encoding") == "gzip" and content:
                content = gzip.decompress(content)
            cookies = [cookie.key for cookie in response.cookies.values()]
            answer.append([response.status_code, {name: response.headers.get(name) for name in given["names"]}, cookies, content.decode()])
`;

type Answer = [status: number, headers: Record<string, string | null>, cookies: string[], body: string];

const NAMES = [
  "strict-transport-security",
  "x-content-type-options",
  "referrer-policy",
  "cross-origin-opener-policy",
  "x-frame-options",
  "content-security-policy",
  "content-security-policy-report-only",
  "location",
  "etag",
  "last-modified",
  "cache-control",
  "content-encoding",
  "vary",
];

async function send(url: string, { method, path, headers }: Sent): Promise<IncomingMessage> {
  // fetch() would not let us say the host, nor leave the encoding alone.
  const request = httpRequest(url + path, { method, headers, agent: false }).end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return response;
}

async function answerOf(url: string, sent: Sent): Promise<Answer> {
  const response = await send(url, sent);
  const content = await buffer(response);
  const { "content-encoding": encoding, "set-cookie": cookies = [] } = response.headers;
  const body = encoding === "gzip" && content.length > 0 ? gunzipSync(content) : content;
  const headers = NAMES.map((name) => [name, (response.headers[name] as string | undefined) ?? null]);
  return [
    response.statusCode as number,
    Object.fromEntries(headers) as Answer[1],
    cookies.map((cookie) => cookie.slice(0, cookie.indexOf("="))),
    body.toString(),
  ];
}

async function compare(cases: readonly Case[]): Promise<number> {
  const ours: Answer[] = [];
  for (const { settings, requests } of cases) {
    const proxy = { SECURE_PROXY_SSL_HEADER: ["HTTP_X_FORWARDED_PROTO", "https"] };
    const { url } = await serve(api, { settings: { ...proxy, ...settings } });
    for (const sent of requests) ours.push(await answerOf(url, sent));
  }
  const given = { cases, names: NAMES, long: LONG, lines: LINES, own: dashless(OWN), dated: DATED };
  const theirs = askPython(ORACLE, given) as Answer[];
  const requests = cases.flatMap(({ settings, requests: sent }) => sent.map((one) => ({ settings, ...one })));
  for (const [index, [status, headers, , body]] of theirs.entries()) {
    const [ourStatus, ourHeaders, , ourBody] = ours[index] as Answer;
    // What a middleware answers itself does not pass those that stand behind it; ours has the headers of all.
    if (status === ourStatus && isOwnAnswer(status))
      for (const name of NAMES) headers[name] ??= ourHeaders[name] ?? null;
    // Errors are pages there and JSON here.
    if (status >= 400 && body !== ourBody) {
      (theirs[index] as Answer)[3] = ourBody;
      if (headers["etag"] !== null) headers["etag"] = ourHeaders["etag"] ?? null;
    }
  }
  const differences = requests.flatMap((sent, index) =>
    JSON.stringify(ours[index]) === JSON.stringify(theirs[index])
      ? []
      : [{ sent, ours: ours[index], django: theirs[index] }],
  );
  expect(differences.slice(0, 3)).toEqual([]);
  return new Set(ours.map((one) => JSON.stringify(one))).size;
}

const isOwnAnswer = (status: number): boolean => status === 301 || status === 403;
const dashless = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.replaceAll("-", "_"), value]));

test.skipIf(djangoPython === null)("headers and verdicts are those of Django's middleware", async () => {
  expect(await compare(CASES)).toBeGreaterThan(60);
});

// Django 6.0 and later.
test.skipIf(!hasPythonModule("django.utils.csp"))("content security policies are Django's", async () => {
  expect(await compare(POLICY_CASES)).toBeGreaterThan(6);
});

test.skipIf(djangoPython === null)("nothing in a new project's MIDDLEWARE is left to be told of", () => {
  const template = `
import re
from pathlib import Path
import django
text = (Path(django.__file__).parent / "conf/project_template/project_name/settings.py-tpl").read_text()
answer = re.findall(r"([\\w.]+Middleware)", re.search(r"MIDDLEWARE = \\[(.*?)\\]", text, re.DOTALL)[1])
`;
  const standings = middlewareStandings(askPython(template, null));
  expect(standings.length).toBeGreaterThan(6);
  expect(standings.filter(({ standing }) => standing !== "honoured")).toEqual([]);
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

test("a dependency takes a header away, for whatever is returned; an error has it", async () => {
  const framed = depends({}, (_args, { response }) => response.headers.set("X-Frame-Options", null));
  const app = new FastAPI({ dependencies: [framed] });
  app.middleware((_request, next) => next());
  app.get("/value", () => ({}));
  app.get("/file", () => new StreamingResponse(LINES.values()));
  app.get("/own", () => text("", OWN));
  app.get("/error", () => {
    throw new HTTPException(404, "No");
  });
  const { get } = await serve(app, { settings: { MIDDLEWARE: BOTH } });
  const frames = ["/value", "/file", "/own", "/error"].map(async (path) => {
    const { headers } = await get(path);
    return [headers.get("x-frame-options"), headers.get("x-content-type-options")];
  });
  expect(await Promise.all(frames)).toEqual([
    [null, "nosniff"],
    [null, "nosniff"],
    ["SAMEORIGIN", "nosniff"],
    ["DENY", "nosniff"],
  ]);
});

test("a pattern that JavaScript does not have is told at start", async () => {
  const settings = { MIDDLEWARE: BOTH, SECURE_SSL_REDIRECT: true, SECURE_REDIRECT_EXEMPT: ["(?x) a b"] };
  await expect(serve(api, { settings })).rejects.toThrow(SettingInvalid);
  await expect(serve(api, { settings: { ...settings, SECURE_SSL_REDIRECT: false } })).resolves.toBeDefined();
  const agents = { MIDDLEWARE: [COMMON], DISALLOWED_USER_AGENTS: [{ pattern: "a b", flags: 64 }] };
  await expect(serve(api, { settings: agents })).rejects.toThrow(/DISALLOWED_USER_AGENTS/);
});

const GZIP = { MIDDLEWARE: ["django.middleware.gzip.GZipMiddleware", CLICKJACKING] };
const ACCEPTS = { "accept-encoding": "gzip" };

test("an event is there, compressed, before the next one is made", async () => {
  const app = new FastAPI();
  const next = Promise.withResolvers<void>();
  app.get("/events", async function* () {
    yield "first";
    await next.promise;
    yield "second";
  });
  const { get } = await serve(app, { settings: GZIP });
  const response = await get("/events", { headers: ACCEPTS });
  expect(response.headers.get("content-encoding")).toBe("gzip");
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const read = async (): Promise<string> => String(Buffer.from((await reader.read()).value ?? []));
  expect(await read()).toBe('"first"\n');
  next.resolve();
  expect(await read()).toBe('"second"\n');
});

test("a compressed stream that fails before its first byte is a readable error", async () => {
  const app = new FastAPI();
  app.get("/early", () => {
    // oxlint-disable-next-line require-yield -- it fails first
    return new StreamingResponse(
      (async function* (): AsyncGenerator<string> {
        throw new RangeError("no more");
      })(),
    );
  });
  const { get, errors } = await serve(app, { settings: GZIP });
  const response = await get("/early", { headers: ACCEPTS });
  expect([response.status, await response.json()]).toEqual([500, { detail: "Internal Server Error" }]);
  expect(response.headers.get("content-encoding")).toBeNull();
  expect(errors).toEqual([expect.objectContaining({ message: "no more" })]);
});

test("a stream that nobody reads is let go: HEAD, 304", async () => {
  const app = new FastAPI();
  let closed = 0;
  const chunks = (): AsyncIterable<string> => ({
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.resolve({ done: false, value: "more" }),
      return() {
        closed++;
        return Promise.resolve({ done: true, value: undefined });
      },
    }),
  });
  app.get("/endless", () => new StreamingResponse(chunks(), { headers: { etag: '"e"' } }));
  const middleware = ["django.middleware.http.ConditionalGetMiddleware"];
  const { url } = await serve(app, { settings: { MIDDLEWARE: [...GZIP.MIDDLEWARE, ...middleware] } });
  const head = await send(url, { method: "HEAD", path: "/endless", headers: ACCEPTS });
  expect([head.statusCode, head.headers["content-encoding"]]).toEqual([200, "gzip"]);
  head.resume();
  await expect.poll(() => closed).toBe(1);
  const known = { ...ACCEPTS, "if-none-match": '"e"' };
  const notModified = await send(url, { method: "GET", path: "/endless", headers: known });
  expect(notModified.statusCode).toBe(304);
  notModified.resume();
  await expect.poll(() => closed).toBe(2);
});

test("a part of a file is sent as it is, the whole is compressed", async () => {
  const app = new FastAPI();
  app.get("/file", () => new FileResponse(import.meta.filename));
  const { url } = await serve(app, { settings: GZIP });
  const encodings = [{}, { range: "bytes=0-299" }].map(async (range) => {
    const response = await send(url, { method: "GET", path: "/file", headers: { ...ACCEPTS, ...range } });
    const content = await buffer(response);
    const { "content-encoding": encoding, etag } = response.headers;
    return [
      response.statusCode,
      encoding,
      etag?.slice(0, 2),
      (encoding ? gunzipSync(content) : content).length,
    ];
  });
  const { size } = statSync(import.meta.filename);
  expect(await Promise.all(encodings)).toEqual([
    [200, "gzip", "W/", size],
    [206, undefined, expect.stringMatching(/^"/), 300],
  ]);
});

test("the length of a compressed response is not that of what is in it", async () => {
  const { url } = await serve(api, { settings: GZIP });
  const lengths = new Set<number>();
  for (let index = 0; index < 12; index++)
    lengths.add((await buffer(await send(url, { method: "GET", path: "/long", headers: ACCEPTS }))).length);
  expect(lengths.size).toBeGreaterThan(3);
});
