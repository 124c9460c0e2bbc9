/** The TypeScript side of the comparison: app.py declares the same operations with the same paths. */
import {
  apiKeyCookie,
  apiKeyHeader,
  apiKeyQuery,
  APIRouter,
  body,
  cookie,
  depends,
  FastAPI,
  file,
  form,
  header,
  HTMLResponse,
  HTTPException,
  httpBasic,
  httpBearer,
  JSONResponse,
  oauth2PasswordBearer,
  path,
  PlainTextResponse,
  query,
  RedirectResponse,
  requireScopes,
  StaticFiles,
  StreamingResponse,
} from "django-fastapi-bridge";
import { z } from "zod";

export const app = new FastAPI();

// Path parameters

const Color = z.enum(["red", "green", "blue"]);

app.get("/path/int/{value}", { args: { value: z.int() } }, ({ value }) => ({ value }));
app.get("/path/int-range/{value}", { args: { value: z.int().min(1).lt(10) } }, ({ value }) => ({ value }));
app.get("/path/float/{value}", { args: { value: z.number().gt(0) } }, ({ value }) => ({ value }));
app.get("/path/bool/{value}", { args: { value: z.boolean() } }, ({ value }) => ({ value }));
app.get("/path/str/{value}", { args: { value: z.string().min(2).max(5) } }, ({ value }) => ({ value }));
app.get("/path/enum/{value}", { args: { value: Color } }, ({ value }) => ({ value }));
app.get("/path/literal/{value}", { args: { value: z.literal(["a", "b", "c"]) } }, ({ value }) => ({ value }));
app.get("/path/uuid/{value}", { args: { value: z.uuid() } }, ({ value }) => ({ value }));
app.get("/path/date/{value}", { args: { value: z.iso.date() } }, ({ value }) => ({ value }));
app.get("/path/rest/{value:path}", { args: { value: path(z.string()) } }, ({ value }) => ({ value }));
app.get("/path/two/{first}/and/{second}", { args: { first: z.int(), second: z.int() } }, (args) => args);

// Query parameters

app.get("/query/required", { args: { q: z.string() } }, (args) => args);
app.get(
  "/query/optional",
  { args: { q: z.string().optional(), n: z.int().default(3) } },
  ({ q = null, n }) => ({ q, n }),
);
app.get(
  "/query/constraints",
  {
    args: {
      q: z
        .string()
        .min(3)
        .max(5)
        .regex(/^[a-z]+$/)
        .default("abc"),
      n: z.int().min(0).max(100).multipleOf(5).default(0),
    },
  },
  (args) => args,
);
app.get("/query/list", { args: { q: z.array(z.int()).max(3) } }, (args) => args);
app.get("/query/list-default", { args: { q: z.array(z.string()).default(["x", "y"]) } }, (args) => args);
app.get("/query/set", { args: { q: z.set(z.int()) } }, ({ q }) => ({ q: [...q].toSorted((a, b) => a - b) }));
app.get("/query/alias", { args: { item: query(z.string(), { alias: "item-query" }) } }, (args) => args);
app.get("/query/bool", { args: { q: z.boolean().default(false) } }, (args) => args);
app.get("/query/union", { args: { q: z.union([z.int(), z.number()]) } }, (args) => args);

const Filters = z.object({
  limit: z.int().gt(0).max(100).default(100),
  order_by: z.literal(["created", "updated"]).default("created"),
  tags: z.array(z.string()).default([]),
});

app.get("/query/model", { args: { filters: query(Filters) } }, ({ filters }) => filters);
app.get("/query/strict-model", { args: { filters: query(Filters.strict()) } }, ({ filters }) => filters);
app.get(
  "/query/needed-model",
  { args: { filters: query(z.object({ first: z.int(), second: z.int() })) } },
  ({ filters }) => filters,
);

// Headers and cookies

app.get(
  "/header",
  { args: { xTrace: header(z.int()), userAgent: header(z.string().optional()) } },
  ({ xTrace, userAgent = null }) => ({ x_trace: xTrace, user_agent: userAgent }),
);
app.get(
  "/header/list",
  { args: { xToken: header(z.array(z.string()).optional()) } },
  ({ xToken = null }) => ({ x_token: xToken }),
);
app.get(
  "/header/model",
  {
    args: { headers: header(z.object({ x_tag: z.string(), if_modified: z.int().nullable().default(null) })) },
  },
  ({ headers }) => headers,
);
app.get(
  "/cookie",
  { args: { session: cookie(z.string()), theme: cookie(z.int().default(1)) } },
  (args) => args,
);
app.get(
  "/cookie/model",
  {
    args: { cookies: cookie(z.object({ session_id: z.string(), visits: z.int().nullable().default(null) })) },
  },
  ({ cookies }) => cookies,
);

// Bodies

const Tag = z.object({ name: z.string().min(2), weight: z.number().default(1) });
const Item = z.object({
  name: z.string(),
  price: z.number().gt(0),
  count: z.int().default(1),
  description: z.string().nullable().default(null),
  tags: z.array(Tag).default([]),
});
const User = z.object({ username: z.string(), age: z.int().nullable().default(null) });

