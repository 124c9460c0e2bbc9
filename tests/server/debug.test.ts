import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { Author, Book, Publisher } from "#django/catalog";
import { FastAPI } from "../../src/api/fastapi.ts";
import { form } from "../../src/api/parameters/markers.ts";
import { StreamingResponse } from "../../src/api/responses/streaming-response.ts";
import type { OrmRuntime } from "../../src/orm/runtime.ts";
import { setRuntime } from "../../src/orm/runtime.ts";
import { djangoPython } from "../support/python.ts";
import { postgresShop, sqliteShop } from "../support/shop.ts";
import { shopRuntime, type ShopRuntime } from "../support/shop-runtime.ts";
import { serve, type Served } from "./support.ts";

const DEBUG = { settings: { DEBUG: true } };
const HTML = { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } };
const SETTINGS = { SECRET_KEY: "k3y-of-the-test", SESSION_COOKIE_NAME: "sid", TIME_ZONE: "Europe/Berlin" };
const project = { settings: SETTINGS, baseDir: process.cwd() };

interface ErrorJson {
  readonly role: string;
  readonly language: string;
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  /** The project's calls. */
  readonly traceback: readonly { at: string; function: string | null; source: string | null }[];
  /** All of them. */
  readonly stack: readonly string[];
}
interface DebugJson {
  readonly detail: string;
  readonly debug: {
    readonly errors: readonly ErrorJson[];
    readonly queries: { readonly count: number; readonly list: readonly { sql: string; at: string }[] };
  };
}

const debugOf = async (response: Response): Promise<DebugJson["debug"]> =>
  ((await response.json()) as DebugJson).debug;

function failing(): FastAPI {
  const api = new FastAPI();
  api.get("/fails/{id}", { args: { id: z.int() } }, ({ id }) => {
    throw new RangeError(`no place for <b>${id}</b>`, { cause: new TypeError("the shelf is full") });
  });
  api.post("/login", { args: { username: form(z.string()), password: form(z.string()) } }, () => {
    throw new RangeError("login");
  });
  api.post("/order", { args: { order: z.object({ card: z.object({ api_key: z.string() }) }) } }, () => {
    throw new RangeError("order");
  });
  api.get("/text", () => {
    // oxlint-disable-next-line no-throw-literal -- what is shown of it is the test
    throw "just text";
  });
  api.get("/many", async () => {
    await Promise.any([Promise.reject(new RangeError("one")), Promise.reject(new TypeError("two"))]);
  });
  api.get("/broken", () => {
    const error = new RangeError("shown");
    Object.defineProperty(error, "name", {
      get() {
        throw new TypeError("the page is broken");
      },
    });
    throw error;
  });
  return api;
}

