import { once } from "node:events";
import { createServer as createHttpServer, type IncomingMessage, request as httpRequest } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { FastAPI } from "../../src/api/fastapi.ts";
import { RAW_SERVER_OPTIONS } from "../../src/django/gateway/http-options.ts";
import { serve, shop } from "./support.ts";

describe("the server's life", () => {
  test("close lets running requests end, and refuses new ones", async () => {
    const api = new FastAPI();
    const gate = Promise.withResolvers<void>();
    api.get("/slow", async () => {
      await gate.promise;
      return "done";
    });
    const { get, server, url, records } = await serve(api);
    const pending = get("/slow");
    await delay(50);
    const closed = server.close({ gracePeriod: 5000 });
    await expect(fetch(`${url}/slow`)).rejects.toThrow();
    gate.resolve();
    expect(await (await pending).json()).toBe("done");
    await closed;
    expect(records).toHaveLength(1);
  });

  test("close cuts what does not end in time", async () => {
    const api = new FastAPI();
    api.get("/never", () => new Promise(() => {}));
    const { get, server } = await serve(api);
    const pending = get("/never").catch((error: unknown) => error);
    await delay(50);
    await server.close({ gracePeriod: 50 });
    expect(await pending).toBeInstanceOf(Error);
  });

  test("lifespans run around it", async () => {
    const events: string[] = [];
    const api = new FastAPI();
    api.lifespan(async function* lifespan() {
      events.push("start");
      yield;
      events.push("stop");
    });
    api.get("/", () => events);
    const { get, server } = await serve(api);
    expect(await (await get("/")).json()).toEqual(["start"]);
    await server.close();
    expect(events).toEqual(["start", "stop"]);
  });

  test("listens on a Unix socket, and takes the requests of a server of one's own", async () => {
    const { server } = await serve(shop());
    const folder = await mkdtemp(join(tmpdir(), "bridge-server-"));
    const socketPath = join(folder, "api.sock");
    expect(await server.listen({ path: socketPath })).toBe(`unix:${socketPath}`);
    const request = httpRequest({ socketPath, path: "/hello" }).end();
    const [response] = (await once(request, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    response.resume();
    const own = createHttpServer().listen(0, "127.0.0.1");
    await once(own, "listening");
    expect((await fetch(`${await server.listen({ server: own })}/hello`)).status).toBe(200);
    await rm(folder, { recursive: true });
  });

  test("a client that never finishes its head is cut in the end; a body has time", () => {
    const server = createHttpServer(RAW_SERVER_OPTIONS);
    expect([server.headersTimeout, server.requestTimeout]).toEqual([60_000, 0]);
  });

  test("a port in use is Node's error", async () => {
    const { url, server } = await serve(shop());
    await expect(server.listen({ port: Number(new URL(url).port) })).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
  });

  test("Fastify plugins see the real URL, the template, and may answer", async () => {
    const api = new FastAPI();
    const seen: unknown[] = [];
    api.get("/books/{book_id}", { args: { book_id: z.int() } }, ({ book_id }) => ({ book_id }));
    api.lifespan(async function* plugins() {
      const fastify = api.fastify as FastifyInstance;
      fastify.addHook("onRequest", async (request, reply) => {
        seen.push([request.url, request.routeOptions.url, request.method]);
        if (request.headers["x-refuse"] !== undefined) await reply.code(429).send({ detail: "slow down" });
      });
      fastify.addHook("onSend", async (_, reply, payload) => {
        reply.header("x-plugin", "yes");
        return payload;
      });
      yield;
    });
    const { get } = await serve(api);
    const response = await get("/books/7?x=%2F");
    expect(response.headers.get("x-plugin")).toBe("yes");
    expect(await response.json()).toEqual({ book_id: 7 });
    expect(seen).toEqual([["/books/7?x=%2F", "/books/{book_id}", "GET"]]);
    expect((await get("/books/7", { headers: { "x-refuse": "1" } })).status).toBe(429);
  });
});
