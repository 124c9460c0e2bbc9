import { createHash } from "node:crypto";
import { appendFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { api, EventSourceResponse, HTTPException, PlainTextResponse } from "django-fastapi-bridge";
import { Permission } from "#django/auth";

api.get("/ts/count", () => Permission.objects.count());

api.get("/ts/error", () => {
  throw new RangeError("thrown in TypeScript");
});

api.post("/ts/upload", {}, async (_, { request }) => {
  const digest = createHash("sha256");
  let size = 0;
  for await (const chunk of request.stream()) {
    digest.update(chunk as Buffer);
    size += (chunk as Buffer).length;
  }
  return { size, sha256: digest.digest("hex") };
});

/** A line for each stream whose client went away; in a file, since there may be several processes. */
const left = `${process.env["EXAMPLE_DATABASE_NAME"]}.left`;

api.get("/ts/ticks", { responseClass: EventSourceResponse }, async function* (_, { signal }) {
  signal.addEventListener("abort", () => appendFileSync(left, "left\n"), { once: true });
  for (let number = 0; number < 3; number++) {
    yield number;
    await delay(300, undefined, { signal });
  }
});

api.get("/ts/long-poll", async () => {
  await delay(2_000);
  return "at last";
});

api.get("/ts/who", {}, (_, { request }) => ({
  client: request.client,
  scheme: request.url.protocol,
  path: request.url.pathname + request.url.search,
  repeated: request.headers["x-repeated"],
  pid: process.pid,
}));

api.get("/ts/cookies", () => {
  const response = new PlainTextResponse("two");
  response.headers.append("set-cookie", "a=1");
  response.headers.append("set-cookie", "b=2");
  return response;
});

api.get("/ts/exit", () => process.exit(7));

api.websocket("/ts/socket", {}, async (_, { socket }) => {
  await socket.accept({ subprotocol: "echo", headers: { "set-cookie": "socket=1" } });
  for await (const message of socket) {
    if (message === "bye") return socket.close(4001, "as you like");
    if (typeof message === "string") await socket.sendText(`${socket.request.client?.host} ${message}`);
    else await socket.sendBytes(message);
  }
});

api.websocket("/ts/refused", {}, () => {
  throw new HTTPException(401, "who are you?");
});
