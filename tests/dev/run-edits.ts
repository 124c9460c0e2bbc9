import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import { DevServer, nothingLeft } from "./dev-server.ts";
import type { Edit } from "./edits.ts";
import { ConstantLoad, get } from "./load.ts";
import { SmallProject } from "../support/small-project.ts";

/** Edits a project under `dev` and constant requests, and holds that nothing is refused and nothing left behind. */
export async function runEdits(edits: readonly Edit[]): Promise<void> {
  const project = new SmallProject();
  const server = new DevServer(project.dir);
  try {
    const port = await server.port();
    await until(async () => expect((await get(port, "/version")).body).toBe('{"version":0}'));
    const load = new ConstantLoad(port, ["/version", "/items", "/page/"]);
    for (const [index, edit] of edits.entries()) await applyEdit(server, port, project, edit, index + 1);
    await load.stop();
    expect(load.errors).toEqual([]);
    expect(load.total).toBeGreaterThan(edits.length * 10);
    // Django's own pages go on, whatever is broken.
    expect([...load.statuses.keys()].filter((key) => key.startsWith("/page/"))).toEqual(["/page/ 200"]);
    const allowed = ["/items 200", "/items 503", "/version 200", "/version 503", "/page/ 200"];
    expect([...load.statuses.keys()].filter((key) => !allowed.includes(key))).toEqual([]);
    expect(await server.stop()).toBe(0);
    await nothingLeft(project.dir);
  } finally {
    await server.stop("SIGKILL");
    project.remove();
  }
}

async function applyEdit(
  server: DevServer,
  port: number,
  project: SmallProject,
  edit: Edit,
  version: number,
): Promise<void> {
  const printedBefore = server.output.length;
  edit.apply(project, version);
  const { error } = edit;
  if (error !== null) {
    await until(async () => {
      const { status, body } = await get(port, "/version");
      expect({ status, body }, edit.name).toEqual({ status: 503, body: expect.stringMatching(error.body) });
    });
    await server.printed(error.terminal, printedBefore);
  } else if (edit.shows === "api") {
    await until(async () =>
      expect((await get(port, "/version")).body, edit.name).toBe(`{"version":${version}}`),
    );
  } else {
    await until(async () =>
      expect((await get(port, "/page/")).body, edit.name).toBe(`django page ${version}`),
    );
  }
}

/** Repeats an assertion until it holds. */
export async function until(assertion: () => Promise<void>): Promise<void> {
  for (const deadline = Date.now() + 60_000; ; await delay(20)) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}
