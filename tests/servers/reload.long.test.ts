import { setTimeout as delay } from "node:timers/promises";
import { delimiter, join } from "node:path";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { djangoPython } from "../support/python.ts";
import { apiSource, SmallProject, viewsSource } from "../support/small-project.ts";
import { FrontServer } from "./front-server.ts";

const LOCAL = `
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "shop", "django_fastapi"]
WSGI_APPLICATION = "django_fastapi.wsgi.application"
FASTAPI_NODE = ${JSON.stringify(process.execPath)}
`;

describe.runIf(djangoPython !== null)("manage.py runserver: reloading", () => {
  let project: SmallProject;
  let server: FrontServer;

  beforeAll(async () => {
    project = new SmallProject();
    project.write("config/local.py", LOCAL);
    const pythonSide = fileURLToPath(new URL("../../python", import.meta.url));
    server = await FrontServer.start({
      args: [join(project.dir, "manage.py"), "runserver", "127.0.0.1:{port}"],
      env: {
        ...process.env,
        PYTHONPATH: [pythonSide, process.env["PYTHONPATH"]].filter(Boolean).join(delimiter),
      },
      cwd: project.dir,
      mark: project.dir,
    });
  });

  afterAll(async () => {
    await server.stop("SIGTERM");
    project.remove();
  });

  const until = async (path: string, status: number, body: string): Promise<void> => {
    let last = "";
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; await delay(100)) {
      const response = await server.fetch(path).catch(() => null);
      last = `${response?.status} ${await response?.text()}`;
      if (last.startsWith(`${status} `) && last.includes(body)) return;
    }
    throw new TypeError(`${path} answered ${last}. Printed was:\n${server.output}`);
  };

  test("the first start writes the models", async () => {
    expect(await server.json("/version")).toEqual({ version: 0 });
    expect(await server.json("/items")).toEqual([]);
    expect(existsSync(join(project.dir, "django-generated", "shop.ts"))).toBe(true);
  });

  test("a change of TypeScript starts Node anew, and Python goes on", async () => {
    const starts = (): number => server.output.split("Starting development server").length;
    const before = starts();
    project.write("shop/api.ts", apiSource(1));
    await until("/version", 200, '{"version":1}');
    expect(starts()).toBe(before);
    expect(server.nodes()).toHaveLength(1);
  });

  test("a mistake: 503 and its place on the terminal, Django's pages go on; mended, it serves again", async () => {
    project.write("shop/api.ts", `${apiSource(2)}\nthis is no TypeScript\n`);
    await until("/version", 503, "The TypeScript API is not running");
    await server.printed(/shop\/api\.ts:\d+/);
    await until("/page/", 200, "django page 0");
    project.write("shop/api.ts", apiSource(3));
    await until("/version", 200, '{"version":3}');
  });

  test("a change of Python starts both anew, and leaves no Node behind", async () => {
    project.write("shop/views.py", viewsSource(1));
    await until("/page/", 200, "django page 1");
    await until("/version", 200, '{"version":3}');
    expect(server.nodes()).toHaveLength(1);
  });
});
