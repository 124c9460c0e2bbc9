import { describe, expect, test } from "vitest";
import { django, raw, serve, shop } from "./support.ts";

describe("hosts, CORS, ids, health", () => {
  test("a host that ALLOWED_HOSTS lacks is refused on the API's paths; Django judges its own", async () => {
    const { url } = await serve(shop(), { settings: { ALLOWED_HOSTS: ["good.example"] }, gateway: django() });
    const ask = (target: string, host: string): Promise<string> =>
      raw(url, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(await ask("/hello", "good.example:80")).toContain("HTTP/1.1 200");
    const refused = await ask("/hello", "bad.example");
    expect(refused).toContain("HTTP/1.1 400");
    expect(refused).not.toContain("bad.example");
    expect(await ask("/django", "bad.example")).toContain("HTTP/1.1 200");
    expect(await ask("/-/health", "10.1.2.3")).toContain('{"status":"ok"}');
  });

  test("a host that no URL can have is the client's mistake where somebody asks for the URL", async () => {
    const api = shop();
    api.get("/url", (_, { request }) => request.url.href);
    const { url, errors } = await serve(api);
    const ask = (host: string): Promise<string> =>
      raw(url, `GET /url?a=1 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(await ask("shop.example:8000")).toContain('"http://shop.example:8000/url?a=1"');
    for (const host of ["x:99999", "256.1.1.1", "[:::::]"])
      expect(await ask(host)).toMatch(/^HTTP\/1\.1 400 [^]*"Invalid Host header"/);
    expect(errors).toEqual([]);
  });

  test("CORS is on every response of the API, errors too, and on nothing of Django's", async () => {
    const settings = { FASTAPI_CORS_ENABLED: true, FASTAPI_CORS_ALLOW_ORIGINS: ["https://app.example"] };
    const { get } = await serve(shop(), { settings, gateway: django() });
    const headers = { origin: "https://app.example" };
    const allowed = async (target: string, init: RequestInit = {}): Promise<string | null> =>
      (await get(target, { headers, ...init })).headers.get("access-control-allow-origin");
    expect(await allowed("/hello")).toBe("https://app.example");
    expect(await allowed("/fails")).toBe("https://app.example");
    expect(await allowed("/hello", { method: "DELETE" })).toBe("https://app.example");
    expect(await allowed("/django")).toBeNull();
    const preflight = { method: "OPTIONS", headers: { ...headers, "access-control-request-method": "POST" } };
    expect(await (await get("/hello", preflight)).text()).toBe("OK");
    expect(await (await get("/django", preflight)).json()).toMatchObject({ django: "/django" });
  });

  test("origins and credentials for everyone are warned of", async () => {
    const warnings: string[] = [];
    await serve(shop(), {
      settings: { FASTAPI_CORS_ENABLED: true },
      logger: { warning: (text) => warnings.push(text) },
    });
    expect(warnings).toEqual([expect.stringContaining("FASTAPI_CORS_ALLOW_CREDENTIALS")]);
  });

  test("a request id is taken over when it is harmless, else made", async () => {
    const { get, records } = await serve(shop());
    const sent = await get("/hello", { headers: { "x-request-id": "abc-1" } });
    expect(sent.headers.get("x-request-id")).toBe("abc-1");
    const forged = await get("/hello", { headers: { "x-request-id": "a b {}" } });
    expect(forged.headers.get("x-request-id")).toMatch(/^[0-9a-f]{12}-\w+$/);
    expect(records.map((record) => record.requestId)).toEqual(["abc-1", forged.headers.get("x-request-id")]);
  });

  test("readiness says what is missing", async () => {
    const { get } = await serve(shop(), {
      ready: () => Promise.resolve({ ready: false, django: "starting" }),
    });
    const response = await get("/-/ready");
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ ready: false, django: "starting" });
  });
});

const expecting = (length: number): string =>
  `POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

describe("bodies", () => {
  const json = { "content-type": "application/json" };

  test("one over DATA_UPLOAD_MAX_MEMORY_SIZE is a 413, announced or not", async () => {
    const { get, url } = await serve(shop(), { settings: { DATA_UPLOAD_MAX_MEMORY_SIZE: 1000 } });
    const fits = JSON.stringify({ text: "x".repeat(900) });
    expect((await get("/echo", { method: "POST", headers: json, body: fits })).status).toBe(200);
    const tooLarge = JSON.stringify({ text: "x".repeat(1100) });
    const announced = await get("/echo", { method: "POST", headers: json, body: tooLarge });
    expect(announced.status).toBe(413);
    expect(await announced.json()).toEqual({
      detail: expect.stringContaining("DATA_UPLOAD_MAX_MEMORY_SIZE"),
    });
    const chunked = await raw(
      url,
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" +
        `${tooLarge.length.toString(16)}\r\n${tooLarge}\r\n`,
      (answer) => answer.includes("\r\n\r\n"),
    );
    expect(chunked).toContain("HTTP/1.1 413");
  });

  test("Expect: 100-continue: who is refused need not send the body, who is not is told to", async () => {
    const { url } = await serve(shop(), { settings: { DATA_UPLOAD_MAX_MEMORY_SIZE: 100 } });
    const refused = await raw(url, expecting(5000), (answer) => answer.includes("\r\n\r\n"));
    expect(refused).toMatch(/^HTTP\/1.1 413/);
    const continued = await raw(url, expecting(15), (answer) => answer.includes("\r\n\r\n"));
    expect(continued).toBe("HTTP/1.1 100 Continue\r\n\r\n");
  });

  test("a Content-Type that is none is the operation's to judge, not Fastify's", async () => {
    const { url } = await serve(shop());
    for (const type of ["", "json", "application/json, text/plain; x"]) {
      const answer = await raw(
        url,
        `POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: 12\r\n\r\n{"text":"a"}`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 422 [^]*"model_attributes_type"/);
    }
  });
});
