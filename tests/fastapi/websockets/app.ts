/** The TypeScript side of the comparison: app.py declares the same WebSockets. */
import {
  APIRouter,
  cookie,
  depends,
  FastAPI,
  header,
  HTTPException,
  JSONResponse,
  status,
  WebSocketDisconnect,
  WebSocketException,
} from "django-fastapi-bridge";
import { z } from "zod";

export const app = new FastAPI();
const seen: string[] = [];

app.websocket("/echo", async (_, { socket }) => {
  await socket.accept();
  for await (const text of socket.iterText()) await socket.sendText(`echo ${text}`);
});

app.websocket("/bytes", async (_, { socket }) => {
  await socket.accept();
  for await (const data of socket.iterBytes()) await socket.sendBytes(data);
});

app.websocket("/json", async (_, { socket }) => {
  await socket.accept();
  const data = await socket.receiveJson();
  await socket.sendJson({ got: data });
  await socket.sendJson({ ü: 1 }, "binary");
});

app.websocket(
  "/rooms/{room}",
  {
    args: {
      room: z.int(),
      q: z.string().default("none"),
      tags: header(z.array(z.string()).nullable().default(null)),
      session: cookie(z.string().nullable().default(null)),
    },
  },
  async (args, { socket }) => {
    await socket.accept();
    await socket.sendJson(args);
  },
);

app.websocket("/files/{path:path}", { args: { path: z.string() } }, async ({ path }, { socket }) => {
  await socket.accept();
  await socket.sendText(path);
});

app.websocket("/protocol", async (_, { socket }) => {
  await socket.accept({ subprotocol: "chat", headers: { "x-own": "yes" } });
  await socket.sendJson(socket.subprotocols);
});

app.websocket("/close", async (_, { socket }) => {
  await socket.accept();
  await socket.close(4001, "enough");
});

app.websocket("/returns", async (_, { socket }) => {
  await socket.accept();
});

app.websocket("/close-before", async (_, { socket }) => {
  await socket.close();
});

app.websocket("/http-exception", () => {
  throw new HTTPException(404, "no room", { headers: { "x-own": "yes" } });
});

app.websocket("/http-exception-after", async (_, { socket }) => {
  await socket.accept();
  throw new HTTPException(404, "no room");
});

app.websocket("/exception-before", () => {
  throw new WebSocketException(status.WS_1008_POLICY_VIOLATION, "no");
});

app.websocket("/exception-after", async (_, { socket }) => {
  await socket.accept();
  throw new WebSocketException(status.WS_1008_POLICY_VIOLATION, "no");
});

app.websocket("/fails-before", () => {
  throw new RangeError("boom");
});

app.websocket("/fails-after", async (_, { socket }) => {
  await socket.accept();
  throw new RangeError("boom");
});

class Missing extends Error {}
app.exceptionHandler(Missing, () => new JSONResponse({ missing: true }, { statusCode: 410 }));
app.websocket("/handled", () => {
  throw new Missing();
});

const Token = depends({ token: z.string() }, ({ token }) => {
  if (token !== "secret") throw new WebSocketException(status.WS_1008_POLICY_VIOLATION);
  return token;
});

app.websocket("/token", { args: { token: Token } }, async ({ token }, { socket }) => {
  await socket.accept();
  await socket.sendText(token);
});

const Resource = depends(async function* () {
  seen.push("open");
  try {
    yield "resource";
  } catch (error) {
    if (error instanceof WebSocketDisconnect) seen.push(`disconnect ${error.closeCode}`);
    throw error;
  } finally {
    seen.push("close");
  }
});

app.websocket("/resource", { args: { value: Resource } }, async ({ value }, { socket }) => {
  await socket.accept();
  await socket.sendText(value);
  await socket.receiveText();
  await socket.sendText("again");
  await socket.receiveText();
});

app.get("/seen", () => seen);

const Guard = depends({ xGuard: header(z.string()) }, ({ xGuard }) => {
  if (xGuard !== "open") throw new HTTPException(401, "guarded");
});
const router = new APIRouter({ prefix: "/guarded", dependencies: [Guard] });
router.websocket("/ws", async (_, { socket }) => {
  await socket.accept();
  await socket.sendText("in");
});
app.includeRouter(router);

const sub = new FastAPI();
sub.websocket("/ws", async (_, { socket }) => {
  await socket.accept();
  await socket.sendText("mounted");
});
app.mount("/sub", sub);
