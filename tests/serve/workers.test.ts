import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DevServer, nothingLeft, processesOf } from "../dev/dev-server.ts";
import { get } from "../dev/load.ts";
import { runCommand } from "../dev/run-command.ts";
import { djangoPython } from "../support/python.ts";
import { SmallProject } from "../support/small-project.ts";

const API = `import { api } from "django-fastapi-bridge";
import { Item } from "#django/shop";

api.get("/pid", () => ({ pid: process.pid }));
api.get("/items", () => Item.objects.all());
api.get("/slow", async () => {
  await new Promise((resolve) => setTimeout(resolve, 700));
  return { pid: process.pid };
});
api.get("/crash", () => process.exit(7));
api.get("/forgotten", () => {
  void Promise.reject(new RangeError("nobody awaits this"));
  return { pid: process.pid };
});
`;

describe.runIf(djangoPython !== null)("serve --workers", () => {
  let project: SmallProject;

  beforeAll(async () => {
    project = new SmallProject();
    project.write("shop/api.ts", API);
    project.write("config/local.py", "DEBUG = False\n");
    await runCommand(project.dir, ["generate"]);
  });

  afterAll(() => project.remove());

  const serve = (...args: string[]): DevServer => new DevServer(project.dir, { command: "serve", args });
  const pidOf = async (port: number): Promise<number> =>
    (JSON.parse((await get(port, "/pid")).body) as { pid: number }).pid;

  test("several processes take turns; Django is behind each; all end in good order", async () => {
    const server = serve("--workers", "2");
    try {
      const port = await server.port();
      const pids = new Set<number>();
      for (let count = 0; count < 8; count++) pids.add(await pidOf(port));
      expect(pids.size).toBe(2);
      expect(pids).not.toContain(server.process.pid);
      expect(await get(port, "/items")).toEqual({ status: 200, body: "[]" });
      expect(await get(port, "/page/")).toEqual({ status: 200, body: "django page 0" });
      // What runs when it is asked to stop is answered.
      const running = get(port, "/slow");
      await new Promise((resolve) => setTimeout(resolve, 200));
      const exit = server.stop();
      expect((await running).status).toBe(200);
      expect(await exit).toBe(0);
      await nothingLeft(project.dir);
    } finally {
      await server.stop("SIGKILL");
    }
  });

  test("a process that ends is started again, and the port stays open: requests wait", async () => {
    const server = serve("--workers", "1");
    try {
      const port = await server.port();
      const before = await pidOf(port);
      await expect(get(port, "/crash")).rejects.toThrow();
      const after = await Promise.all([pidOf(port), pidOf(port)]);
      expect(after[0]).not.toBe(before);
      expect(after[0]).toBe(after[1]);
      await server.printed(/The process "api 1" ended with exit code 7; it is started again/);
    } finally {
      await server.stop();
    }
  });

  test("a promise that fails and that nobody awaits is logged, and ends nothing", async () => {
    for (const args of [[], ["--workers", "1"]]) {
      const server = serve(...args);
      try {
        const port = await server.port();
        const answered = await get(port, "/forgotten");
        await server.printed(/"event":"error","unawaited":true,"type":"RangeError".*nobody awaits this/);
        expect(await pidOf(port)).toBe((JSON.parse(answered.body) as { pid: number }).pid);
      } finally {
        await server.stop();
      }
    }
  });

  test("an API that does not load is told once, and nothing stays", async () => {
    project.write("shop/api.ts", `import "./no-such-module.ts";\n`);
    const server = serve("--workers", "2");
    try {
      await server.printed(/before it served/);
      expect(server.output.match(/no-such-module/g)).toHaveLength(1);
      await nothingLeft(project.dir);
    } finally {
      await server.stop("SIGKILL");
      project.write("shop/api.ts", API);
    }
  });

  test("killed: no process is left", async () => {
    const server = serve("--workers", "2");
    try {
      await server.port();
      expect(processesOf(project.dir).length).toBeGreaterThan(3);
    } finally {
      await server.stop("SIGKILL");
    }
    await nothingLeft(project.dir);
  });

  test("options that contradict each other", async () => {
    const server = serve("--upstream", "http://127.0.0.1:1", "--django", "uvicorn");
    await server.printed(/give one of them/);
    await server.stop();
  });
});
