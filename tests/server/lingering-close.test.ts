import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { z } from "zod";
import { FastAPI } from "../../src/api/fastapi.ts";
import { httpBearer } from "../../src/api/security/http.ts";
import { serve } from "./support.ts";

const BLOCK = Buffer.alloc(64 * 1024, " ");

/** Sends a head, and then its body whatever is answered meanwhile, as a client does that reads when it has sent. */
async function upload(url: string, head: string, length: number): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const failed = once(socket, "error").then(([error]) => Promise.reject(error as Error));
  failed.catch(() => {});
  socket.pause();
  socket.write(`${head}Content-Length: ${length}\r\n\r\n`);
  for (let sent = 0; sent < length; sent += BLOCK.length)
    if (!socket.write(BLOCK)) await Promise.race([once(socket, "drain"), failed]);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk)).resume();
  await Promise.race([once(socket, "end"), failed]);
  socket.destroy();
  return Buffer.concat(chunks).toString();
}

test("an early answer to a large body reaches a client that asked to close", async () => {
  const api = new FastAPI();
  const args = { credentials: httpBearer(), body: z.object({ text: z.string() }) };
  api.post("/secret", { args }, () => null);
  const { url } = await serve(api);
  const answer = await upload(
    url,
    "POST /secret HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n",
    20 * 1024 * 1024,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 401 [^]*"Not authenticated"/);
});

test("HTTP/1.0, which nginx speaks to what is behind it, closes in the same way", async () => {
  const api = new FastAPI();
  api.post("/echo", { args: { body: z.object({ text: z.string() }) } }, ({ body }) => body);
  const { url } = await serve(api, { settings: { DATA_UPLOAD_MAX_MEMORY_SIZE: 1000 } });
  const answer = await upload(
    url,
    "POST /echo HTTP/1.0\r\nContent-Type: application/json\r\n",
    20 * 1024 * 1024,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
});
