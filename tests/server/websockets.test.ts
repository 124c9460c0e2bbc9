import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import { FastAPI } from "../../src/api/fastapi.ts";
import { path } from "../../src/api/parameters/markers.ts";
import { Forwarder } from "../../src/django/gateway/forwarder.ts";
import { raw, serve } from "./support.ts";

const open: WebSocket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.terminate();
});

/** A client; what it was told is in `messages` and, when it is over, `closed`. */
async function dial(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ socket: WebSocket; messages: string[]; closed: Promise<[number, string]> }> {
  const socket = new WebSocket(url.replace("http", "ws"), { headers });
  open.push(socket);
  const messages: string[] = [];
  socket.on("message", (data) => messages.push(String(data)));
  const closed = new Promise<[number, string]>((resolve) => {
    socket.on("close", (code, reason) => resolve([code, reason.toString()]));
  });
  await once(socket, "open");
  return { socket, messages, closed };
}

/** The status of a refused handshake, or 101. */
async function statusOf(url: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const socket = new WebSocket(url.replace("http", "ws"), { headers });
  open.push(socket);
  return new Promise((resolve) => {
    socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
    socket.on("open", () => resolve(101));
    socket.on("error", () => {});
  });
}

const until = async (condition: () => boolean): Promise<void> => {
  for (let waited = 0; !condition() && waited < 3000; waited += 5) await delay(5);
};

function echo(): FastAPI {
  const api = new FastAPI();
  api.websocket("/echo", async (_, { socket }) => {
    await socket.accept();
    for await (const message of socket)
      await (typeof message === "string" ? socket.sendText(message) : socket.sendBytes(message));
  });
  return api;
}

test("pages of other sites may not open a WebSocket", async () => {
  const settings = { ALLOWED_HOSTS: ["127.0.0.1", ".shop.example"] };
  const { url } = await serve(echo(), { settings });
  const from = (origin: string): Promise<number> => statusOf(`${url}/echo`, { origin });
  expect(await from("http://127.0.0.1:5173")).toBe(101);
  expect(await from("https://www.shop.example")).toBe(101);
  expect(await from("https://evil.example")).toBe(403);
  expect(await from("https://evil.example/127.0.0.1")).toBe(403);
  expect(await from("null")).toBe(403);
  // No browser.
  expect(await statusOf(`${url}/echo`)).toBe(101);
  // As for operations.
  expect(await statusOf(`${url}/echo`, { host: "evil.example" })).toBe(400);
});

test("CORS with credentials lets an origin in, CORS without them does not", async () => {
  const cors = { FASTAPI_CORS_ENABLED: true, FASTAPI_CORS_ALLOW_ORIGINS: ["https://app.example"] };
  const settings = { ALLOWED_HOSTS: ["127.0.0.1"], ...cors };
  const origin = "https://app.example";
  const trusting = await serve(echo(), { settings });
  expect(await statusOf(`${trusting.url}/echo`, { origin })).toBe(101);
  expect(await statusOf(`${trusting.url}/echo`, { origin: "https://other.example" })).toBe(403);
  const anonymous = await serve(echo(), {
    settings: { ...settings, FASTAPI_CORS_ALLOW_CREDENTIALS: false },
  });
  expect(await statusOf(`${anonymous.url}/echo`, { origin })).toBe(403);
});

test("what is no proper handshake is refused before the operation runs", async () => {
  const api = new FastAPI();
  let calls = 0;
  api.websocket("/ws", () => void calls++);
  const { url } = await serve(api);
  const ask = async (headers: readonly string[], method = "GET"): Promise<string> => {
    const lines = [`${method} /ws HTTP/1.1`, "host: 127.0.0.1", "connection: upgrade", "upgrade: websocket"];
    const answer = await raw(url, `${[...lines, ...headers].join("\r\n")}\r\n\r\n`);
    return answer.split("\r\n")[0] ?? "";
  };
  const key = "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==";
  const version = "sec-websocket-version: 13";
  expect(await ask([key, version], "POST")).toContain("405");
  expect(await ask([version])).toContain("400");
  expect(await ask([key, "sec-websocket-version: 7"])).toContain("426");
  expect(await ask([key, version, "sec-websocket-protocol: a b"])).toContain("400");
  expect(calls).toBe(0);
  // A plain GET of a WebSocket's path is nobody's.
  expect((await fetch(`${url}/ws`)).status).toBe(404);
});

