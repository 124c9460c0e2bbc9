import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConstantLoad, get } from "../dev/load.ts";
import { djangoPython } from "../support/python.ts";
import { FrontServer, ProbeProject } from "./front-server.ts";

describe.runIf(djangoPython !== null)("uvicorn in front, under load", () => {
  let project: ProbeProject;
  let server: FrontServer;

  beforeAll(async () => {
    project = new ProbeProject();
    server = await FrontServer.start({
      args: ["-m", "uvicorn", "django_fastapi.asgi:application", "--port", "{port}", "--no-access-log"],
      env: project.env,
      mark: project.folder,
    });
  });

  afterAll(async () => {
    await server.stop("SIGTERM");
    project.remove();
  });

  test("Node that is killed: 502 and 503 with a reason, then 200 again; nothing hangs, Python goes on", async () => {
    const load = new ConstantLoad(server.port, ["/ts/count", "/python/count"]);
    await delay(1_000);
    const { pid } = (await server.json("/ts/who")) as { pid: number };
    process.kill(pid, "SIGKILL");
    const down = await get(server.port, "/ts/count");
    expect([502, 503]).toContain(down.status);
    expect(JSON.parse(down.body)).toEqual({ detail: expect.stringContaining("The TypeScript API") });
    await server.answers("/ts/count");
    const before = load.statuses.get("/ts/count 200") ?? 0;
    await delay(1_000);
    expect(load.statuses.get("/ts/count 200")).toBeGreaterThan(before);
    await load.stop();
    expect(load.errors).toEqual([]);
    const statuses = [...load.statuses.keys()].filter((each) => !/^\/ts\/count (200|502|503)$/.test(each));
    expect(statuses).toEqual(["/python/count 200"]);
  });
});
