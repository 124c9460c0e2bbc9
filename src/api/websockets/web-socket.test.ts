import { expect, test } from "vitest";
import { z } from "zod";
import { TestClient } from "../../testing/test-client.ts";
import { depends } from "../dependencies/depends.ts";
import { FastAPI } from "../fastapi.ts";
import { httpBearer } from "../security/http.ts";
import { APIRouter } from "../routing/router.ts";
import { fittingReason } from "./close-code.ts";

const closing = async (receive: Promise<unknown>): Promise<unknown> => {
  const error = await receive.catch((thrown: unknown) => thrown);
  const { closeCode, reason } = error as { closeCode?: number; reason?: string };
  return [closeCode, reason];
};

test("mistakes of a declaration are errors at start", () => {
  const withBody = new FastAPI();
  withBody.websocket("/ws", { args: { item: z.object({ a: z.int() }) } }, () => null);
  expect(() => withBody.webSocketOperations).toThrow(/WEBSOCKET \/ws[\s\S]*has no body/);
  const twice = new FastAPI();
  twice.websocket("/ws/{name}", { args: { name: z.string() } }, () => null);
  twice.websocket("/ws/new", () => null);
  expect(() => twice.webSocketOperations).toThrow(/WEBSOCKET \/ws\/new is never reached/);
  // An operation and a WebSocket may have one path.
  const both = new FastAPI();
  both.get("/ws", () => null);
  both.websocket("/ws", () => null);
  expect([both.operations.length, both.webSocketOperations.length]).toEqual([1, 1]);
});

test("security schemes, scopes of dependencies and overrides work as for operations", async () => {
  const api = new FastAPI();
  const User = depends({ token: httpBearer() }, ({ token }) => token.credentials);
  const router = new APIRouter({ prefix: "/v1" });
  router.websocket("/me", { args: { user: User } }, async ({ user }, { socket }) => {
    await socket.accept();
    await socket.sendText(user);
  });
  api.includeRouter(router);
  const client = new TestClient(api);
  await expect(client.websocket("/v1/me")).rejects.toMatchObject({ response: { status: 401 } });
  const socket = await client.websocket("/v1/me", { headers: { authorization: "Bearer ada" } });
  expect(await socket.receiveText()).toBe("ada");
  api.dependencyOverrides.set(
    User,
    depends(() => "bob"),
  );
  expect(await (await client.websocket("/v1/me")).receiveText()).toBe("bob");
});

test("a dependency sees the socket, and may accept it", async () => {
  const api = new FastAPI();
  const Accepted = depends(async (_, { socket }) => {
    await socket?.accept();
    return socket;
  });
  api.get("/http", { args: { socket: Accepted } }, ({ socket }) => socket);
  api.websocket("/ws", { args: { accepted: Accepted } }, async ({ accepted }, { socket }) => {
    await socket.sendJson(accepted === socket);
  });
  const client = new TestClient(api);
  expect(await (await client.get("/http")).json()).toBe(null);
  expect(await (await client.websocket("/ws")).receiveJson()).toBe(true);
});

test("messages are checked by a schema, with all problems in FastAPI's form", async () => {
  const api = new FastAPI();
  const Move = z.object({ x: z.int(), at: z.iso.date().optional() });
  api.websocket("/strict", async (_, { socket }) => {
    await socket.accept();
    for await (const move of socket.iterJson(Move)) await socket.sendJson(move.x + 1);
  });
  api.websocket("/lenient", async (_, { socket }) => {
    await socket.accept();
    const error = await socket.receiveJson(Move).catch((thrown: unknown) => thrown);
    await socket.sendJson((error as { errors: unknown }).errors);
  });
  const client = new TestClient(api);
  const strict = await client.websocket("/strict");
  strict.sendJson({ x: 1, more: true });
  expect(await strict.receiveJson()).toBe(2);
  strict.sendJson({ x: "one" });
  expect(await closing(strict.receive())).toEqual([
    1008,
    "x: Input should be a valid integer, unable to parse string as an integer",
  ]);
  const lenient = await client.websocket("/lenient");
  lenient.sendJson({ x: 1.5, at: "x" });
  expect(await lenient.receiveJson()).toMatchObject([{ loc: ["message", "x"] }, { loc: ["message", "at"] }]);
  const broken = await client.websocket("/strict");
  broken.sendText("{");
  expect(await closing(broken.receive())).toEqual([1007, "The message is no JSON"]);
  const binary = await client.websocket("/strict");
  binary.sendBytes(Buffer.from("{}"));
  expect(await closing(binary.receive())).toEqual([1003, "A text message was expected"]);
});

test("a socket used as it cannot be says so", async () => {
  const api = new FastAPI();
  const said: string[] = [];
  const note = async (doing: Promise<unknown>): Promise<void> => {
    said.push(await doing.then(String, (error: Error) => error.message));
  };
  api.websocket("/ws", async (_, { socket }) => {
    await note(socket.sendText("early"));
    await note(socket.receive());
    await note(socket.close(1006));
    await socket.accept();
    await note(socket.accept());
    await socket.close(4000, "done");
    await note(socket.sendText("late"));
    await note(socket.receive());
    await socket.close();
    expect(socket.state).toBe("disconnected");
  });
  const client = await new TestClient(api).websocket("/ws");
  expect(await closing(client.receive())).toEqual([4000, "done"]);
  expect(said).toEqual([
    "Cannot send: await socket.accept() first",
    "Cannot receive: await socket.accept() first",
    "A WebSocket cannot be closed with 1006: use one of status.WS_*, or 3000 to 4999 for your own",
    "Cannot accept: the handshake has been answered already",
    "The WebSocket is closed (4000: done)",
    "The WebSocket is closed (4000: done)",
  ]);
});

test("a handler that answers nothing is an error, one whose exception handler fails too", async () => {
  const api = new FastAPI();
  api.websocket("/silent", () => null);
  api.exceptionHandler(RangeError, () => {
    throw new TypeError("the handler's own");
  });
  api.websocket("/fails", () => {
    throw new RangeError("boom");
  });
  const client = new TestClient(api);
  await expect(client.websocket("/silent")).rejects.toThrow("WEBSOCKET /silent returned without an answer");
  await expect(client.websocket("/fails")).rejects.toThrow("the handler's own");
  const quiet = new TestClient(api, { raiseServerExceptions: false });
  await expect(quiet.websocket("/fails")).rejects.toMatchObject({ response: { status: 500 } });
});

test("a reason is cut to what a close frame holds, between characters", () => {
  expect(fittingReason("short")).toBe("short");
  expect(Buffer.byteLength(fittingReason("ü".repeat(100)))).toBe(122);
  expect(fittingReason("😀".repeat(40))).toBe("😀".repeat(30));
});
