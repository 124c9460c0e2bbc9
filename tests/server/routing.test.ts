import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { FastAPI } from "../../src/api/fastapi.ts";
import { path } from "../../src/api/parameters/markers.ts";
import { django, raw, serve, shop } from "./support.ts";

describe("who answers", () => {
  test("operations, or 404 without Django", async () => {
    const { get, records } = await serve(shop());
    const response = await get("/hello");
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual({ hello: "world" });
    const missing = await get("/nothing?secret=1");
    expect(missing.status).toBe(404);
    expect(await missing.json()).toEqual({ detail: "Not Found" });
    expect(records).toMatchObject([
      {
        method: "GET",
        path: "/hello",
        servedBy: "operation",
        operation: "/hello",
        status: 200,
        aborted: false,
      },
      { path: "/nothing", servedBy: "server", operation: null, status: 404 },
    ]);
  });

  test("what no operation has goes to Django untouched, body and all", async () => {
    const { get, records } = await serve(shop(), { gateway: django() });
    const response = await get("/admin/%zz?next=/", { method: "POST", body: "x".repeat(300_000) });
    expect(await response.json()).toEqual({ django: "/admin/%zz?next=/", method: "POST", bytes: 300_000 });
    expect(records).toMatchObject([{ servedBy: "django" }]);
  });

  test("a method that the path lacks: Django where it has the path, else 405 with what there is", async () => {
    const { get } = await serve(shop(), { gateway: django(["/files/in-django"]) });
    const forwarded = await get("/files/in-django", { method: "DELETE" });
    expect(await forwarded.json()).toMatchObject({ django: "/files/in-django", method: "DELETE" });
    const refused = await get("/hello", { method: "DELETE" });
    expect(refused.status).toBe(405);
    expect(refused.headers.get("allow")).toBe("GET, POST, HEAD");
    expect(await refused.json()).toEqual({ detail: "Method Not Allowed" });
  });

  test("a front end at / has what neither operations nor Django's URLs have", async () => {
    const api = shop();
    api.frontend("/", { directory: join(import.meta.dirname, "..", "fastapi", "static", "spa") });
    const settings = { FASTAPI_CORS_ENABLED: true };
    const { get } = await serve(api, { gateway: django(["/admin/", "/about"]), settings });
    const page = { headers: { accept: "text/html" } };
    expect(await (await get("/hello", page)).json()).toEqual({ hello: "world" });
    expect(await (await get("/about", page)).json()).toMatchObject({ django: "/about" });
    // APPEND_SLASH is Django's to do.
    expect(await (await get("/admin", page)).json()).toMatchObject({ django: "/admin" });
    expect(await (await get("/cart", page)).text()).toContain("<title>App</title>");
    expect(await (await get("/assets/app.js")).text()).toContain("app = 1");
    expect((await get("/hello", { method: "DELETE" })).status).toBe(405);
    // What is nobody's is Django's 404, and its preflights are Django's.
    expect(await (await get("/cart", { method: "POST" })).json()).toMatchObject({ django: "/cart" });
    const preflight = { origin: "https://x.example", "access-control-request-method": "PUT" };
    const answer = await get("/admin/", { method: "OPTIONS", headers: preflight });
    expect(await answer.json()).toMatchObject({ django: "/admin/" });
  });

  test("HEAD is answered by the GET operation, without its body", async () => {
    const { url } = await serve(shop());
    const answer = await raw(url, "HEAD /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect(answer).toMatch(/content-length: 17\r\n/i);
    expect(answer.endsWith("\r\n\r\n")).toBe(true);
  });

  test("a slash that redirects leads to no other host, whatever a browser makes of the path", async () => {
    const api = new FastAPI();
    api.get("/{name}", { args: { name: z.string() } }, (args) => args);
    const { url } = await serve(api);
    const answer = await raw(url, "GET /\\evil.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    expect(/^location: (.*)$/im.exec(answer)?.[1]).toBe("/%5Cevil.example");
  });

  test("a slash too many or too few redirects when neither side has the path", async () => {
    const { get } = await serve(shop(), { gateway: django(["/slash"]) });
    expect(await (await get("/slash")).json()).toMatchObject({ django: "/slash" });
    const redirect = await get("/hello/?q=1&r=%2F");
    expect(redirect.status).toBe(307);
    expect(redirect.headers.get("location")).toBe("/hello?q=1&r=%2F");
    const { get: alone } = await serve(shop());
    expect((await alone("/slash?x")).headers.get("location")).toBe("/slash/?x");
  });

  test("a redirect never leads to another host", async () => {
    const api = new FastAPI();
    api.get("/{host}/{rest:path}/", { args: { host: path(z.string()), rest: path(z.string()) } }, () => "x");
    api.get("//{any}/", { args: { any: path(z.string()) } }, () => "x");
    const { get } = await serve(api);
    expect((await get("//evil.example")).headers.get("location")).toBe("/%2Fevil.example/");
  });

  test("paths that Fastify would refuse reach the operation as they were sent", async () => {
    const { url, get } = await serve(shop());
    expect(await (await get("/files/100%25/%E2%82%AC")).json()).toEqual({ name: "100%/€" });
    const answer = await raw(url, "GET /files/%zz%ff//x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    expect(answer).toContain(JSON.stringify({ name: "%zz\uFFFD//x" }).slice(0, 14));
    expect(answer).toContain("HTTP/1.1 200");
    expect(await (await get(`/files/${"s".repeat(300)}`)).json()).toEqual({ name: "s".repeat(300) });
  });

  test("upgrades are Django's", async () => {
    const { url } = await serve(shop(), { gateway: django() });
    const answer = await raw(
      url,
      "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    );
    expect(answer).toContain("upgraded /ws");
    const { url: alone } = await serve(shop());
    const refused = await raw(
      alone,
      "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    );
    expect(refused).toContain("HTTP/1.1 404");
  });

  test("an upgrade whose connection breaks does not end the process", async () => {
    const { server, get } = await serve(shop());
    const own = createHttpServer();
    own.on("upgrade", (request, socket, head) => {
      server.handleUpgrade(request, socket, head);
      socket.emit("error", new Error("ECONNRESET"));
    });
    await new Promise<void>((resolve) => {
      own.listen(0, "127.0.0.1", resolve);
    });
    const { port } = own.address() as AddressInfo;
    const request = "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    await raw(`http://127.0.0.1:${port}`, request).catch(() => "");
    own.close();
    expect((await get("/hello")).status).toBe(200);
  });

  test("mounted applications, below a root path that a proxy may have left or cut", async () => {
    const api = new FastAPI({ rootPath: "/shop" });
    const other = new FastAPI({ title: "Other" });
    other.get("/ping", (_, { request }) => ({ root: request.raw.rootPath }));
    api.mount("/other", other);
    const { get } = await serve(api);
    expect(await (await get("/other/ping")).json()).toEqual({ root: "/shop/other" });
    expect(await (await get("/shop/other/ping")).json()).toEqual({ root: "/shop/other" });
    expect((await get("/shopping/other/ping")).status).toBe(404);
    expect(await (await get("/other/openapi.json")).json()).toMatchObject({
      info: { title: "Other" },
      servers: [{ url: "/shop/other" }],
      paths: { "/ping": {} },
    });
    expect(await (await get("/other/docs")).text()).toContain('"url":"/shop/other/openapi.json"');
  });
});

test("a client that would rather speak HTTP/2 is answered in HTTP/1.1", async () => {
  const { url } = await serve(shop());
  const upgrade =
    "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABk";
  const body = '{"text":"hi"}';
  const answer = await raw(
    url,
    `POST /echo HTTP/1.1\r\nHost: x\r\n${upgrade}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    (received) => received.endsWith(body),
  );
  expect(answer).toMatch(/^HTTP\/1.1 200 OK/);
  expect(answer.endsWith(body)).toBe(true);
});
