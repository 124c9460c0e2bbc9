import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startPython } from "../../src/django/python-process.ts";
import { once } from "node:events";
import { exampleContext } from "../support/example-context.ts";
import { allowForSlowMachines } from "./timeouts.ts";
import { djangoPython } from "../support/python.ts";
import { SmallProject } from "../support/small-project.ts";
import { DevServer, nothingLeft } from "./dev-server.ts";
import { get } from "./load.ts";
import { runCommand } from "./run-command.ts";

const VIEWS = `import os

from django.http import HttpResponse


def page(request):
    if "exit" in request.GET:
        os._exit(4)
    return HttpResponse(f"{request.META['REMOTE_ADDR']} {request.scheme}")
`;

allowForSlowMachines();

describe.runIf(djangoPython !== null)("django-fastapi serve", () => {
  let project: SmallProject;

  beforeAll(async () => {
    project = new SmallProject();
    project.write("shop/views.py", VIEWS);
    await runCommand(project.dir, ["generate"]);
  });

  afterAll(() => project.remove());

  const serve = (args: string[] = [], env: object = {}): DevServer =>
    new DevServer(project.dir, { command: "serve", args, env });

  test("the API and Django on one port; ends in good order", async () => {
    const server = serve();
    try {
      const port = await server.port();
      expect((await get(port, "/version")).body).toBe('{"version":0}');
      expect((await get(port, "/items")).body).toBe("[]");
      expect(await readiness(port)).toEqual([200, { ready: true, database: "ok", django: "ok" }]);
      expect((await get(port, "/page/")).body).toBe("127.0.0.1 http");
      expect(await server.stop()).toBe(0);
      await nothingLeft(project.dir);
    } finally {
      await server.stop("SIGKILL");
    }
  });

  test("a Python server that ends is started again: the request in it gets 502, the next one waits", async () => {
    const server = serve();
    try {
      const port = await server.port();
      expect((await get(port, "/page/?exit")).status).toBe(502);
      expect(await get(port, "/page/")).toEqual({ status: 200, body: "127.0.0.1 http" });
      await server.printed(/The Python server ended with exit code 4; it is started again/);
    } finally {
      await server.stop();
    }
  });

  test("killed: no process is left", async () => {
    const server = serve();
    await server.port();
    await server.stop("SIGKILL");
    await nothingLeft(project.dir);
  });

  test("Django run by somebody else: --upstream, with a common secret it sees the client", async () => {
    const secret = "a-secret-that-both-know";
    const context = await exampleContext({ dir: project.dir, settingsModule: "config.settings" });
    const django = startPython(context, {
      name: "django",
      args: ["server", "--port", "0"],
      pipes: 1,
      env: { DJANGO_FASTAPI_READY_FD: "3", DJANGO_FASTAPI_GATEWAY_SECRET: secret },
    });
    const [line] = (await once(django.pipe(3), "data")) as [Buffer];
    const { listening } = JSON.parse(line.toString()) as { listening: { port: number } };
    const upstream = `http://127.0.0.1:${listening.port}`;
    const server = serve(["--upstream", upstream], { DJANGO_FASTAPI_GATEWAY_SECRET: secret });
    try {
      const port = await server.port();
      expect((await get(port, "/page/")).body).toBe("127.0.0.1 http");
      expect(await readiness(port)).toEqual([200, { ready: true, database: "ok", django: "ok" }]);
      await django.stop();
      expect(await readiness(port)).toEqual([503, { ready: false, database: "ok", django: "unreachable" }]);
      const down = await get(port, "/page/");
      expect([down.status, JSON.parse(down.body)]).toEqual([
        503,
        { detail: "The Django server cannot be reached at the moment." },
      ]);
      expect((await get(port, "/version")).status).toBe(200);
    } finally {
      await Promise.all([server.stop(), django.stop()]);
    }
  });

  test("a snapshot, without Python: the API alone", async () => {
    await runCommand(project.dir, ["snapshot", "--output", "snapshot.json"]);
    const server = serve(["--manifest", `${project.dir}/snapshot.json`], {
      DJANGO_PYTHON: "/no/python",
      DJANGO_FASTAPI_DATABASE_URL: "sqlite:///db.sqlite3",
    });
    try {
      const port = await server.port();
      expect((await get(port, "/items")).body).toBe("[]");
      expect(await readiness(port)).toEqual([200, { ready: true, database: "ok" }]);
      expect((await get(port, "/page/")).status).toBe(404);
    } finally {
      await server.stop();
    }
  });
});

async function readiness(port: number): Promise<[status: number, body: unknown]> {
  const { status, body } = await get(port, "/-/ready");
  return [status, JSON.parse(body)];
}