app.post("/body/item", { args: { item: Item } }, ({ item }) => item);
app.post("/body/optional", { args: { item: Item.nullish() } }, ({ item }) => item);
app.post("/body/strict", { args: { item: z.strictObject({ name: z.string() }) } }, ({ item }) => item);
app.put("/body/two", { args: { item: Item, user: User } }, (args) => args);
app.put("/body/two-optional", { args: { item: Item, user: User.nullish() } }, ({ item, user = null }) => ({
  item,
  user,
}));
app.put("/body/all-optional", { args: { item: Item.nullish(), user: User.nullish() } }, (args) => ({
  item: args.item ?? null,
  user: args.user ?? null,
}));
app.post("/body/embed", { args: { item: body(Item, { embed: true }) } }, ({ item }) => item);
app.post("/body/scalar", { args: { user: User, importance: body(z.int().gt(0)) } }, (args) => args);
app.post("/body/list", { args: { items: z.array(Tag) } }, ({ items }) => items);
app.post("/body/dict", { args: { weights: z.record(z.string(), z.number()) } }, ({ weights }) => weights);
app.put(
  "/body/path/{item_id}",
  { args: { item_id: z.int(), item: Item, q: z.int().default(0) } },
  (args) => args,
);

const Pet = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("cat"), lives: z.int() }).meta({ title: "cat" }),
  z.object({ kind: z.literal("dog"), good: z.boolean() }).meta({ title: "dog" }),
]);

app.post("/body/discriminated", { args: { pet: Pet } }, ({ pet }) => pet);
app.post(
  "/body/extras",
  {
    args: {
      extras: z.object({
        at: z.iso.datetime({ offset: true }),
        day: z.iso.date(),
        clock: z.iso.time(),
        key: z.uuid(),
        color: Color,
      }),
    },
  },
  () => ({ ok: true }),
);
app.post(
  "/body/union",
  { args: { choice: z.object({ value: z.union([z.int(), z.boolean()]) }) } },
  ({ choice }) => choice,
);

// Forms and files

app.post("/form", { args: { username: form(z.string()), age: form(z.int().default(7)) } }, (args) => args);

const FormData = z.object({
  username: z.string(),
  password: z.string().min(3),
  tags: z.array(z.string()).default([]),
});

app.post("/form/model", { args: { data: form(FormData) } }, ({ data }) => data);
app.post("/form/strict-model", { args: { data: form(FormData.strict()) } }, ({ data }) => data);
app.post("/file", { args: { upload: file() } }, async ({ upload }) => ({
  filename: upload.filename,
  type: upload.contentType,
  size: upload.size,
  content: await upload.text(),
}));
app.post(
  "/files",
  { args: { uploads: file(z.array(z.file())), note: form(z.string()) } },
  ({ uploads, note }) => ({ names: uploads.map((upload) => upload.filename), note }),
);
app.post("/file/optional", { args: { upload: file(z.file().optional()) } }, ({ upload }) => ({
  filename: upload?.name ?? null,
}));

// Responses

const ItemOut = z.object({
  name: z.string(),
  price: z.number().default(10.5),
  tax: z.number().nullable().default(null),
});

app.get("/response/filtered", { response: ItemOut }, () => ({ name: "x", price: 2, secret: "s" }));
app.get("/response/list", { response: z.array(ItemOut) }, () => [{ name: "x" }, { name: "y", tax: 1.5 }]);
app.get("/response/unset", { response: ItemOut, responseExclude: { unset: true } }, () => ({ name: "x" }));
app.get("/response/none", { response: ItemOut, responseExclude: { none: true } }, () => ({ name: "x" }));
app.get("/response/defaults", { response: ItemOut, responseExclude: { defaults: true } }, () => ({
  name: "x",
  price: 10.5,
  tax: 3,
}));
const WriterOut = z.object({ name: z.string(), born: z.int().default(1929) });
const WorkOut = z.object({
  title: z.string(),
  stock: z.int().default(0),
  author: WriterOut,
  editors: z.array(WriterOut).default([]),
});
const WORK = { title: "Dune", author: { name: "Frank" }, editors: [{ name: "John" }] };
app.get(
  "/response/include",
  { response: WorkOut, responseInclude: { title: true, author: { name: true }, editors: { born: true } } },
  () => WORK,
);
app.get(
  "/response/exclude",
  {
    response: z.array(WorkOut),
    responseExclude: { unset: true, keys: { stock: true, editors: { born: true }, author: { born: true } } },
  },
  () => [WORK, { ...WORK, stock: 2 }],
);
app.get("/response/values", () => ({
  at: new Date("2024-01-02T03:04:05.678Z"),
  day: "2024-01-02",
  amount: "1.50",
  set: new Set([1]),
  map: new Map([["a", 1]]),
  big: 2n ** 60n,
  none: null,
  text: 'é "quoted" \u2028',
}));
app.post("/response/created", { statusCode: 201 }, () => ({ created: true }));
app.delete("/response/empty", { statusCode: 204 }, () => null);
app.get("/response/null", () => {});
app.get("/response/status", (_args, { response }) => {
  response.statusCode = 202;
  response.headers.set("X-Own", "yes");
  return { accepted: true };
});
app.get("/response/cookie", (_args, { response }) => {
  response.setCookie("session", "abc", { maxAge: 60, httpOnly: true, secure: true, sameSite: "strict" });
  response.setCookie("plain", "value");
  return {};
});
app.get(
  "/response/direct",
  () => new JSONResponse({ direct: true }, { statusCode: 203, headers: { "x-direct": "1" } }),
);
app.get("/response/html", { responseClass: HTMLResponse }, () => "<p>hello</p>");
app.get("/response/text", () => new PlainTextResponse("plain é"));
app.get("/response/redirect", () => new RedirectResponse("/path/int/1?q=a b"));
app.get(
  "/response/redirect-class",
  { responseClass: RedirectResponse, statusCode: 302 },
  () => "https://example.com/é",
);
app.get("/response/stream", () => new StreamingResponse(["one", "two"], { mediaType: "text/plain" }));

