import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { djangoPython } from "../support/python.ts";
import { SmallProject } from "../support/small-project.ts";

const START_PROJECT = new URL("../../src/testing/index.ts", import.meta.url).href;

/** What a user's test file does, under Node's own test runner: no bundler, no alias. */
const USER_TEST = `
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { expectQueries, rolledBack, startProject, TestClient } from "${START_PROJECT}";

const { api, close } = await startProject();
const { Item } = await import("#django/shop");
after(close);

test("the project's API, over the project's models", () => rolledBack(async () => {
  await Item.objects.create({ name: "Dune" });
  const response = await expectQueries(1, () => new TestClient(api).get("/items"));
  assert.equal(response.status, 200);
  assert.deepEqual((await response.json()).map(({ name }) => name), ["Dune"]);
}));

test("nothing is left", async () => {
  assert.equal(await Item.objects.count(), 0);
});
`;

describe.runIf(djangoPython !== null)("startProject", () => {
  test("a test file of a project, under node --test", () => {
    const project = new SmallProject();
    try {
      const env = { ...process.env, DJANGO_PYTHON: djangoPython as string, NO_COLOR: "1" };
      // The models are generated as in a project's CI.
      const cli = new URL("../../src/cli/main.ts", import.meta.url).pathname;
      const run = (...args: string[]) =>
        spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
          cwd: project.dir,
          env: { ...env, NODE_TEST_CONTEXT: undefined },
          encoding: "utf8",
        });
      const generated = run(cli, "generate");
      expect(generated.stderr + generated.stdout).toContain("shop.ts");
      project.write("shop/api.test.mts", USER_TEST);
      const { status, stdout, stderr } = run("--test", "--test-reporter=tap", "shop/api.test.mts");
      expect(stdout + stderr).toContain("# pass 2");
      expect(status).toBe(0);
    } finally {
      project.remove();
    }
  }, 60_000);
});
