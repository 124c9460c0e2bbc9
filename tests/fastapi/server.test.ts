import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { depends, EventSourceResponse, FastAPI, file } from "django-fastapi-bridge";
import { createServer, type ApiServer } from "../../src/server/server.ts";
import { serverSettings } from "../../src/server/settings.ts";

/** What only a socket shows: teardown when the client goes away, chunks as they come, uploads. */
const seen: string[] = [];
const resource = depends(async function* () {
  seen.push("open");
  try {
    yield "resource";
  } finally {
    seen.push("close");
  }
});

const app = new FastAPI();
app.get("/slow", { args: { resource } }, async (_, { signal }) => {
  seen.push("handler");
  await once(signal, "abort");
  seen.push("aborted");
});
app.get("/events", { args: { resource }, responseClass: EventSourceResponse }, async function* () {
  for (let n = 0; ; n++) {
    yield { n };
    await delay(5);
  }
});
app.post("/upload", { args: { upload: file(z.file().max(4_000_000)) } }, ({ upload }) => upload.size);
app.post("/json", { args: { item: z.object({ text: z.string() }) } }, ({ item }) => item.text.length);

let server: ApiServer;
let url = "";
beforeAll(async () => {
  server = createServer({ api: app, settings: serverSettings({ ALLOWED_HOSTS: ["127.0.0.1"] }) });
  url = await server.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => server.close());

/** Sends a request and cuts the connection when `when` says so. */
async function cut(path: string, when: (received: string) => boolean): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
  let received = "";
  socket.on("data", (chunk) => (received += chunk.toString()));
  while (!when(received)) await delay(2);
  socket.destroy();
}

const until = async (condition: () => boolean): Promise<void> => {
  for (let waited = 0; !condition() && waited < 2000; waited += 5) await delay(5);
};

test("a client that goes away before there is a response", async () => {
  seen.length = 0;
  await cut("/slow", () => seen.includes("handler"));
  await until(() => seen.includes("close"));
  expect(seen).toEqual(["open", "handler", "aborted", "close"]);
});

test("a client that goes away in the middle of a stream", async () => {
  seen.length = 0;
  await cut("/events", (received) => received.includes('"n":2'));
  await until(() => seen.includes("close"));
  expect(seen).toEqual(["open", "close"]);
});

test("events come one by one", async () => {
  const controller = new AbortController();
  const answer = await fetch(`${url}/events`, { signal: controller.signal });
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const first = new TextDecoder().decode((await reader.read()).value);
  expect(first.startsWith('data: {"n":0}\n\n')).toBe(true);
  expect(first).not.toContain('"n":5');
  controller.abort();
});

test("an upload larger than a body may be, and a body that is too large", async () => {
  const form = new FormData();
  form.set("upload", new File(["x".repeat(3_500_000)], "big.bin"));
  const uploaded = await fetch(`${url}/upload`, { method: "POST", body: form });
  expect([uploaded.status, await uploaded.json()]).toEqual([200, 3_500_000]);

  const body = JSON.stringify({ text: "x".repeat(3_500_000) });
  const refused = await fetch(`${url}/json`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
  });
  expect(refused.status).toBe(413);
});
