import { describe, expect, test } from "vitest";
import { z } from "zod";
import { TestClient } from "../../testing/test-client.ts";
import { depends } from "../dependencies/depends.ts";
import { FastAPI } from "../fastapi.ts";
import { body, cookie, file, form, header, path, query } from "../parameters/markers.ts";
import { HTMLResponse } from "../responses/text-responses.ts";
import { APIRouter } from "../routing/router.ts";
import { apiKeyHeader } from "../security/api-key.ts";
import { oauth2PasswordBearer, requireScopes } from "../security/oauth2.ts";

const only = (app: FastAPI) => {
  const [operation] = app.operations;
  if (operation === undefined) throw new TypeError("No operation");
  return operation;
};

/** The message of what a declaration throws when operations are asked for. */
const mistake = (declare: (app: FastAPI) => void): string => {
  const app = new FastAPI();
  try {
    declare(app);
    void app.operations;
  } catch (error) {
    return (error as Error).message;
  }
  return "none";
};

describe("where arguments come from", () => {
  test("names of the path, scalars, arrays of scalars, objects, markers", () => {
    const app = new FastAPI();
    app.post(
      "/{id}/{rest:path}",
      {
        args: {
          id: z.int(),
          rest: z.string(),
          scalar: z.int().optional(),
          literal: z.literal(["a", "b"]),
          list: z.array(z.string()).default([]),
          nullable: z.string().nullable().default(null),
          codec: z.codec(z.string(), z.date(), { decode: (text) => new Date(text), encode: String }),
          preprocessed: z.preprocess((value) => value, z.int()),
          xTrace: header(z.string().optional()),
          x_other_id: header(z.string().optional()),
          named: query(z.int(), { alias: "item-query", deprecated: true, description: "A number" }),
          session: cookie(z.string()),
          item: z.object({ name: z.string() }),
        },
      },
      (args) => args,
    );
    const { parameters, body: itsBody } = only(app);

    expect(
      parameters.map(({ location, name, required }) => `${location} ${name}${required ? "" : "?"}`),
    ).toEqual([
      "path id",
      "path rest",
      "query scalar?",
      "query literal",
      "query list?",
      "query nullable?",
      "query codec",
      "query preprocessed?",
      "header x-trace?",
      "header x-other-id?",
      "query item-query",
      "cookie session",
    ]);
    expect(parameters[10]).toMatchObject({ deprecated: true, description: "A number" });
    expect(itsBody).toMatchObject({ mediaType: "application/json", required: true, composed: false });
  });

  test("what holds itself is the body", () => {
    const app = new FastAPI();
    app.post("/", { args: { anything: z.json() } }, ({ anything }) => anything);
    expect(only(app).body).toMatchObject({ mediaType: "application/json", composed: false });
  });

  test("models are their properties", () => {
    const app = new FastAPI();
    const Filters = z.object({ limit: z.int().default(10), order_by: z.string() });
    app.get(
      "/",
      { args: { filters: query(Filters), headers: header(z.object({ x_tag: z.string() })) } },
      (args) => args,
    );

    expect(only(app).parameters.map(({ location, name, required }) => [location, name, required])).toEqual([
      ["query", "limit", false],
      ["query", "order_by", true],
      ["header", "x-tag", true],
    ]);
  });

  test("the arguments of dependencies count, each name once", () => {
    const app = new FastAPI();
    const page = depends({ offset: z.int().default(0) }, ({ offset }) => offset);
    const other = depends({ page, offset: z.int().default(5), q: z.string() }, (args) => args);
    app.get("/", { args: { other, page } }, (args) => args);

    expect(only(app).parameters.map(({ name }) => name)).toEqual(["offset", "q"]);
  });

  test("two bodies embed, forms and files decide the media type", () => {
    const Item = z.object({ name: z.string() });
    const app = new FastAPI();
    app.put("/two", { args: { item: Item, user: Item.optional() } }, (args) => args);
    app.post("/form", { args: { name: form(z.string()) } }, (args) => args);
    app.post("/model", { args: { data: form(Item) } }, (args) => args);
    app.post("/file", { args: { upload: file(), note: form(z.string().optional()) } }, () => null);
    app.get("/get", { args: { item: body(Item) } }, (args) => args);

    expect(
      app.operations.map(({ body: itsBody }) => [itsBody?.mediaType, itsBody?.composed, itsBody?.required]),
    ).toEqual([
      ["application/json", true, true],
      ["application/x-www-form-urlencoded", true, true],
      ["application/x-www-form-urlencoded", false, true],
      ["multipart/form-data", true, true],
      ["application/json", false, true],
    ]);
    const composed = app.operations[0]?.body?.schema as z.ZodObject;
    expect(Object.keys(composed.shape)).toEqual(["item", "user"]);
    expect(composed.meta()?.id).toBe("Body_two_put");
  });

  test.each([
    [
      "any",
      (app: FastAPI) => app.get("/", { args: { x: z.any() } }, () => null),
      /does not say where its value comes from/,
    ],
    ["custom", (app: FastAPI) => app.get("/", { args: { x: z.custom() } }, () => null), /does not say where/],
    [
      "an object on GET",
      (app: FastAPI) => app.get("/", { args: { x: z.object({}) } }, () => null),
      /a GET request has no body: mark it/,
    ],
    [
      "a record in the query",
      (app: FastAPI) => app.get("/", { args: { x: query(z.record(z.string(), z.int())) } }, () => null),
      /cannot carry/,
    ],
    [
      "a list in the path",
      (app: FastAPI) => app.get("/{x}", { args: { x: z.array(z.int()) } }, () => null),
      /read from the path, which cannot carry/,
    ],
    [
      "path() without a name",
      (app: FastAPI) => app.get("/", { args: { x: path(z.int()) } }, () => null),
      /the path has no \{x\}/,
    ],
    [
      "JSON and a form",
      (app: FastAPI) => app.post("/", { args: { x: z.object({}), y: form(z.string()) } }, () => null),
      /one body, JSON or a form/,
    ],
  ])("%s is an error at start, with its place", (_name, declare, message) => {
    expect(mistake(declare)).toMatch(message);
    expect(mistake(declare)).toMatch(/declared at .*operations\.test\.ts:\d+:\d+$/);
  });
});

