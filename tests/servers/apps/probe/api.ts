import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { api, EventSourceResponse, PlainTextResponse } from "django-fastapi-bridge";
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

/** How many streams were begun, and how many of them came to an end because their client had gone. */
const streams = { begun: 0, left: 0 };
api.get("/ts/streams", () => streams);

api.get("/ts/ticks", { responseClass: EventSourceResponse }, async function* (_, { signal }) {
  streams.begun += 1;
  signal.addEventListener("abort", () => (streams.left += 1), { once: true });
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
