import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { djangoPython } from "../support/python.ts";
import { FrontServer, ProbeProject } from "./front-server.ts";

export interface ServerUnderTest {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly protocol: "ASGI" | "WSGI";
  /** Python packages that it takes, beside httpcore and FastAPI. */
  readonly needs: readonly string[];
  /** False for Daphne, which drops a handshake's headers, a refusal's status and a close's reason. */
  readonly wholeWebSockets?: boolean;
  /** False where the server itself does not tell the application. */
  readonly noticesLeaving?: boolean;
}

/** What each of Django's servers has to do with the API behind it. */
export function serverContract(underTest: ServerUnderTest): void {
  const { name, args, env = {}, protocol, noticesLeaving = true, wholeWebSockets = true } = underTest;
  const missing = missingPackages(["httpcore", "fastapi", ...underTest.needs]);
  const title = missing.length === 0 ? name : `${name} (not installed: ${missing.join(", ")})`;
  describe.runIf(missing.length === 0)(title, () => {
    let project: ProbeProject;
    let server: FrontServer;

    const start = (): Promise<FrontServer> =>
      FrontServer.start({ args, env: { ...project.env, ...env }, mark: project.folder });

    beforeAll(async () => {
      project = new ProbeProject();
      server = await start();
    });

    afterAll(async () => {
      if (server.process.exitCode === null && server.process.signalCode === null)
        await server.stop("SIGKILL");
      project.remove();
    });

    test("TypeScript, FastAPI and Django on one port", async () => {
      const count = await server.json("/ts/count");
      expect(count).toBeGreaterThan(10);
      expect(await server.json("/python/count")).toBe(count);
      expect(await server.json("/python/mixed")).toEqual([count, count]);
      expect(await server.json("/permissions")).toEqual(await server.json("/python/permissions"));
      const login = await server.fetch("/admin/login/");
      expect([login.status, await login.text()]).toEqual([
        200,
        expect.stringContaining("csrfmiddlewaretoken"),
      ]);
    });

    test("a handler that runs a query where it must not: as under FastAPI alone", async () => {
      expect((await server.fetch("/python/synchronous-only")).status).toBe(500);
      await server.printed(/SynchronousOnlyOperation/);
    });

    test("/docs, and one document of all operations", async () => {
      expect((await server.fetch("/docs")).status).toBe(200);
      const { paths } = (await server.json("/openapi.json")) as { paths: object };
      expect(Object.keys(paths)).toEqual(
        expect.arrayContaining(["/permissions", "/ts/count", "/python/permissions", "/python/count"]),
      );
    });

    test("what the client sent: address, target, repeated headers", async () => {
      const headers = new Headers([
        ["x-repeated", "a"],
        ["x-repeated", "b"],
        ["x-django-fastapi-gateway", "guessed e30"],
      ]);
      expect(await (await server.fetch("/ts/who?a=%2F%C3%BC", { headers })).json()).toMatchObject({
        client: { host: "127.0.0.1" },
        scheme: "http:",
        path: "/ts/who?a=%2F%C3%BC",
        repeated: expect.stringMatching(/^a, ?b$/),
      });
      expect((await server.fetch("/ts/cookies")).headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    });

    test("HEAD, another method, another slash", async () => {
      const head = await server.fetch("/ts/count", { method: "HEAD" });
      expect([head.status, await head.text()]).toEqual([200, ""]);
      const wrong = await server.fetch("/ts/count", { method: "DELETE" });
      expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
      const slash = await server.fetch("/ts/count/", { redirect: "manual" });
      expect([slash.status, slash.headers.get("location")]).toEqual([307, "/ts/count"]);
      expect((await server.fetch("/nobody-has-this")).status).toBe(404);
    });

    test("an upload of 10 MB, to TypeScript and to FastAPI", async () => {
      const body = randomBytes(10_000_000);
      const sha256 = createHash("sha256").update(body).digest("hex");
      for (const path of ["/ts/upload", "/python/upload"]) {
        const response = await server.fetch(path, { method: "POST", body });
        expect(await response.json()).toEqual({ size: body.length, sha256 });
      }
    });

    test.each(["/ts/ticks", "/python/ticks"])("server-sent events come one by one: %s", async (path) => {
      const response = await server.fetch(path);
      expect(response.headers.get("content-type")).toMatch("text/event-stream");
      const times: number[] = [];
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
        expect(Buffer.from(chunk).toString()).toBe(`data: ${times.length}\n\n`);
        times.push(performance.now());
      }
      expect(times).toHaveLength(3);
      expect((times[2] as number) - (times[0] as number)).toBeGreaterThan(400);
    });

    test.runIf(noticesLeaving)("a client that goes away ends what was done for it", async () => {
      const file = join(project.folder, "db.sqlite3.left");
      expect(existsSync(file)).toBe(false);
      const leaving = new AbortController();
      const response = await server.fetch("/ts/ticks", { signal: leaving.signal });
      await response.body?.getReader().read();
      leaving.abort();
      for (const deadline = Date.now() + 5_000; Date.now() < deadline && !existsSync(file);) await delay(50);
      expect(readFileSync(file, "utf8")).toBe("left\n");
    });

    test("a long poll", async () => {
      expect(await server.json("/ts/long-poll")).toBe("at last");
    });

    test("tracebacks of both on the terminal", async () => {
      expect((await server.fetch("/ts/error")).status).toBe(500);
      await server.printed(/RangeError: thrown in TypeScript[\s\S]*probe\/api\.ts:\d+/);
      expect((await server.fetch("/python/error")).status).toBe(500);
      await server.printed(/probe\/api\.py", line \d+[\s\S]*LookupError: raised in FastAPI/);
    });

    test.runIf(protocol === "ASGI")("a WebSocket of FastAPI's", async () => {
      const socket = new WebSocket(server.url("/python/socket").replace("http", "ws"));
      await once(socket, "open");
      socket.send("echo?");
      const [message] = (await once(socket, "message")) as [Buffer];
      expect(message.toString()).toBe("echo?");
      socket.close();
    });

    test.runIf(protocol === "ASGI")("a WebSocket of TypeScript's", async () => {
      const url = server.url("/ts/socket").replace("http", "ws");
      const socket = new WebSocket(url, ["other", "echo"]);
      const [[upgrade]] = await Promise.all([once(socket, "upgrade"), once(socket, "open")]);
      const cookies = (upgrade as IncomingMessage).headers["set-cookie"];
      expect(cookies).toEqual(wholeWebSockets ? ["socket=1"] : undefined);
      expect(socket.protocol).toBe("echo");
      socket.send("hello");
      expect(String(((await once(socket, "message")) as [Buffer])[0])).toBe("127.0.0.1 hello");
      const bytes = randomBytes(300_000);
      socket.send(bytes);
      expect(((await once(socket, "message")) as [Buffer])[0].equals(bytes)).toBe(true);
      socket.send("bye");
      const [code, reason] = (await once(socket, "close")) as [number, Buffer];
      expect([code, reason.toString()]).toEqual([4001, wholeWebSockets ? "as you like" : ""]);
    });

    test.runIf(protocol === "ASGI")("a WebSocket that TypeScript refuses", async () => {
      const socket = new WebSocket(server.url("/ts/refused").replace("http", "ws"));
      socket.on("error", () => {});
      const [, response] = (await once(socket, "unexpected-response")) as [unknown, IncomingMessage];
      expect(response.statusCode).toBe(wholeWebSockets ? 401 : 403);
    });

    test("Node that ends: 502 for the request in it, later ones succeed", async () => {
      expect((await server.fetch("/ts/exit")).status).toBe(502);
      await server.answers("/ts/count");
      await server.printed(/The TypeScript API's process ended \(7\); started again/);
    });

    test("SIGTERM leaves no process", async () => {
      await server.stop("SIGTERM");
    });

    test("SIGKILL leaves no process", async () => {
      server = await start();
      expect(server.nodes().length).toBeGreaterThan(0);
      await server.stop("SIGKILL");
    });
  });
}

function missingPackages(packages: readonly string[]): string[] {
  const code = "import importlib.util as u, sys; print(*[n for n in sys.argv[1:] if not u.find_spec(n)])";
  if (djangoPython === null) return [];
  const { stdout } = spawnSync(djangoPython, ["-c", code, ...packages], { encoding: "utf8" });
  return stdout.trim().split(" ").filter(Boolean);
}
