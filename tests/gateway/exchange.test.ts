import { once } from "node:events";
import type { IncomingMessage, RequestListener, Server } from "node:http";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { connect, createServer as createTcpServer } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import type { ForwarderOptions } from "../../src/django/gateway/forwarder-options.ts";
import { Forwarder } from "../../src/django/gateway/forwarder.ts";
import { RAW_SERVER_OPTIONS } from "../../src/django/gateway/http-options.ts";
import { isWebSocket, passOverUpgrade } from "../../src/django/gateway/plain-upgrade.ts";

const cleanup: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const clean of cleanup.splice(0).reverse()) await clean();
});

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanup.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

const upstream = (listener: RequestListener): Promise<number> => listen(createServer(listener));

async function front(upstreamPort: number, options: Partial<ForwarderOptions> = {}): Promise<number> {
  const address = { host: "127.0.0.1", port: upstreamPort };
  const forwarder = new Forwarder({ address, secret: "secret", ...options });
  cleanup.push(() => forwarder.close());
  const server = createServer(RAW_SERVER_OPTIONS, (incoming, response) =>
    forwarder.forward(incoming, response),
  );
  server.on("upgrade", (incoming, socket, head) => forwarder.upgrade(incoming, socket, head));
  return listen(server);
}

async function send(
  port: number,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<IncomingMessage> {
  const { body, ...rest } = options;
  const outgoing = request({ host: "127.0.0.1", port, agent: false, ...rest });
  outgoing.end(body);
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  return answer;
}

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
  const probe = createTcpServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

test("the answer comes back as it is: status text, repeated headers in order and case, no headers of ours", async () => {
  const raw = ["Set-Cookie", "a=1", "X-Mixed-Case", "caf\u00e9", "set-cookie", "b=2", "Date", "then"];
  const port = await front(
    await upstream((_, response) => response.writeHead(418, "Tea Time", raw).end("ok")),
  );
  const answer = await send(port);
  expect([answer.statusCode, answer.statusMessage, await text(answer)]).toEqual([418, "Tea Time", "ok"]);
  const ours = ["Connection", "Keep-Alive", "Transfer-Encoding"];
  const headers = [];
  for (let index = 0; index < answer.rawHeaders.length; index += 2)
    if (!ours.includes(answer.rawHeaders[index] as string))
      headers.push(...answer.rawHeaders.slice(index, index + 2));
  expect(headers).toEqual(raw);
});

test("an event stream arrives event by event", async () => {
  const port = await front(
    await upstream(async (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.flushHeaders();
      for (const event of ["one", "two"]) {
        await once(go, "go");
        response.write(event);
      }
      response.end();
    }),
  );
  const go = new (await import("node:events")).EventEmitter();
  const answer = await send(port);
  for (const event of ["one", "two"]) {
    go.emit("go");
    const [chunk] = (await once(answer, "data")) as [Buffer];
    expect(chunk.toString()).toBe(event);
  }
});

test("a client that goes away ends the upstream's request", async () => {
  const gone = Promise.withResolvers<void>();
  const port = await front(
    await upstream((incoming, response) => {
      response.write("started");
      incoming.socket.on("close", () => gone.resolve());
    }),
  );
  const answer = await send(port);
  await once(answer, "data");
  answer.destroy();
  await gone.promise;
});

test("an upload streams with backpressure: a slow upstream does not fill our memory", async () => {
  let stalled: IncomingMessage | undefined;
  const port = await front(
    await upstream((incoming) => {
      stalled = incoming;
      incoming.pause();
    }),
  );
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${1024 ** 3}\r\n\r\n`);
  const block = Buffer.alloc(1024 * 1024);
  let sent = 0;
  while (sent < 200 && (socket.write(block), socket.writableLength < 30 * block.length)) {
    sent++;
    await delay(1);
  }
  expect(stalled).toBeDefined();
  // Kernel buffers take some megabytes; a gateway that buffers would take all 200.
  expect(sent).toBeLessThan(60);
  socket.destroy();
});

test("an upstream that answers early is not asked to close, which would cut off what is still sent to it", async () => {
  const closed = Promise.withResolvers<void>();
  const port = await front(
    await upstream(({ headers, socket }, response) => {
      socket.on("close", closed.resolve);
      response.writeHead(401).end(headers.connection);
    }),
  );
  const answer = await send(port, { method: "POST", headers: { "content-length": "4" }, body: "body" });
  expect([answer.statusCode, await text(answer)]).toEqual([401, "keep-alive"]);
  // Used once all the same.
  await closed.promise;
});

test("an answer before the body was sent is given to the client", async () => {
  const port = await front(
    await upstream((_, response) => {
      response.writeHead(413, { connection: "close" });
      response.end("too large");
    }),
  );
  const outgoing = request({
    host: "127.0.0.1",
    port,
    method: "POST",
    headers: { "content-length": "1000" },
  });
  outgoing.on("error", () => {});
  outgoing.flushHeaders();
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  expect(answer.statusCode).toBe(413);
  outgoing.destroy();
});

test("an upstream that is down: 503, as JSON or as a page", async () => {
  const port = await front(await freePort());
  const json = await send(port);
  expect(json.statusCode).toBe(503);
  expect(JSON.parse(await text(json))).toEqual({ detail: expect.stringContaining("cannot be reached") });
  const page = await send(port, { headers: { accept: "text/html" } });
  expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(await text(page)).toContain("Django is not running");
});

test("an upstream that comes up while the request waits; its body is whole", async () => {
  const upstreamPort = await freePort();
  const port = await front(upstreamPort, { patience: 5_000 });
  const answering = send(port, { method: "POST", body: "hello" });
  await delay(200);
  const late = createServer(async (incoming, response) => response.end(`got ${await text(incoming)}`));
  late.listen(upstreamPort, "127.0.0.1");
  cleanup.push(() => void late.close());
  expect(await text(await answering)).toBe("got hello");
  late.closeAllConnections();
});

test("an upstream that breaks off before its answer: 502; in the middle of it: the client sees it too", async () => {
  const before = await front(await upstream((incoming) => incoming.socket.destroy()));
  expect((await send(before)).statusCode).toBe(502);
  const middle = await front(
    await upstream((incoming, response) => {
      response.writeHead(200, { "content-length": 1_000 });
      response.write("half");
      setTimeout(() => incoming.socket.destroy(), 50);
    }),
  );
  const answer = await send(middle);
  expect(answer.statusCode).toBe(200);
  await expect(text(answer)).rejects.toThrow("aborted");
});

test("a safe request that meets a kept connection closed meanwhile is sent again; a POST never is", async () => {
  let requests = 0;
  const port = await front(
    await upstream((incoming, response) => {
      requests++;
      // The first answer leaves the connection open for reuse; every second request on one is cut.
      const { socket } = incoming as IncomingMessage & { socket: { served?: boolean } };
      if (socket.served === true) socket.destroy();
      else {
        socket.served = true;
        response.end("ok");
      }
    }),
  );
  for (let round = 0; round < 3; round++) expect(await text(await send(port))).toBe("ok");
  // The second one was cut and sent again; its connection is not kept.
  expect(requests).toBe(4);
  requests = 0;
  for (let round = 0; round < 3; round++)
    expect((await send(port, { method: "POST", body: "x" })).statusCode).toBe(200);
  expect(requests).toBe(3);
});

test("an upgrade goes through, and bytes in both directions", async () => {
  const echo = createServer();
  let key: string | undefined;
  echo.on("upgrade", (incoming, socket, head) => {
    key = incoming.headers["sec-websocket-key"];
    expect(incoming.headers.connection).toBe("Upgrade");
    socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    if (head.length > 0) socket.write(head);
    socket.pipe(socket);
  });
  const port = await front(await listen(echo));
  const socket = connect(port, "127.0.0.1");
  socket.write(
    "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: k\r\n\r\nearly",
  );
  let received = "";
  socket.on("data", (chunk: Buffer) => (received += chunk.toString()));
  while (!received.endsWith("early")) await once(socket, "data");
  expect(received).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
  expect(key).toBe("k");
  socket.write("late");
  while (!received.endsWith("late")) await once(socket, "data");
  socket.destroy();
});

test("an upgrade that is refused: the answer, and the connection ends", async () => {
  const port = await front(await upstream((_, response) => response.writeHead(403).end("no")));
  const socket = connect(port, "127.0.0.1");
  socket.write("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
  expect(answer).toMatch(/Connection: close/);
  expect(answer).toMatch(/no/);
});

test("an offer of another protocol than WebSocket is passed over, bodies included", async () => {
  const server = createServer(async (incoming, response) =>
    response.end(`${incoming.method} ${incoming.headers.upgrade} ${await text(incoming)}`),
  );
  server.on("upgrade", (incoming, socket, head) => {
    expect(isWebSocket(incoming)).toBe(false);
    passOverUpgrade(server, incoming, socket, head);
  });
  const port = await listen(server);
  const socket = connect(port, "127.0.0.1");
  const offer =
    "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n";
  socket.write(`POST / HTTP/1.1\r\nHost: x\r\n${offer}Content-Length: 5\r\n\r\nhel`);
  await delay(20);
  socket.write("lo");
  let received = "";
  socket.on("data", (chunk: Buffer) => (received += chunk.toString()));
  while (!received.endsWith("POST undefined hello")) await once(socket, "data");
  // And the connection goes on.
  socket.write(`GET / HTTP/1.1\r\nHost: x\r\n${offer}\r\n`);
  while (!received.endsWith("GET undefined ")) await once(socket, "data");
  socket.destroy();
});
