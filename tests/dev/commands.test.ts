import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allowForSlowMachines } from "./timeouts.ts";
import { djangoPython } from "../support/python.ts";
import { modelsSource, SmallProject } from "../support/small-project.ts";
import type { CommandResult } from "./run-command.ts";
import { runCommand } from "./run-command.ts";

allowForSlowMachines();

describe.runIf(djangoPython !== null)("commands of django-fastapi", () => {
  let project: SmallProject;
  const run = (args: string[], input = ""): Promise<CommandResult> =>
    runCommand(project.dir, args, {}, input);

  beforeAll(() => {
    project = new SmallProject();
  });

  afterAll(() => project.remove());

  test("generate writes, then has nothing to write; it deletes what no app asks for any more, and nothing else", async () => {
    expect((await run(["generate"])).stdout).toContain("new      django-generated/shop.ts");
    expect((await run(["generate", "--check"])).code).toBe(0);
    const generated = readFileSync(join(project.dir, "django-generated/shop.ts"), "utf8");
    project.write("django-generated/gone.ts", generated);
    project.write("django-generated/mine.ts", "export {};\n");
    expect((await run(["generate", "--check"])).stderr).toContain("obsolete django-generated/gone.ts");
    expect((await run(["generate"])).stdout).not.toContain("mine.ts");
    expect((await run(["generate", "--check"])).code).toBe(0);
    expect(readFileSync(join(project.dir, "django-generated/mine.ts"), "utf8")).toBe("export {};\n");
  });

  test("routes lists operations in order, with where they are declared", async () => {
    const { code, stdout } = await run(["routes"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/GET\s+\/version\s+shop\/api\.ts:4:\d+\nGET\s+\/items\s+shop\/api\.ts:5:\d+/);
    expect(stdout).toContain("3 operations in 1 module");
  });

  test("apps that only manage.py makes importable are there, as for Django's own commands", async () => {
    const nested = new SmallProject();
    nested.write(
      "manage.py",
      `import os
import sys
from pathlib import Path

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    sys.path.append(str(Path(__file__).parent / "apps"))
    execute_from_command_line(sys.argv)
`,
    );
    nested.write("config/local.py", 'INSTALLED_APPS = ["django.contrib.contenttypes", "shop", "stock"]\n');
    nested.write("apps/stock/__init__.py", "");
    nested.write("apps/stock/models.py", modelsSource([]).replace("Item", "Shelf"));
    const { code, stdout, stderr } = await runCommand(nested.dir, ["generate"]);
    nested.remove();
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("new      django-generated/stock.ts");
  });

  test("openapi prints the document, or writes it", async () => {
    const { stdout } = await run(["openapi"]);
    expect(Object.keys((JSON.parse(stdout) as { paths: object }).paths)).toEqual([
      "/version",
      "/items",
      "/crash",
    ]);
    await run(["openapi", "--output", "openapi.json"]);
    expect(readFileSync(join(project.dir, "openapi.json"), "utf8")).toBe(stdout);
  });

  test("check: no problems; then stale models, open CORS with credentials, unknown middleware", async () => {
    const well = await run(["check"]);
    expect([well.code, well.stdout]).toEqual([0, expect.stringContaining("No problems found.")]);
    project.write(
      "config/local.py",
      'FASTAPI_CORS_ENABLED = True\nMIDDLEWARE = ["shop.middleware.tenant"]\n',
    );
    project.write("shop/middleware.py", "def tenant(get_response):\n    return get_response\n");
    project.write("shop/models.py", modelsSource(["price = models.IntegerField(default=0)"]));
    const { code, stdout } = await run(["check"]);
    project.write("config/local.py", "");
    project.write("shop/models.py", modelsSource([]));
    expect(code).toBe(1);
    expect(stdout).toMatch(/unknown\s+shop\.middleware\.tenant/);
    expect(stdout).toMatch(/warning\s+FASTAPI_CORS_ALLOW_ORIGINS has "\*" and credentials are allowed/);
    expect(stdout).toMatch(/error\s+The generated models are not up to date/);
  });

  test("shell has the models, and awaits", async () => {
    const { code, stdout } = await run(
      ["shell"],
      'await Item.objects.filter({ name: "x" }).count()\n.exit\n',
    );
    expect([code, stdout]).toEqual([0, expect.stringMatching(/django> 0\n/)]);
  });

  test("an unknown command or option: the list of commands is one word away", async () => {
    const unknown = await run(["develop"]);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining("django-fastapi --help")]);
    expect((await run(["dev", "--port", "http"])).stderr).toContain("a port is a number from 0 to 65535");
  });
});
