import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { adoptClient, clientOf, gatewayHeader, withoutHeader } from "./client-info.ts";

const INFO = { client: ["203.0.113.7", 4711], scheme: "https" } as const;

function incoming(...rawHeaders: string[]): IncomingMessage {
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2)
    headers[(rawHeaders[index] as string).toLowerCase()] = rawHeaders[index + 1] as string;
  const socket = { remoteAddress: "127.0.0.1", remotePort: 5 };
  return { headers, rawHeaders, socket } as unknown as IncomingMessage;
}

test("what a process in front says is believed with the secret, and its header is gone", () => {
  const request = incoming("Host", "x", "X-Django-FastAPI-Gateway", gatewayHeader(INFO, "secret"));
  adoptClient(request, "secret");
  expect(clientOf(request)).toEqual(INFO);
  expect(request.rawHeaders).toEqual(["Host", "x"]);
  expect(request.headers).toEqual({ host: "x" });
});

test.each([
  ["with another secret", gatewayHeader(INFO, "guessed")],
  ["with none", gatewayHeader(INFO, "")],
  ["that cannot be read", "secret e30"],
  ["that is no JSON", "secret !!!"],
])("a header %s is taken off and not believed", (_, header) => {
  const request = incoming("x-django-fastapi-gateway", header);
  adoptClient(request, "secret");
  expect(clientOf(request)).toEqual({ client: ["127.0.0.1", 5], scheme: "http" });
  expect(request.rawHeaders).toEqual([]);
});

test("the first process believes nobody", () => {
  const request = incoming("x-django-fastapi-gateway", gatewayHeader(INFO, "secret"));
  adoptClient(request, null);
  expect(clientOf(request).client).toEqual(["127.0.0.1", 5]);
});

test("every copy of a header goes, whatever its case", () => {
  expect(withoutHeader(["A", "1", "b", "2", "a", "3"], "a")).toEqual(["b", "2"]);
});