// Errors

app.get("/error/http", () => {
  throw new HTTPException(404, "No such thing", { headers: { "x-error": "1" } });
});
app.get("/error/object", () => {
  throw new HTTPException(409, { code: 7, fields: ["a"] });
});
app.get("/error/default", () => {
  throw new HTTPException(418);
});
app.get("/error/no-body", () => {
  throw new HTTPException(304);
});

class OwnError extends Error {}
class NarrowError extends OwnError {}

app.exceptionHandler(OwnError, () => new JSONResponse({ own: true }, { statusCode: 418 }));
app.get("/error/own", () => {
  throw new NarrowError();
});

// Dependencies

const common = depends(
  { q: z.string().optional(), skip: z.int().min(0).default(0) },
  ({ q = null, skip }) => ({ q, skip }),
);
const checked = depends({ xKey: header(z.string()) }, ({ xKey }) => {
  if (xKey !== "secret") throw new HTTPException(403, "Wrong key");
  return xKey;
});
const nested = depends({ common, limit: z.int().default(10) }, ({ common, limit }) => ({ ...common, limit }));

app.get("/depends", { args: { page: common } }, ({ page }) => page);
app.get("/depends/nested", { args: { page: nested, other: z.int() } }, (args) => args);
app.get("/depends/checked/{item_id}", { args: { item_id: z.int(), key: checked } }, (args) => args);

const guarded = new APIRouter({ prefix: "/guarded", dependencies: [checked] });
guarded.get("/{name}", { args: { name: z.string() } }, (args) => args);
app.includeRouter(guarded, { prefix: "/v1" });

app.post("/depends/body", { args: { page: common, item: Item } }, (args) => args);

// Security

app.get("/security/bearer", { args: { credentials: httpBearer() } }, ({ credentials }) => credentials);
app.get(
  "/security/bearer-optional",
  { args: { credentials: httpBearer({ autoError: false }) } },
  ({ credentials }) => ({ anonymous: credentials === null }),
);
app.get(
  "/security/basic",
  { args: { credentials: httpBasic({ realm: "shop" }) } },
  ({ credentials }) => credentials,
);
app.get("/security/key-header", { args: { key: apiKeyHeader({ name: "X-Key" }) } }, (args) => args);
app.get("/security/key-query", { args: { key: apiKeyQuery({ name: "api_key" }) } }, (args) => args);
app.get("/security/key-cookie", { args: { key: apiKeyCookie({ name: "key" }) } }, (args) => args);

const oauth2 = oauth2PasswordBearer({ tokenUrl: "token", scopes: { items: "Items", me: "Me" } });
const currentUser = depends({ token: oauth2 }, ({ token }, { scopes }) => ({ token, scopes }));
const activeUser = depends({ user: requireScopes(currentUser, ["me"]) }, ({ user }) => user);

app.get("/security/oauth2", { args: { token: oauth2 } }, (args) => args);
app.get("/security/scopes", { args: { user: requireScopes(activeUser, ["items"]) } }, ({ user }) => user);

// Background

app.get("/background", (_args, { background }) => {
  background(() => {});
  return { scheduled: true };
});

// Files

const folder = (name: string): URL => new URL(`static/${name}`, import.meta.url);
app.mount("/static", new StaticFiles({ directory: folder("") }), { name: "static" });
app.mount("/site", new StaticFiles({ directory: folder("site"), html: true }));
app.frontend("/app", { directory: folder("spa") });
app.frontend("/app-without", { directory: folder("spa"), fallback: null });

// URLs

const located = new FastAPI();
located.get("/things/{thing_id}", { args: { thing_id: z.int() }, name: "readThing" }, (args) => args);
app.mount("/located", located, { name: "located" });
app.get("/urls/{first}/{rest:path}", { args: { first: z.int(), rest: z.string() }, name: "urls" }, () => [
  app.urlPathFor("urls", { first: 1, rest: "a/b" }),
  app.urlPathFor("located:readThing", { thing_id: 7 }),
  app.urlPathFor("static", { path: "css/style.css" }),
]);
