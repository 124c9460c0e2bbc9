import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { djangoPython } from "../support/python.ts";
import { example, FrontServer, ProbeProject } from "./front-server.ts";

const CLI = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
const SECRET = { DJANGO_FASTAPI_GATEWAY_SECRET: "a-secret-that-both-know" };

describe.runIf(djangoPython !== null)("with Django in front", () => {
  let project: ProbeProject;

  beforeAll(() => {
    project = new ProbeProject();
  });

  afterAll(() => project.remove());

  test("FASTAPI_NODE_URL: Node that somebody else runs", async () => {
    const socket = join(project.folder, "node.sock");
    const startNode = () =>
      spawn(process.execPath, [CLI, "node", "--socket", socket, "--python", djangoPython as string], {
        cwd: example,
        env: { ...project.env, ...SECRET },
        stdio: ["ignore", "inherit", "inherit"],
      });
    const node = startNode();
    const server = await FrontServer.start({
      args: ["-m", "uvicorn", "django_fastapi.asgi:application", "--port", "{port}"],
      env: { ...project.env, ...SECRET, PROBE_NODE_URL: `unix:${socket}` },
      mark: project.folder,
    });
    expect(await server.json("/ts/who")).toMatchObject({ client: { host: "127.0.0.1" }, pid: node.pid });
    node.kill("SIGTERM");
    await once(node, "exit");
    const down = await server.fetch("/ts/who");
    expect([down.status, await down.json()]).toEqual([
      503,
      { detail: expect.stringContaining("The TypeScript API is not running") },
    ]);
    expect((await server.fetch("/python/count")).status).toBe(200);
    await server.stop("SIGTERM");
  });

  test("manage.py check says what the command line finds, migrate starts nothing", () => {
    const checked = project.manage("check");
    expect(checked).toMatch(/django_fastapi\.W104\) API requests do not pass \S+LocaleMiddleware/);
    expect(project.manage("migrate", "--verbosity", "0")).toBe("");
  });
});