test("other upgrades are Django's, byte for byte", async () => {
  const upstream = createHttpServer();
  const django = new WebSocketServer({ server: upstream, path: "/django/ws" });
  django.on("connection", (socket) => socket.on("message", (data) => socket.send(`django ${String(data)}`)));
  upstream.listen(0, "127.0.0.1");
  await once(upstream, "listening");
  const { port } = upstream.address() as AddressInfo;
  const forwarder = new Forwarder({ address: { host: "127.0.0.1", port }, secret: "secret" });
  const { url } = await serve(echo(), {
    gateway: {
      forward: (request, response) => forwarder.forward(request, response),
      upgrade: (request, socket, head) => forwarder.upgrade(request, socket, head),
      resolves: () => true,
      reachable: () => forwarder.reachable(),
    },
  });
  const theirs = await dial(`${url}/django/ws`);
  theirs.socket.send("hello");
  const ours = await dial(`${url}/echo`);
  ours.socket.send("hello");
  await until(() => theirs.messages.length + ours.messages.length === 2);
  expect([theirs.messages, ours.messages]).toEqual([["django hello"], ["hello"]]);
  for (const socket of open.splice(0)) socket.terminate();
  forwarder.close();
  django.close();
  upstream.close();
});

test("a client that does not read holds up who awaits sending, not the memory", async () => {
  const api = new FastAPI();
  let sent = 0;
  api.websocket("/flood", async (_, { socket }) => {
    await socket.accept();
    const chunk = new Uint8Array(64 * 1024);
    for (;;) {
      await socket.sendBytes(chunk);
      sent++;
    }
  });
  const { url, errors } = await serve(api);
  const { socket } = await dial(`${url}/flood`);
  socket.pause();
  await until(() => sent > 2);
  await delay(200);
  const before = sent;
  await delay(200);
  expect(sent).toBe(before);
  // Node's and the kernel's buffers; without backpressure it would be gigabytes by now.
  expect(sent * 64).toBeLessThan(32 * 1024);
  socket.terminate();
  await delay(20);
  expect(errors).toEqual([]);
});

test("a handler that does not receive holds up the client, and gets all of it in order later", async () => {
  const api = new FastAPI();
  let go = (): void => {};
  const mayRead = new Promise<void>((resolve) => (go = resolve));
  const received: number[] = [];
  api.websocket("/slow", async (_, { socket }) => {
    await socket.accept();
    await mayRead;
    for await (const message of socket) received.push((message as Uint8Array)[0] ?? -1);
  });
  const { url } = await serve(api);
  const { socket, closed } = await dial(`${url}/slow`);
  const total = 400;
  for (let index = 0; index < total; index++) socket.send(Buffer.alloc(64 * 1024, index % 251));
  await delay(200);
  // 25 MB were sent; what neither the inbox nor the kernel took is still with the client.
  expect(socket.bufferedAmount).toBeGreaterThan(1_000_000);
  go();
  socket.close(1000);
  await closed;
  await until(() => received.length === total);
  expect(received).toEqual(Array.from({ length: total }, (_, index) => index % 251));
});

test("a message that is too big ends the connection with 1009, one that is no UTF-8 with 1007", async () => {
  const { url, errors } = await serve(echo(), { settings: { FASTAPI_WEBSOCKET_MAX_SIZE: 1000 } });
  const big = await dial(`${url}/echo`);
  big.socket.send(Buffer.alloc(1000));
  await until(() => big.messages.length === 1);
  big.socket.send(Buffer.alloc(1001));
  expect((await big.closed)[0]).toBe(1009);
  const text = await dial(`${url}/echo`);
  text.socket.send(Buffer.from([0xff]), { binary: false });
  expect((await text.closed)[0]).toBe(1007);
  expect(errors).toEqual([]);
});

