import { setTimeout as delay } from "node:timers/promises";
import { readFileSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DevServer, nothingLeft } from "../dev/dev-server.ts";
import { get } from "../dev/load.ts";
import type { Answer } from "../dev/load.ts";
import { runCommand } from "../dev/run-command.ts";
import { djangoPython } from "../support/python.ts";
import { SmallProject } from "../support/small-project.ts";

const API = `import { api, call } from "django-fastapi-bridge";

api.get("/native", () => ({ ok: true }));
api.get("/python", async () => ({ sum: await call("math.fsum", [[1, 2]]) }));
`;

/** How a process of the project's tree is found: its command line, and the id of the process above it. */
function childrenOf(parent: number, what: string): number[] {
  return readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, "utf8");
        return (
          status.includes(`PPid:\t${parent}\n`) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(what)
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

type Outcome = { readonly path: string; readonly answer: Answer | null; readonly milliseconds: number };

/** Requests without pause, each on a connection of its own, and what came of each. */
class Load {
  readonly outcomes: Outcome[] = [];
  private running = true;
  private readonly loops: Promise<void>[];

  constructor(port: number, paths: readonly string[]) {
    this.loops = paths.flatMap((path) => Array.from({ length: 4 }, () => this.loop(port, path)));
  }

  async stop(): Promise<void> {
    this.running = false;
    await Promise.all(this.loops);
  }

  /** Answers of a path by status; 0: the connection broke. */
  statuses(path: string): number[] {
    const own = this.outcomes.filter((outcome) => outcome.path === path);
    return [...new Set(own.map(({ answer }) => answer?.status ?? 0))].toSorted((a, b) => a - b);
  }

  private async loop(port: number, path: string): Promise<void> {
    while (this.running) {
      const start = performance.now();
      const answer = await get(port, path).catch(() => null);
      this.outcomes.push({ path, answer, milliseconds: performance.now() - start });
    }
  }
}

describe.runIf(djangoPython !== null)("serve: what is killed under load", () => {
  let project: SmallProject;

  beforeAll(async () => {
    project = new SmallProject();
    project.write("shop/api.ts", API);
    project.write("config/local.py", "DEBUG = False\n");
    await runCommand(project.dir, ["generate"]);
  });
  afterAll(() => project.remove());

  /** Serves, kills what `victims` finds three times under load, and answers what came of the requests. */
  async function underLoad(args: string[], victims: (server: DevServer) => number[]): Promise<Load> {
    const server = new DevServer(project.dir, { command: "serve", args });
    try {
      const port = await server.port();
      for (const path of ["/native", "/python", "/page/"]) expect((await get(port, path)).status).toBe(200);
      const load = new Load(port, ["/native", "/python", "/page/"]);
      for (let count = 0; count < 3; count++) {
        await delay(1_000);
        const pids = victims(server);
        expect(pids.length).toBeGreaterThan(0);
        for (const pid of pids) process.kill(pid, "SIGKILL");
        await delay(6_000);
      }
      await load.stop();
      for (const path of ["/native", "/python", "/page/"]) expect((await get(port, path)).status).toBe(200);
      // Nothing hangs: the longest wait is for a server that is started again.
      expect(Math.max(...load.outcomes.map(({ milliseconds }) => milliseconds))).toBeLessThan(20_000);
      // Nothing is half written, and what fails says so.
      for (const { answer } of load.outcomes) {
        if (answer === null || answer.status === 200) continue;
        const { detail } = JSON.parse(answer.body) as { detail: string };
        expect(detail).toMatch(/Bad Gateway|Service Unavailable|The Django server/);
      }
      expect(load.outcomes.filter(({ answer }) => answer?.status === 200).length).toBeGreaterThan(100);
      return load;
    } finally {
      await server.stop();
      await nothingLeft(project.dir);
    }
  }

  test("Django: its requests get 502 or wait, TypeScript's are answered", async () => {
    const load = await underLoad([], (server) =>
      childrenOf(server.process.pid as number, "django_fastapi\0server"),
    );
    expect(load.statuses("/native")).toEqual([200]);
    expect(load.statuses("/python")).toEqual([200]);
    expect([[200], [200, 502], [200, 502, 503], [200, 503]]).toContainEqual(load.statuses("/page/"));
  });

  test("Python's workers: the calls in them get 502, others are answered", async () => {
    const load = await underLoad([], (server) =>
      childrenOf(server.process.pid as number, "django_fastapi\0worker"),
    );
    expect(load.statuses("/native")).toEqual([200]);
    expect(load.statuses("/page/")).toEqual([200]);
    expect([
      [200, 502],
      [200, 502, 503],
    ]).toContainEqual(load.statuses("/python"));
  });

  test("all of Node's processes: connections to them break, later ones wait and are answered", async () => {
    const load = await underLoad(["--workers", "2"], (server) =>
      childrenOf(server.process.pid as number, "worker-process"),
    );
    for (const path of ["/native", "/python", "/page/"])
      expect([[200], [0, 200]]).toContainEqual(load.statuses(path));
    const broken = load.outcomes.filter(({ answer }) => answer === null).length;
    // Those that ran when it was killed: twelve at most, three times.
    expect(broken).toBeLessThanOrEqual(36);
  });

  test("one of two Node processes: the other goes on", async () => {
    const load = await underLoad(["--workers", "2"], (server) =>
      childrenOf(server.process.pid as number, "worker-process").slice(0, 1),
    );
    expect(load.outcomes.filter(({ answer }) => answer === null).length).toBeLessThanOrEqual(36);
  });
});
