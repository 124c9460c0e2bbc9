import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { APIRouter } from "../routing/router.ts";
import { depends } from "../dependencies/depends.ts";
import { HTTPException, NoMatchFound } from "../../errors/api.ts";
import { TestClient } from "../../testing/test-client.ts";
import { FastAPI } from "../fastapi.ts";
import { StaticFiles } from "./static-files.ts";

const folder = mkdtempSync(join(tmpdir(), "static-"));
mkdirSync(join(folder, "public", "guide"), { recursive: true });
writeFileSync(join(folder, "secret.txt"), "secret");
writeFileSync(join(folder, "public", "a b.txt"), "a b");
writeFileSync(join(folder, "public", "guide", "index.html"), "<p>guide</p>");
writeFileSync(join(folder, "public", "index.html"), "<p>home</p>");
symlinkSync(join(folder, "secret.txt"), join(folder, "public", "way-out.txt"));
symlinkSync(join(folder, "public", "a b.txt"), join(folder, "public", "inside.txt"));
afterAll(() => rmSync(folder, { recursive: true }));

const directory = join(folder, "public");

test("nothing outside of the directory is served, whatever the path or a link says", async () => {
  const api = new FastAPI();
  api.mount("/files", new StaticFiles({ directory }));
  const client = new TestClient(api);
  const status = async (path: string): Promise<number> => (await client.get(path)).status;
  expect(await (await client.get("/files/a%20b.txt")).text()).toBe("a b");
  expect(await (await client.get("/files/inside.txt")).text()).toBe("a b");
  for (const path of [
    "..%2fsecret.txt",
    "guide%2f..%2f..%2fsecret.txt",
    "%2fetc%2fhostname",
    "way-out.txt",
    "%00",
  ])
    expect([path, await status(`/files/${path}`)]).toEqual([path, 404]);
});

test("a directory's address gets its slash, below whatever prefix a proxy took", async () => {
  const api = new FastAPI({ rootPath: "/prefix" });
  api.mount("/site", new StaticFiles({ directory, html: true }));
  const client = new TestClient(api, { followRedirects: false });
  const redirect = await client.get("/site/guide?x=1");
  expect([redirect.status, redirect.headers.get("location")]).toEqual([307, "./guide/?x=1"]);
  expect(await (await client.get("/site/guide/")).text()).toBe("<p>guide</p>");
});

test("HEAD, ranges, and an ETag that saves sending", async () => {
  const api = new FastAPI();
  api.mount("/files", new StaticFiles({ directory }));
  const client = new TestClient(api);
  const head = await client.head("/files/a%20b.txt");
  expect([head.status, head.headers.get("content-length")]).toEqual([200, "3"]);
  const etag = head.headers.get("etag") ?? "";
  const again = await client.get("/files/a%20b.txt", { headers: { "if-none-match": `W/"x", ${etag}` } });
  expect([again.status, again.headers.get("etag")]).toEqual([304, etag]);
  const part = await client.get("/files/a%20b.txt", { headers: { range: "bytes=2-" } });
  expect([part.status, await part.text()]).toEqual([206, "b"]);
});

test("a front end comes after every operation, behind its router's dependencies", async () => {
  const api = new FastAPI();
  const Key = depends((_, { request }) => {
    if (request.headers["x-key"] !== "k") throw new HTTPException(401);
  });
  const router = new APIRouter({ dependencies: [Key] });
  router.frontend("/", { directory });
  api.includeRouter(router);
  const inner = new FastAPI();
  inner.get("/deep", () => "mounted");
  api.mount("/inner", inner);
  api.get("/books", () => "books");
  const client = new TestClient(api);
  const page = { headers: { "x-key": "k", accept: "text/html" } };
  expect(await (await client.get("/books")).json()).toBe("books");
  expect(await (await client.get("/inner/deep")).json()).toBe("mounted");
  expect(await (await client.get("/books/")).json()).toBe("books");
  expect((await client.post("/books")).status).toBe(405);
  expect((await client.get("/")).status).toBe(401);
  expect(await (await client.get("/", page)).text()).toBe("<p>home</p>");
  expect(await (await client.get("/some/route", page)).text()).toBe("<p>home</p>");
  expect((await client.get("/some/route", { headers: { "x-key": "k" } })).status).toBe(404);
  expect(api.operations.every(({ includeInSchema, path }) => includeInSchema === (path === "/books"))).toBe(
    true,
  );
});

test("a directory that is not there is an error at start, with its place", () => {
  expect(() => new StaticFiles({ directory: join(folder, "none") })).toThrow(
    /does not exist[\s\S]*static-files\.test/,
  );
  expect(() => new FastAPI().frontend("/", { directory: join(folder, "none") })).toThrow(/does not exist/);
  expect(() =>
    new FastAPI().frontend("/", { directory: join(folder, "none"), checkDir: false }),
  ).not.toThrow();
});

test("URLs of operations by name and parameters", () => {
  const api = new FastAPI();
  api.get("/books/{book_id:int}", { args: { book_id: z.int() }, name: "read" }, () => null);
  api.get(
    "/{kind}/by/{name:path}",
    { args: { kind: z.string(), name: z.string() }, name: "read" },
    () => null,
  );
  api.websocket("/ws/{room}", { args: { room: z.string() }, name: "room" }, () => null);
  expect(api.urlPathFor("read", { book_id: 7 })).toBe("/books/7");
  expect(api.urlPathFor("read", { kind: "a b", name: "x/y z" })).toBe("/a%20b/by/x/y%20z");
  expect(api.urlPathFor("room", { room: "lobby" })).toBe("/ws/lobby");
  for (const [name, values] of [
    ["read", {}],
    ["read", { book_id: "x" }],
    ["room", { room: "a/b" }],
    ["none", {}],
  ] as const)
    expect(() => api.urlPathFor(name, values)).toThrow(NoMatchFound);
});
