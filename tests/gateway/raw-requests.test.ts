import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { FastAPI } from "../../src/api/fastapi.ts";
import { DjangoGateway } from "../../src/django/gateway/django-gateway.ts";
import { unavailableBridge } from "../../src/manifest/unavailable-bridge.ts";
import type { ApiServer } from "../../src/server/server.ts";
import { createServer } from "../../src/server/server.ts";
import { serverSettings } from "../../src/server/settings.ts";
import type { OddRequest } from "./odd-requests.ts";
import { oddRequests, toBytes } from "./odd-requests.ts";
import { sendRaw } from "./raw-client.ts";
import type { RecordedRequest, Recorder } from "./recorder.ts";
import { startRecorder } from "./recorder.ts";

const SECRET = "secret-of-this-start";
const GATEWAY_LINE = /^x-django-fastapi-gateway: /i;

vi.setConfig({ testTimeout: 180_000 });

describe("requests arrive at Django as they were sent", () => {
  let recorder: Recorder;
  let gateway: DjangoGateway;
  let server: ApiServer;
  let port: number;

  beforeAll(async () => {
    recorder = await startRecorder();
    gateway = new DjangoGateway({
      address: { host: "127.0.0.1", port: recorder.port },
      secret: SECRET,
      bridge: unavailableBridge("the upstream is no Django"),
    });
    // The whole server, whose own paths are none here.
    const api = new FastAPI({ openapiUrl: null });
    server = createServer({ api, settings: serverSettings(), gateway });
    port = Number(new URL(await server.listen({ port: 0 })).port);
  });

  afterAll(async () => {
    await server.close({ gracePeriod: 0 });
    gateway.close();
    await recorder.close();
  });

  test("1,000 odd ones, byte for byte, with the client's address and scheme", async () => {
    for (const request of oddRequests(1_000)) {
      const answer = await sendRaw(port, {
        ...toBytes(request),
        expect: request.expect,
        method: request.method,
      });
      expect(answer.status, request.name).toBe(200);
      expect(answer.interim, request.name).toEqual(request.expect ? ["100"] : []);
      const [arrived, ...more] = recorder.take();
      expect(more).toEqual([]);
      expectSame(arrived as RecordedRequest, request);
    }
  });

  test("a target with bytes outside ASCII is refused, as uvicorn refuses it (RFC 3986 has none)", async () => {
    const head = Buffer.from("GET /caf\u00e9 HTTP/1.1\r\nHost: shop.example\r\n\r\n", "latin1");
    const answer = await sendRaw(port, { head, body: Buffer.alloc(0), expect: false, method: "GET" });
    expect(answer.status).toBe(400);
    expect(recorder.take()).toEqual([]);
  });

  test("many at once do not mix", async () => {
    const requests = oddRequests(60).filter(({ body }) => (body?.length ?? 0) < 100_000);
    await Promise.all(
      requests.map((request, index) => {
        const tagged = { ...request, headerLines: [...request.headerLines, `X-Tag: ${index}`] };
        return sendRaw(port, { ...toBytes(tagged), expect: request.expect, method: request.method });
      }),
    );
    const arrived = recorder.take();
    expect(arrived).toHaveLength(requests.length);
    for (const one of arrived) {
      const tag = one.headerLines.find((line) => line.startsWith("X-Tag: ")) as string;
      const request = requests[Number(tag.slice("X-Tag: ".length))] as OddRequest;
      expectSame({ ...one, headerLines: one.headerLines.filter((line) => line !== tag) }, request);
    }
  });
});

function expectSame(arrived: RecordedRequest, request: OddRequest): void {
  const { name } = request;
  expect(arrived.requestLine, name).toBe(`${request.method} ${request.target} HTTP/1.1`);
  const { head } = toBytes(request);
  const sent = head.toString("latin1").trimEnd().split("\r\n").slice(1);
  const ours = (line: string): boolean => /^connection: /i.test(line) || GATEWAY_LINE.test(line);
  const comparable = (lines: readonly string[]): string[] =>
    lines.filter((line) => !ours(line)).map((line) => line.replace(/:[ \t]*/, ": "));
  expect(comparable(arrived.headerLines), name).toEqual(comparable(sent));
  expect(arrived.chunked, name).toBe(request.framing === "chunked");
  expect(arrived.body.equals(request.body ?? Buffer.alloc(0)), `${name}: body`).toBe(true);
  const gatewayLines = arrived.headerLines.filter((line) => GATEWAY_LINE.test(line));
  expect(gatewayLines, name).toHaveLength(1);
  const [secret, payload] = (gatewayLines[0] as string).replace(GATEWAY_LINE, "").split(" ");
  expect(secret).toBe(SECRET);
  expect(JSON.parse(Buffer.from(payload as string, "base64url").toString())).toEqual({
    client: ["127.0.0.1", expect.any(Number)],
    scheme: "http",
  });
}
