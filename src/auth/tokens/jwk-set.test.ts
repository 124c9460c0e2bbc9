import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { decodeToken, encodeToken, keyIdOf } from "./compact.ts";
import { JwkSet } from "./jwk-set.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const jwk = publicKey.export({ format: "jwk" });

let server: Server;
let published: unknown;
let asked: number;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  asked = 0;
  server = createServer((_request, response) => {
    asked++;
    response.statusCode = published === null ? 500 : 200;
    response.end(JSON.stringify(published));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const open = (): JwkSet => new JwkSet(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);

test("keys are kept for five minutes; an unknown id asks again, and then not for ten seconds", async () => {
  published = {
    keys: [
      { ...jwk, kid: "a" },
      { ...jwk, kid: "e", use: "enc" },
      { kty: "unknown", kid: "u" },
    ],
  };
  const set = open();
  const found = await Promise.all([set.key("a"), set.key("a")]);
  expect(found.map((key) => key?.equals(publicKey))).toEqual([true, true]);
  expect([await set.key(null), asked]).toEqual([null, 1]);
  expect([await set.key("e"), await set.key("u"), asked]).toEqual([null, null, 2]);
  published = { keys: [{ ...jwk, kid: "b" }] };
  expect(await set.key("b")).toBeNull();
  vi.setSystemTime(Date.now() + 10_001);
  expect([(await set.key("b"))?.type, await set.key("a"), asked]).toEqual(["public", null, 3]);
  vi.setSystemTime(Date.now() + 300_001);
  expect([(await set.key("b"))?.type, asked]).toEqual(["public", 4]);
});

test("a server that fails is told, and old keys are not believed", async () => {
  const warned = vi.spyOn(process, "emitWarning").mockReturnValue();
  published = { keys: [{ ...jwk, kid: "a" }] };
  const set = open();
  expect((await set.key("a"))?.type).toBe("public");
  published = null;
  expect([await set.key("b"), (await set.key("a"))?.type]).toEqual([null, "public"]);
  vi.setSystemTime(Date.now() + 300_001);
  expect(await set.key("a")).toBeNull();
  published = { keys: [{ ...jwk, kid: "a" }] };
  expect((await set.key("a"))?.type).toBe("public");
  const warning = 'SIMPLE_JWT["JWK_URL"] gives no keys: status 500';
  expect(warned.mock.calls.map(([message]) => message)).toEqual([warning, warning]);
});

test("a token says by which key", () => {
  const token = encodeToken({ a: 1 }, "RS256", privateKey);
  const [, ...rest] = token.split(".");
  const header = Buffer.from('{"alg":"RS256","kid":"a"}').toString("base64url");
  expect([token, [header, ...rest].join("."), "x", ""].map(keyIdOf)).toEqual([null, "a", null, null]);
  expect(decodeToken(token, "RS256", publicKey)).toEqual({ a: 1 });
});
