import { api, depends, status, WebSocketException, type WebSocket } from "django-fastapi-bridge";
import { TestClient } from "django-fastapi-bridge/testing";
import { z } from "zod";

api.websocket("/ws/echo", async (_, { socket }) => {
  await socket.accept();
  for await (const message of socket) await socket.sendText(`You said: ${String(message)}`);
});

/** Who is in which room, in this process. */
const rooms = new Map<string, Set<WebSocket>>();

const Member = depends({ token: z.string() }, ({ token }) => {
  if (token !== "secret") throw new WebSocketException(status.WS_1008_POLICY_VIOLATION, "Who are you?");
  return { name: "ada" };
});

const Line = z.object({ text: z.string().min(1).max(500) });

api.websocket(
  "/ws/rooms/{room}",
  { args: { room: z.string(), member: Member } },
  async ({ room, member }, { socket }) => {
    await socket.accept();
    const here = rooms.get(room) ?? new Set<WebSocket>();
    rooms.set(room, here.add(socket));
    try {
      for await (const { text } of socket.iterJson(Line))
        for (const other of here) void other.sendJson({ from: member.name, text });
    } finally {
      here.delete(socket);
    }
  },
);

/** What a test would do. */
async function exampleTest(): Promise<unknown> {
  const client = new TestClient(api);
  const refused = await client
    .websocket("/ws/rooms/lobby?token=wrong")
    .catch((error: Error) => error.message);
  await using ada = await client.websocket("/ws/rooms/lobby?token=secret");
  await using bob = await client.websocket("/ws/rooms/lobby?token=secret");
  ada.sendJson({ text: "hello" });
  return [refused, await bob.receiveJson()];
}

api.get("/run-the-example", () => exampleTest());