describe("errors at start", () => {
  test("undeclared names of a path, with the router's prefix", () => {
    expect(
      mistake((app) => {
        const router = new APIRouter({ prefix: "/{shop}" });
        router.get("/books", () => null);
        app.includeRouter(router);
      }),
    ).toMatch(/GET \/\{shop\}\/books: the path has \{shop\}, which no argument declares/);
  });

  test("a dependency's path argument counts", () => {
    expect(
      mistake((app) => {
        const shop = depends({ shop: z.string() }, ({ shop }) => shop);
        const router = new APIRouter({ prefix: "/{shop}", dependencies: [shop] });
        router.get("/books", () => null);
        app.includeRouter(router);
      }),
    ).toBe("none");
  });

  test.each([
    ["/a", "/a", "declared a second time"],
    ["/{a}", "/{b}", "declared a second time"],
    ["/a/{b}", "/a/b", "never reached"],
    ["/{a:path}", "/a/b/c", "never reached"],
    ["/a/{b:path}", "/a/{c}/d", "never reached"],
    ["/{a:int}", "/{b}", "none"],
    ["/{a}", "/{b:int}", "never reached"],
    ["/{a:int}", "/12", "never reached"],
    ["/a/b", "/a/{b}", "none"],
    ["/{a}/x", "/b/y", "none"],
    ["/{a}", "/", "none"],
    ["/{a}", "/a/b", "none"],
    ["/{a}.json", "/x.json", "none"],
    ["/{a:path}/x", "/b/x", "none"],
  ])("%s and then %s: %s", (first, second, expected) => {
    const names = (template: string) =>
      Object.fromEntries([...template.matchAll(/\{(\w+)/g)].map(([, name]) => [name, z.string()]));
    expect(
      mistake((app) => {
        app.get(first as "/", { args: names(first) }, () => null);
        app.post(second as "/", { args: names(second) }, () => null);
        app.get(second as "/", { args: names(second) }, () => null);
      }),
    ).toContain(expected);
  });

  test.each([
    ["a", 'must start with "/"'],
    ["/{a", "a brace that is no parameter"],
    ["/{a:nothing}", 'no convertor "nothing"'],
    ["/{a}/{a}", "names {a} twice"],
  ])("the path %s", (template, message) => {
    expect(
      mistake((app) => app.get(template as "/", { args: { a: z.string() } as {} }, () => null)),
    ).toContain(message);
  });

  test("prefixes, mounts and routers that cannot work", () => {
    const app = new FastAPI();
    const router = new APIRouter();
    const inner = new APIRouter();
    router.includeRouter(inner);
    expect(() => new APIRouter({ prefix: "/v1/" })).toThrow('must start with "/" and not end with one');
    expect(() => inner.includeRouter(router)).toThrow("cannot be included into itself");
    expect(() => app.mount("/x/{y}", new FastAPI())).toThrow("a plain path");
    app.mount("/x", new FastAPI());
    expect(() => app.mount("/x/", new FastAPI())).toThrow("has an application already");
    expect(
      mistake((broken) => {
        const empty = new APIRouter();
        empty.get("", () => null);
        broken.includeRouter(empty);
      }),
    ).toContain('an operation needs "/"');
  });
});

describe("routers", () => {
  test("give prefix, tags, responses, deprecation and response class", () => {
    const Problem = z.object({ detail: z.string() });
    const app = new FastAPI({ responses: { 418: { description: "Teapot" } } });
    const inner = new APIRouter({ prefix: "/inner", tags: ["inner"], responseClass: HTMLResponse });
    inner.get("/page", { tags: ["page"], responses: { 404: Problem } }, () => "<p>");
    const outer = new APIRouter({ prefix: "/outer", tags: ["outer"], deprecated: true });
    outer.includeRouter(inner, { prefix: "/mid", tags: ["mid"] });
    app.includeRouter(outer);

    expect(only(app)).toMatchObject({
      path: "/outer/mid/inner/page",
      tags: ["outer", "mid", "inner", "page"],
      deprecated: true,
      responses: { 404: { schema: Problem }, 418: { description: "Teapot" } },
      response: { mediaType: "text/html", statusCode: 200, description: "Successful Response" },
    });
  });

  test("what is added after the include is there too", () => {
    const app = new FastAPI();
    const router = new APIRouter();
    app.includeRouter(router);
    expect(app.operations).toHaveLength(0);
    router.get("/late", () => null);
    expect(app.operations.map((operation) => operation.path)).toEqual(["/late"]);
  });

  test("one handler for several methods", async () => {
    const app = new FastAPI();
    app.route("/both", { methods: ["GET", "PUT"] }, (_, { request }) => request.method);
    const client = new TestClient(app);
    expect([await (await client.get("/both")).json(), await (await client.put("/both")).json()]).toEqual([
      "GET",
      "PUT",
    ]);
  });
});

describe("names", () => {
  test.each([
    ["a named function", function readItem() {}, "readItem_items__id__get", "Read Item"],
    ["an underscored one", function read_item() {}, "read_item_items__id__get", "Read Item"],
    ["an anonymous one", (() => () => {})(), "items__id__get", "Get Items Id"],
  ])("%s", (_name, handler, operationId, summary) => {
    const app = new FastAPI();
    app.get("/items/{id:int}", { args: { id: z.int() } }, handler);
    expect(only(app)).toMatchObject({ operationId, summary });
  });
});

describe("security in the description", () => {
  test("schemes once, with all scopes", () => {
    const oauth2 = oauth2PasswordBearer({ tokenUrl: "token", scopes: { me: "Me", items: "Items" } });
    const user = depends({ token: oauth2 }, ({ token }) => token);
    const key = apiKeyHeader({ name: "X-Key", autoError: false });
    const app = new FastAPI();
    app.get(
      "/",
      { args: { me: requireScopes(user, ["me"]), items: requireScopes(user, ["items"]), key } },
      (args) => args,
    );

    expect(only(app).security.map(({ name, scopes, optional }) => ({ name, scopes, optional }))).toEqual([
      { name: "OAuth2PasswordBearer", scopes: ["me", "items"], optional: false },
      { name: "APIKeyHeader", scopes: [], optional: true },
    ]);
  });
});

describe("webhooks and callbacks", () => {
  test("are described, not served", () => {
    const app = new FastAPI();
    const Paid = z.object({ id: z.int() });
    app.webhooks.post("new-subscription", { args: { paid: Paid } }, () => null);
    const callbacks = new APIRouter();
    callbacks.post(
      "{$callback_url}/invoices/{$request.body.id}" as string,
      { args: { paid: Paid } },
      () => null,
    );
    app.post("/invoices", { args: { paid: Paid }, callbacks: callbacks.routes }, () => null);

    expect(app.webhookOperations.map(({ path: template, method }) => [method, template])).toEqual([
      ["POST", "new-subscription"],
    ]);
    expect(only(app).callbacks.map(({ path: template }) => template)).toEqual([
      "{$callback_url}/invoices/{$request.body.id}",
    ]);
  });
});