describe("the error page", () => {
  test("browsers get a page: error, line of source, cause, request", async () => {
    const { get } = await serve(failing(), { ...DEBUG, project });
    const response = await get("/fails/7?sort=title", HTML);
    expect(response.status).toBe(500);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-request-id")).toBeTruthy();
    const page = await response.text();
    expect(page).toContain("<title>RangeError at GET /fails/7</title>");
    expect(page).toContain("no place for &lt;b&gt;7&lt;/b&gt;");
    expect(page).not.toContain("<b>7");
    expect(page).toMatch(/tests\/server\/debug\.test\.ts:\d+:\d+/);
    expect(page).toMatch(/class="here"><i>\d+<\/i> {4}throw new RangeError\(/);
    expect(page).toContain("TypeError: the shelf is full");
    expect(page).toContain('<th scope="row">sort</th><td>title</td>');
    expect(page).toContain('<th scope="row">id</th><td>7</td>');
    expect(page).toContain("Europe/Berlin");
    expect(page).not.toMatch(/<script|src=|href="http/);
  });

  test("clients of the API get JSON, with the body of production in it", async () => {
    const { get } = await serve(failing(), { ...DEBUG, project });
    const response = await get("/fails/7");
    expect(response.headers.get("content-type")).toBe("application/json");
    const { detail, debug } = (await response.json()) as DebugJson;
    expect(detail).toBe("Internal Server Error");
    expect(debug.errors.map(({ role, type, message }) => [role, type, message])).toEqual([
      ["thrown", "RangeError", "no place for <b>7</b>"],
      ["cause", "TypeError", "the shelf is full"],
    ]);
    expect(debug.errors[0]?.traceback[0]).toMatchObject({
      at: expect.stringMatching(/^tests\/server\/debug\.test\.ts:\d+:\d+$/) as string,
      source: expect.stringContaining("throw new RangeError(") as string,
    });
  });

  test("is nowhere where DEBUG is False, whatever is asked for", async () => {
    const { get, records } = await serve(failing(), { project });
    for (const init of [HTML, {}]) {
      const response = await get("/fails/7", init);
      expect(await response.text()).toBe('{"detail":"Internal Server Error"}');
    }
    expect(records.every((record) => !("queries" in record))).toBe(true);
  });

  test("secrets are out of it: settings, cookies, headers, bodies", async () => {
    const { url } = await serve(failing(), { ...DEBUG, project });
    const headers = {
      ...HTML.headers,
      cookie: "sid=s3ssion; csrftoken=t0ken; theme=dark",
      authorization: "Bearer b3arer",
      "x-api-key": "ap1",
    };
    const login = await fetch(`${url}/login?token=qu3ry`, {
      method: "POST",
      headers,
      body: new URLSearchParams({ username: "ann", password: "p4ss" }),
    });
    const order = await fetch(`${url}/order`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ order: 1, card: { api_key: "c4rd" } }),
    });
    const pages = (await login.text()) + (await order.text());
    for (const secret of ["k3y-of", "s3ssion", "t0ken", "b3arer", "ap1", "p4ss", "c4rd", "qu3ry"])
      expect(pages).not.toContain(secret);
    expect(pages).toContain('<th scope="row">theme</th><td>dark</td>');
    expect(pages).toContain("username=ann");
  });

  test("whatever is thrown: text, several errors, errors that cannot be shown", async () => {
    const { get, errors } = await serve(failing(), DEBUG);
    expect((await debugOf(await get("/text"))).errors[0]).toMatchObject({ type: "string", traceback: [] });
    const many = await debugOf(await get("/many"));
    expect(many.errors.map(({ role, message }) => `${role} ${message}`)).toEqual([
      "thrown All promises were rejected",
      "part one",
      "part two",
    ]);
    errors.length = 0;
    // A page that cannot be made harms nobody: the bare 500, and both errors in the log.
    expect(await (await get("/broken")).json()).toEqual({ detail: "Internal Server Error" });
    expect(errors.map((error) => (error as Error).message).sort()).toEqual(["shown", "the page is broken"]);
  });
});

async function* titles(): AsyncGenerator<string> {
  for await (const book of Book.objects.all().orderBy("id").slice(0, 2)) yield `${book.title}\n`;
}

