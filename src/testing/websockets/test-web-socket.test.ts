import { expect, test } from "vitest";
import { z } from "zod";
import { FastAPI } from "../../api/fastapi.ts";
import { depends } from "../../api/dependencies/depends.ts";
import { WebSocketDisconnect, WebSocketException } from "../../errors/websockets.ts";
import { TestClient } from "../test-client.ts";

test("a conversation, with arguments, subprotocol and cookies", async () => {
  const api = new FastAPI();
  api.websocket(
    "/rooms/{room}",
    { args: { room: z.int(), tags: z.array(z.string()).default([]) } },
    async (args, { socket, response, request }) => {
      response.setCookie("seen", "yes");
      await socket.accept({ subprotocol: socket.subprotocols[1] ?? "", headers: { "x-own": "1" } });
      await socket.sendJson({ ...args, seen: request.cookies.get("seen") ?? "no" });
      for await (const message of socket) await socket.sendText(`echo ${String(message)}`);
    },
  );
  const client = new TestClient(api);
  const socket = await client.websocket("/rooms/7", {
    query: { tags: ["a", "b"] },
    subprotocols: ["one", "two"],
  });
  expect([socket.subprotocol, socket.headers.get("x-own")]).toEqual(["two", "1"]);
  expect(await socket.receiveJson()).toEqual({ room: 7, tags: ["a", "b"], seen: "no" });
  socket.sendText("hello");
  expect(await socket.receiveText()).toBe("echo hello");
  await socket.close();
  expect(client.cookies.get("seen")).toBe("yes");
  await using again = await client.websocket("/rooms/8");
  expect(await again.receiveJson()).toEqual({ room: 8, tags: [], seen: "yes" });
});

test("a refusal is thrown with its response, an unexpected error as it is", async () => {
  const api = new FastAPI();
  api.websocket("/refuses", { args: { n: z.int() } }, () => {
    throw new WebSocketException(1008, "not you");
  });
  api.websocket("/fails", () => {
    throw new RangeError("boom");
  });
  const client = new TestClient(api);
  const refusal = async (path: string): Promise<unknown> => {
    const error = await client.websocket(path).catch((thrown: unknown) => thrown);
    const { response } = error as { response: Response };
    return [response.status, await response.json()];
  };
  expect(await refusal("/refuses?n=1")).toEqual([403, { detail: "not you" }]);
  expect(await refusal("/refuses")).toEqual([
    403,
    { detail: [{ type: "missing", loc: ["query", "n"], msg: "Field required", input: null }] },
  ]);
  expect(await refusal("/nothing")).toEqual([404, { detail: "Not Found" }]);
  await expect(client.websocket("/fails")).rejects.toThrow("boom");
});

test("the server's closing and its errors reach the test; teardowns have run when it has closed", async () => {
  const api = new FastAPI();
  const events: string[] = [];
  const Resource = depends(async function* () {
    try {
      yield "resource";
    } finally {
      await Promise.resolve();
      events.push("torn down");
    }
  });
  api.websocket("/closes", async (_, { socket }) => {
    await socket.accept();
    await socket.close(4000, "enough");
  });
  api.websocket("/fails", async (_, { socket }) => {
    await socket.accept();
    throw new RangeError("boom");
  });
  api.websocket("/waits", { args: { resource: Resource } }, async (_, { socket, background }) => {
    await socket.accept();
    background(() => events.push("background"));
    await socket.receive();
  });
  const client = new TestClient(api);
  const closed = await (await client.websocket("/closes")).receive().catch((error: unknown) => error);
  expect(closed).toBeInstanceOf(WebSocketDisconnect);
  expect(closed).toMatchObject({ closeCode: 4000, reason: "enough" });
  await expect((await client.websocket("/fails")).receive()).rejects.toThrow("boom");
  await (await client.websocket("/waits")).close();
  expect(events).toEqual(["torn down", "background"]);
});