test("a connection that breaks ends the wait of its handler, whose teardowns run", async () => {
  const api = new FastAPI();
  const events: string[] = [];
  api.websocket("/waits", async (_, { socket, signal }) => {
    await socket.accept();
    signal.addEventListener("abort", () => events.push("aborted"));
    try {
      await socket.receive();
    } catch (error) {
      events.push(`closed ${String((error as { closeCode?: number }).closeCode)}`);
    }
  });
  const { url, errors } = await serve(api);
  const { socket } = await dial(`${url}/waits`);
  socket.terminate();
  await until(() => events.length === 2);
  expect(events.toSorted()).toEqual(["aborted", "closed 1006"]);
  expect(errors).toEqual([]);
});

test("a client that does not answer pings is cut, one that does stays", async () => {
  const api = new FastAPI();
  const ended: string[] = [];
  api.websocket("/{name}", { args: { name: z.string() } }, async ({ name }, { socket }) => {
    await socket.accept();
    try {
      await socket.receive();
    } catch (error) {
      ended.push(`${name} ${String((error as { closeCode?: number }).closeCode)}`);
    }
  });
  const { url } = await serve(api, { settings: { FASTAPI_WEBSOCKET_PING_INTERVAL: 0.05 } });
  await dial(`${url}/alive`);
  const dead = new WebSocket(`${url.replace("http", "ws")}/dead`, { autoPong: false });
  open.push(dead);
  await until(() => ended.length > 0);
  await delay(200);
  expect(ended).toEqual(["dead 1006"]);
});

test("a send that nobody awaits to a client that has gone ends nothing but itself", async () => {
  const api = new FastAPI();
  const sockets: { sendText(text: string): Promise<void> }[] = [];
  api.websocket("/room", async (_, { socket, signal }) => {
    await socket.accept();
    sockets.push(socket);
    await once(signal, "abort");
  });
  const { url, errors } = await serve(api);
  const { socket } = await dial(`${url}/room`);
  await until(() => sockets.length === 1);
  socket.terminate();
  await delay(30);
  // An unhandled rejection would fail the run.
  for (const member of sockets) void member.sendText("anyone there?");
  await delay(10);
  expect(errors).toEqual([]);
});

test("what is refused, and what fails, is in the log with its operation", async () => {
  const api = new FastAPI();
  api.websocket("/rooms/{room}", { args: { room: path(z.int()) } }, async ({ room }, { socket }) => {
    await socket.accept();
    if (room === 2) throw new RangeError("boom");
  });
  const { url, records, errors } = await serve(api);
  expect(await statusOf(`${url}/rooms/one`)).toBe(403);
  const { closed } = await dial(`${url}/rooms/1`);
  expect(await closed).toEqual([1000, ""]);
  const failed = await dial(`${url}/rooms/2`);
  expect(await failed.closed).toEqual([1011, ""]);
  expect(
    records.map(({ method, path: target, operation, status }) => [method, target, operation, status]),
  ).toEqual([
    ["WEBSOCKET", "/rooms/one", "/rooms/{room}", 403],
    ["WEBSOCKET", "/rooms/1", "/rooms/{room}", 101],
    ["WEBSOCKET", "/rooms/2", "/rooms/{room}", 101],
  ]);
  await until(() => errors.length > 0);
  expect(errors).toMatchObject([{ message: "boom" }]);
});

test("a server that closes tells its clients, and waits for what their handlers still do", async () => {
  const api = new FastAPI();
  const events: string[] = [];
  api.websocket("/waits", async (_, { socket }) => {
    await socket.accept();
    for await (const message of socket) events.push(String(message));
    await delay(50);
    events.push("saved");
  });
  const { url, server } = await serve(api);
  const { closed } = await dial(`${url}/waits`);
  await server.close({ gracePeriod: 5000 });
  expect(await closed).toEqual([1012, ""]);
  expect(events).toEqual(["saved"]);
});

test("a client that does not answer the close, and one that is Django's, hold a closing server no longer than the grace period", async () => {
  const { url, server } = await serve(echo());
  const { hostname, port } = new URL(url);
  const silent = connect(Number(port), hostname);
  silent.write(
    "GET /echo HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  await once(silent, "data");
  const start = performance.now();
  await server.close({ gracePeriod: 200 });
  expect(performance.now() - start).toBeLessThan(2000);
  silent.destroy();
});