const shops = { SQLite: await sqliteShop(), PostgreSQL: await postgresShop() };
describe.each(Object.entries(shops))("a request's queries on %s", (_name, given) => {
  if (typeof given === "string") {
    test.skip(`not run: ${given}`, () => {});
    return;
  }
  let shop: ShopRuntime;
  let runtime: OrmRuntime;
  beforeAll(async () => {
    shop = await shopRuntime(given);
    ({ runtime } = shop);
    setRuntime(runtime);
  });
  afterAll(async () => {
    setRuntime(null);
    await shop.close();
  });

  function asking(): FastAPI {
    const api = new FastAPI();
    api.get("/one-by-one", async () => {
      const books = await Book.objects.all().orderBy("id").slice(0, 5);
      const names: string[] = [];
      for (const { author_id } of books) names.push((await Author.objects.get({ id: author_id })).name);
      return names.length;
    });
    api.get("/twice", async () => {
      const find = (id: number) => Book.objects.filter({ id }).first();
      return [await find(1), await find(2)].length;
    });
    api.get("/returned", { response: z.array(z.object({ title: z.string() })) }, () =>
      Book.objects.all().slice(0, 3),
    );
    api.get("/stream", () => new StreamingResponse(titles()));
    api.get("/wrong", async () => {
      // @ts-expect-error -- no such field
      return await Book.objects.filter({ titel: "Dune" });
    });
    // Nobody awaits these, so nobody is on V8's stack of who waits.
    api.get("/wrong/create", () => Publisher.objects.create({ name: "x", founded: "soon" as never }));
    api.get("/wrong/update", () => Book.objects.filter({ pk: 1 }).update({ pages: "many" as never }));
    api.get("/wrong/count", () => Book.objects.filter({ title__regex: "(" }).count());
    api.get("/wrong/save", async () => {
      const book = await Book.objects.get({ pk: 1 });
      book.published = "soon";
      return book.save();
    });
    api.get("/after", async () => {
      await Book.objects.count();
      throw new RangeError("after a query");
    });
    return api;
  }

  const recordOf = async ({ get, records }: Served, path: string): Promise<Served["records"][number]> => {
    records.length = 0;
    await (await get(path)).text();
    await expect.poll(() => records.length).toBe(1);
    return records[0] as Served["records"][number];
  };

  test("are counted for the log, streams' too, each for its own request", async () => {
    const served = await serve(asking(), DEBUG);
    expect((await recordOf(served, "/returned")).queries).toMatchObject({ count: 1, repeated: [] });
    expect((await recordOf(served, "/stream")).queries?.count).toBe(1);
    served.records.length = 0;
    await Promise.all([1, 2, 3, 4].map(async () => (await served.get("/twice")).text()));
    await expect.poll(() => served.records.length).toBe(4);
    expect(served.records.map(({ queries }) => queries?.count)).toEqual([2, 2, 2, 2]);
  });

  test("one query of one line again and again is told with its line; two are not", async () => {
    const served = await serve(asking(), DEBUG);
    const { queries } = await recordOf(served, "/one-by-one");
    expect(queries).toMatchObject({
      count: 6,
      repeated: [{ count: 5, model: "catalog.Author", sql: expect.stringContaining("SELECT") as string }],
    });
    const place = queries?.repeated[0]?.place;
    expect(place?.file).toMatch(/tests\/server\/debug\.test\.ts$/);
    expect((await recordOf(served, "/twice")).queries?.repeated).toEqual([]);
  });

  test("are on the error page and in the JSON, with the line that asked", async () => {
    const { get } = await serve(asking(), { ...DEBUG, project });
    const page = await (await get("/after", HTML)).text();
    expect(page).toContain("COUNT(*)");
    const { queries } = await debugOf(await get("/after"));
    expect(queries.count).toBe(1);
    expect(queries.list[0]?.at).toMatch(/^tests\/server\/debug\.test\.ts:\d+:\d+$/);
  });

  test("an awaited QuerySet that fails leads to the line that wrote it", async () => {
    const { get } = await serve(asking(), { ...DEBUG, project });
    const { errors } = await debugOf(await get("/wrong"));
    expect(errors[0]).toMatchObject({ type: "FieldError", code: "FIELD_ERROR" });
    // The project's own call stands first, whatever lies between it and the error.
    expect(errors[0]?.traceback[0]?.source).toContain('titel: "Dune"');
    const page = await (await get("/wrong", HTML)).text();
    const traceback = page.slice(page.indexOf("<h2>Traceback"), page.indexOf("<h2>Queries"));
    expect(traceback.indexOf("titel: ")).toBeLessThan(traceback.indexOf("All calls in their order"));
    expect(traceback.match(/<details class="frame" open/g)?.length).toBe(errors[0]?.traceback.length);
  });

  test.for([
    ["create", "Publisher.objects.create("],
    ["update", ".update({ pages:"],
    ["count", ").count()"],
    ["save", "return book.save()"],
  ])("a %s that fails leads to its line, though nobody awaits it", async ([what, source]) => {
    const { get } = await serve(asking(), { ...DEBUG, project });
    const { errors } = await debugOf(await get(`/wrong/${what}`));
    expect(errors[0]?.traceback[0]?.source).toContain(source);
  });

  test.runIf(djangoPython !== null)("Python's traceback stands in the chain of causes", async () => {
    const api = new FastAPI();
    api.get("/python", async () => {
      const { bridge } = runtime;
      const params = { target: "django.urls.reverse", args: ["no-such-name"], kwargs: {} };
      return await bridge.request("call", params);
    });
    const { get } = await serve(api, { ...DEBUG, project });
    const { errors } = await debugOf(await get("/python"));
    expect(errors[0]?.type).toBe("PythonError");
    expect(errors[0]?.traceback.some(({ source }) => source?.includes("await bridge.request"))).toBe(true);
    const python = errors.filter(({ language }) => language === "Python");
    expect(python[0]?.type).toMatch(/NoReverseMatch$/);
    expect(python[0]?.stack.some((at) => at.includes("django/urls/base.py"))).toBe(true);
    const page = await (await get("/python", HTML)).text();
    expect(page).toContain("What caused it");
    // Django's own source, read from where it is installed.
    expect(page).toContain("resolver._reverse_with_prefix(view, prefix");
  });
});
