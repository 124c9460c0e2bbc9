import { connect } from "node:net";
import { afterEach } from "vitest";
import { z } from "zod";
import { FastAPI } from "../../src/api/fastapi.ts";
import { path, query } from "../../src/api/parameters/markers.ts";
import type { Gateway } from "../../src/manifest/gateway.ts";
import type { RequestRecord } from "../../src/server/log.ts";
import type { ServerOptions } from "../../src/server/server-options.ts";
import { createServer, type ApiServer } from "../../src/server/server.ts";
import { serverSettings } from "../../src/server/settings.ts";

const running: ApiServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close({ gracePeriod: 0 });
});

export interface Served {
  readonly url: string;
  readonly server: ApiServer;
  readonly records: RequestRecord[];
  readonly errors: unknown[];
  get(path: string, init?: RequestInit): Promise<Response>;
}

interface ServeOptions extends Partial<Omit<ServerOptions, "settings">> {
  readonly settings?: NonNullable<Parameters<typeof serverSettings>[0]>;
}

/** Serves an API on a free port until the test ends. */
export async function serve(api: FastAPI, { settings = {}, ...options }: ServeOptions = {}): Promise<Served> {
  const records: RequestRecord[] = [];
  const errors: unknown[] = [];
  const server = createServer({
    api,
    settings: serverSettings({ ALLOWED_HOSTS: ["*"], ...settings }),
    logger: { request: (record) => records.push(record), error: (error) => errors.push(error) },
    ...options,
  });
  running.push(server);
  const url = await server.listen({ port: 0 });
  return {
    url,
    server,
    records,
    errors,
    get: (target, init) => fetch(url + target, { redirect: "manual", ...init }),
  };
}

/** Sends bytes as they are and reads until the connection ends, or as long as `enough` wants more. */
export async function raw(
  url: string,
  bytes: string,
  enough: (answer: string) => boolean = () => false,
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  let answer = "";
  for await (const chunk of socket) {
    answer += String(chunk);
    if (enough(answer)) break;
  }
  return answer;
}

/** Django's part: has the paths given, and says what reached it. */
export function django(paths: readonly string[] = []): Gateway {
  return {
    async forward(request, response) {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      response.end(
        JSON.stringify({ django: request.url, method: request.method, bytes: Buffer.concat(chunks).length }),
      );
    },
    upgrade(request, socket) {
      socket.end(`HTTP/1.1 101 Switching Protocols\r\n\r\nupgraded ${request.url}`);
    },
    resolves: (path) => paths.includes(path),
    reachable: () => Promise.resolve(true),
  };
}

export function shop(): FastAPI {
  const api = new FastAPI({ title: "Shop" });
  api.get("/hello", () => ({ hello: "world" }));
  api.post("/hello", { args: { name: query(z.string()) } }, ({ name }) => ({ hello: name }));
  api.get("/files/{name:path}", { args: { name: path(z.string()) } }, ({ name }) => ({ name }));
  api.post("/echo", { args: { body: z.object({ text: z.string() }) } }, ({ body }) => body);
  api.get("/slash/", () => "slash");
  api.get("/fails", () => {
    throw new RangeError("secret details");
  });
  return api;
}
