import { once } from "node:events";
import { type IncomingMessage, request as httpRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { FastAPI } from "../../src/api/fastapi.ts";
import { EventSourceResponse } from "../../src/api/responses/event-source-response.ts";
import { RedirectResponse } from "../../src/api/responses/redirect-response.ts";
import { StreamingResponse } from "../../src/api/responses/streaming-response.ts";
import { serve, shop } from "./support.ts";

describe("responses", () => {
  test("an unexpected error: 500 that tells nothing, and the error in the log", async () => {
    const { get, errors } = await serve(shop());
    const response = await get("/fails");
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ detail: "Internal Server Error" });
    expect(errors).toEqual([expect.objectContaining({ message: "secret details" })]);
  });

  test("a response without content has no Content-Type", async () => {
    const api = new FastAPI();
    api.get("/old", () => new RedirectResponse("/new"));
    const { get } = await serve(api);
    const { status, headers } = await get("/old");
    expect([status, headers.get("content-type"), headers.get("content-length")]).toEqual([307, null, "0"]);
  });

  test("a header that cannot be sent is a 500 by name, too", async () => {
    const api = new FastAPI();
    api.get("/forged", (_, { response }) => response.headers.set("x-name", "a\r\nb: c"));
    const { get } = await serve(api);
    const { status, statusText } = await get("/forged");
    expect([status, statusText]).toEqual([500, "Internal Server Error"]);
  });

  test("a stream waits for a slow client", async () => {
    let made = 0;
    const api = new FastAPI();
    async function* megabytes(): AsyncGenerator<Uint8Array> {
      for (made = 0; made < 200; made++) yield new Uint8Array(1_000_000);
    }
    api.get("/stream", () => new StreamingResponse(megabytes()));
    const { url } = await serve(api);
    const request = httpRequest(`${url}/stream`).end();
    const [response] = (await once(request, "response")) as [IncomingMessage];
    response.pause();
    await delay(200);
    // What fits into the buffers of both sides; nothing near the 200.
    expect(made).toBeLessThan(50);
    let bytes = 0;
    for await (const chunk of response) bytes += (chunk as Buffer).length;
    expect(bytes).toBe(200_000_000);
  });

  test("a stream that fails: a 500 before its first byte, cut off after it; both in the log, once", async () => {
    const api = new FastAPI();
    const events: string[] = [];
    async function* failing(first: string[]): AsyncGenerator<string> {
      yield* first;
      await delay(20);
      throw new RangeError("no more");
    }
    api.get("/early", (_, { background }) => {
      background(() => void events.push("background"));
      return new StreamingResponse(failing([]));
    });
    api.get("/late", () => new StreamingResponse(failing(["a"])));
    const { get, errors } = await serve(api);
    const early = await get("/early");
    expect([early.status, await early.json()]).toEqual([500, { detail: "Internal Server Error" }]);
    expect(errors).toEqual([expect.objectContaining({ message: "no more" })]);
    await expect.poll(() => events).toEqual(["background"]);
    const late = await get("/late");
    expect(late.status).toBe(200);
    await expect(late.text()).rejects.toThrow();
    expect(errors).toHaveLength(2);
  });

  test("an event stream whose teardown fails when the client goes away is an error in the log", async () => {
    const api = new FastAPI();
    api.get("/events", { responseClass: EventSourceResponse }, async function* () {
      try {
        for (let n = 0; ; n++) {
          yield n;
          await delay(1);
        }
      } finally {
        // What an unhandled rejection would end the process with.
        await Promise.reject(new RangeError("the teardown"));
      }
    });
    const { get, errors } = await serve(api);
    const reader = (await get("/events")).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await expect.poll(() => errors).toEqual([expect.objectContaining({ message: "the teardown" })]);
  });

  test("a client that goes away aborts the signal, ends the stream, and background tasks still run", async () => {
    const events: string[] = [];
    const api = new FastAPI();
    const started = Promise.withResolvers<void>();
    api.get("/slow", async (_, { signal, background }) => {
      background(() => void events.push("background"));
      started.resolve();
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      events.push("aborted");
      return "nobody reads this";
    });
    const { url, records } = await serve(api);
    const { hostname, port } = new URL(url);
    const socket: Socket = connect(Number(port), hostname);
    socket.write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    await started.promise;
    socket.destroy();
    await expect.poll(() => events).toEqual(["aborted", "background"]);
    expect(records).toMatchObject([{ operation: "/slow", aborted: true }]);
  });
});
