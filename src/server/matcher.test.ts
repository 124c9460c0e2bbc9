import { describe, expect, test } from "vitest";
import { CONVERTORS } from "../api/paths/convertors.ts";
import { Matcher } from "./matcher.ts";
import { parseTemplate } from "../api/paths/template.ts";

const get = (...templates: string[]): Matcher<string> =>
  new Matcher(templates.map((template) => ({ method: "GET", template, value: template })));

const found = (value: string, params: Record<string, string> = {}): object => ({
  kind: "route",
  value,
  params,
});

describe("Matcher", () => {
  test("literal paths, with and without a trailing slash, are different ones", () => {
    const matcher = get("/", "/books", "/books/");
    expect(matcher.match("GET", "/")).toEqual(found("/"));
    expect(matcher.match("GET", "/books")).toEqual(found("/books"));
    expect(matcher.match("GET", "/books/")).toEqual(found("/books/"));
    expect(matcher.match("GET", "/books//")).toBeNull();
    expect(matcher.match("GET", "//books")).toBeNull();
  });

  test("parameters hold one segment, never an empty one", () => {
    const matcher = get("/books/{book_id}", "/books/{book_id}/reviews/{n}");
    expect(matcher.match("GET", "/books/7")).toEqual(found("/books/{book_id}", { book_id: "7" }));
    expect(matcher.match("GET", "/books/a b/reviews/é")).toEqual(
      found("/books/{book_id}/reviews/{n}", { book_id: "a b", n: "é" }),
    );
    expect(matcher.match("GET", "/books/")).toBeNull();
    expect(matcher.match("GET", "/books/7/")).toBeNull();
  });

  test("the first registered wins, literal or not", () => {
    expect(get("/books/{id}", "/books/new").match("GET", "/books/new")).toEqual(
      found("/books/{id}", { id: "new" }),
    );
    expect(get("/books/new", "/books/{id}").match("GET", "/books/new")).toEqual(found("/books/new"));
    expect(get("/{rest:path}", "/books/new").match("GET", "/books/new")).toEqual(
      found("/{rest:path}", { rest: "books/new" }),
    );
  });

  test("an earlier route that has the path but not the method does not hide a later one", () => {
    const matcher = new Matcher([
      { method: "POST", template: "/books/{id}", value: "post" },
      { method: "GET", template: "/books/new", value: "new" },
      { method: "GET", template: "/books/{slug}", value: "get" },
    ]);
    expect(matcher.match("GET", "/books/new")).toEqual(found("new"));
    expect(matcher.match("GET", "/books/x")).toEqual(found("get", { slug: "x" }));
    expect(matcher.match("DELETE", "/books/new")).toEqual({ kind: "methods", methods: ["POST", "GET"] });
  });

  test("{name:path} takes slashes, nothing at all, and can be followed", () => {
    const matcher = get("/files/{path:path}/raw", "/files/{path:path}");
    expect(matcher.match("GET", "/files/a/b/raw")).toEqual(found("/files/{path:path}/raw", { path: "a/b" }));
    expect(matcher.match("GET", "/files/a/b")).toEqual(found("/files/{path:path}", { path: "a/b" }));
    expect(matcher.match("GET", "/files/")).toEqual(found("/files/{path:path}", { path: "" }));
    expect(matcher.match("GET", "/files")).toBeNull();
    expect(matcher.match("GET", "/files//etc/passwd")).toEqual(
      found("/files/{path:path}", { path: "/etc/passwd" }),
    );
  });

  test("convertors and text around parameters", () => {
    const matcher = get(
      "/n/{n:int}",
      "/f/{f:float}",
      "/u/{u:uuid}",
      "/{name}.{format}",
      "/v{major:int}-{minor:int}",
    );
    expect(matcher.match("GET", "/n/12")).toEqual(found("/n/{n:int}", { n: "12" }));
    expect(matcher.match("GET", "/n/-1")).toBeNull();
    expect(matcher.match("GET", "/f/1.5")).toEqual(found("/f/{f:float}", { f: "1.5" }));
    expect(matcher.match("GET", "/u/8d07dd90-4b80-4a2f-9b58-9d3a0e5f4f5a")?.kind).toBe("route");
    expect(matcher.match("GET", "/a.b.json")).toEqual(
      found("/{name}.{format}", { name: "a.b", format: "json" }),
    );
    expect(matcher.match("GET", "/v1-2")).toEqual(
      found("/v{major:int}-{minor:int}", { major: "1", minor: "2" }),
    );
  });

  test("what is special in a regular expression is text in a path", () => {
    expect(get("/a+b/{id}").match("GET", "/aab/1")).toBeNull();
    expect(get("/a+b/{id}").match("GET", "/a+b/1")).toEqual(found("/a+b/{id}", { id: "1" }));
    expect(get("/x.{id:int}").match("GET", "/xy1")).toBeNull();
  });

  test("parameters that are names of Object.prototype stay parameters", () => {
    const match = get("/{constructor}/{toString}").match("GET", "/a/b");
    expect(match).toEqual(found("/{constructor}/{toString}", { constructor: "a", toString: "b" }));
  });

  test("a template that cannot be matched is an error at start", () => {
    expect(() => get("/{id}/{id}")).toThrow(/names \{id\} twice/);
    expect(() => get("/{id:decimal}")).toThrow(
      /no convertor "decimal": there are str, path, int, float, uuid/,
    );
  });

  test("3,000 random tables answer as trying every route in turn does", () => {
    const random = generator(7);
    const pieces = ["a", "b", "{x}", "{y}", "{n:int}", "a{z}", "{p:path}", ""];
    const words = ["a", "b", "1", "ab", "", "22", "c"];
    for (let round = 0; round < 3000; round++) {
      const routes = Array.from({ length: 1 + random(6) }, (_, index) => ({
        method: ["GET", "POST"][random(2)] as string,
        template: randomTemplate(random, pieces),
        value: index,
      }));
      const path = `/${Array.from({ length: 1 + random(4) }, () => words[random(words.length)]).join("/")}`;
      const matcher = new Matcher(routes);
      expect(matcher.match("GET", path), JSON.stringify({ routes, path })).toEqual(
        inTurn(routes, "GET", path),
      );
    }
  });
});

function randomTemplate(random: (below: number) => number, pieces: string[]): string {
  const used = new Set<string>();
  const segments = Array.from({ length: 1 + random(4) }, () => pieces[random(pieces.length)] as string);
  return `/${segments.filter((piece) => !piece.includes("{") || (!used.has(piece) && used.add(piece))).join("/")}`;
}

/** Starlette's own way, as the oracle: one regular expression a route, in order. */
function inTurn(
  routes: { method: string; template: string; value: number }[],
  method: string,
  path: string,
): unknown {
  const methods: string[] = [];
  for (const route of routes) {
    const parts = parseTemplate(route.template);
    const source = parts
      .map((part) => (typeof part === "string" ? part : `(${CONVERTORS[part.convertor]})`))
      .join("");
    const match = new RegExp(`^${source}$`).exec(path);
    if (match === null) continue;
    if (route.method === method) {
      const names = parts.filter((part) => typeof part !== "string").map((part) => part.name);
      const params = Object.fromEntries(names.map((name, index) => [name, match[index + 1]]));
      return { kind: "route", value: route.value, params };
    }
    methods.push(route.method);
  }
  return methods.length === 0 ? null : { kind: "methods", methods: [...new Set(methods)] };
}

/** A small deterministic generator: a failing round can be run again. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
