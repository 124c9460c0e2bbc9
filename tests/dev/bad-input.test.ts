import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allowForSlowMachines } from "./timeouts.ts";
import { djangoPython } from "../support/python.ts";
import { modelsSource, SmallProject } from "../support/small-project.ts";
import { DevServer } from "./dev-server.ts";
import { get } from "./load.ts";
import { runCommand } from "./run-command.ts";

/** What people get wrong, and that each message says what to do. */
allowForSlowMachines();

describe.runIf(djangoPython !== null)("bad input", () => {
  let project: SmallProject;

  beforeAll(async () => {
    project = new SmallProject();
    await runCommand(project.dir, ["generate"]);
  });

  afterAll(() => project.remove());

  describe("in requests and queries", () => {
    let server: DevServer;
    let port: number;

    beforeAll(async () => {
      project.write(
        "shop/api.ts",
        `import { api } from "django-fastapi-bridge";
import { Item } from "#django/shop";
import { z } from "zod";

api.get("/unknown-field", async () => await Item.objects.filter({ nam: "x" } as never));
api.get("/unknown-lookup", async () => await Item.objects.filter({ name__startwith: "x" } as never));
api.get("/items/{item_id}", { args: { item_id: z.int() } }, ({ item_id }) => item_id);
api.post("/items", { args: { item: z.object({ name: z.string() }) } }, ({ item }) => item);
`,
      );
      server = new DevServer(project.dir);
      port = await server.port();
    });

    afterAll(() => server.stop());

    test("an unknown field in a filter: 500, and the terminal names the fields and the line", async () => {
      const { status, body } = await get(port, "/unknown-field");
      expect(status).toBe(500);
      expect(JSON.parse(body)).toMatchObject({ detail: "Internal Server Error" });
      await server.printed(/FieldError: Cannot resolve keyword 'nam' into field\. Choices are: id, name/);
      await server.printed(/on GET \/unknown-field/);
      await server.printed(/declared at shop\/api\.ts:5:\d+/);
    });

    test("an unknown lookup: the terminal says what was probably meant", async () => {
      expect((await get(port, "/unknown-lookup")).status).toBe(500);
      await server.printed(/Unsupported lookup 'startwith'.*perhaps you meant startswith or istartswith/);
    });

    test("a wrong type in a path: 422 with place and reason", async () => {
      const { status, body } = await get(port, "/items/abc");
      expect(status).toBe(422);
      expect(JSON.parse(body)).toEqual({
        detail: [
          {
            type: "int_parsing",
            loc: ["path", "item_id"],
            msg: "Input should be a valid integer, unable to parse string as an integer",
            input: "abc",
          },
        ],
      });
    });

    test("broken JSON: 422 that says where it breaks", async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/items`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: '{"name": ',
      });
      expect(answer.status).toBe(422);
      const { detail } = (await answer.json()) as { detail: object[] };
      expect(detail[0]).toMatchObject({ type: "json_invalid", loc: ["body", 9], msg: "JSON decode error" });
    });
  });

  describe("in the project", () => {
    test("a settings module that is not there: its name, where it comes from, the interpreter", async () => {
      const { code, stderr } = await runCommand(project.dir, ["generate", "--settings", "config.missing"]);
      expect(code).toBe(1);
      expect(stderr).toContain("ModuleNotFoundError: No module named 'config.missing'");
      expect(stderr).toContain("the name comes from --settings");
      expect(stderr).toMatch(/\(settings config\.missing; .*python.*, Python 3\.\d+/);
    });

    test("a package that is not installed: the command that installs it there", async () => {
      project.write("config/local.py", "import no_such_package\n");
      const { code, stderr } = await runCommand(project.dir, ["generate"]);
      project.write("config/local.py", "");
      expect(code).toBe(1);
      expect(stderr).toContain("Traceback");
      expect(stderr).toMatch(/-m pip install no_such_package/);
      expect(stderr).toMatch(/at config\/local\.py:1/);
    });

    test("a port in use: by whom, and which one is free", async () => {
      const taken = createServer().listen(0, "127.0.0.1");
      await once(taken, "listening");
      const { port } = taken.address() as AddressInfo;
      const { code, stderr } = await runCommand(project.dir, ["dev", "--port", String(port)]);
      taken.close();
      expect(code).toBe(1);
      expect(stderr).toContain(`Port ${port} is in use`);
      if (process.platform === "linux") expect(stderr).toContain(`by process ${process.pid}`);
      expect(stderr).toMatch(/--port \d+/);
    });

    test("stale models: which, and the command", async () => {
      project.write("shop/models.py", modelsSource(["price = models.IntegerField(default=0)"]));
      const { code, stderr } = await runCommand(project.dir, ["generate", "--check"]);
      project.write("shop/models.py", modelsSource([]));
      expect(code).toBe(1);
      expect(stderr).toContain("changed  django-generated/shop.ts");
      expect(stderr).toContain("Run: npx django-fastapi generate");
    });

    test("a setting of the wrong type: its name", async () => {
      project.write("config/local.py", "FASTAPI_TITLE = 5\n");
      const { code, stderr } = await runCommand(project.dir, ["routes"]);
      project.write("config/local.py", "");
      expect(code).toBe(1);
      expect(stderr).toContain("FASTAPI_TITLE must be a str; what arrived is an int.");
    });

    test("no project here: what was looked for", async () => {
      const { code, stderr } = await runCommand(`${project.dir}/config/..`, [
        "routes",
        "--project",
        "nowhere",
      ]);
      expect([code, stderr]).toEqual([1, expect.stringContaining("there is no manage.py in that folder")]);
    });

    test("a Python without Django: what was tried", async () => {
      const { code, stderr } = await runCommand(project.dir, ["routes", "--python", "/no/such/python"]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/--python: \/no\/such\/python: does not exist/);
      expect(stderr).toContain("DJANGO_PYTHON=path/to/python");
    });
  });

  const loading = async (source: string): Promise<string> => {
    project.write("shop/api.ts", source);
    const { code, stderr } = await runCommand(project.dir, ["routes"]);
    expect(code).toBe(1);
    return stderr;
  };

  describe("in api.ts", () => {
    test("a syntax error: file and line", async () => {
      const message = await loading('import { api } from "django-fastapi-bridge";\n\napi.get("/x", => 1);\n');
      expect(message).toMatch(/shop\/api\.ts:3:15\s+Syntax error: Expression expected/);
    });

    test("a missing type in an import: how to write it", async () => {
      const message = await loading(
        'import { Item, ItemModel } from "#django/shop";\nexport type X = ItemModel;\n',
      );
      expect(message).toMatch(/shop\/api\.ts:1/);
      expect(message).toContain('"ItemModel" is a type: import it as { type ItemModel }');
    });

    test("a path argument that is not declared: which", async () => {
      const message = await loading(
        'import { api } from "django-fastapi-bridge";\napi.get("/items/{item_id}" as string, () => 1);\n',
      );
      expect(message).toContain("item_id");
      expect(message).toMatch(/shop\/api\.ts:2/);
    });

    test("an operation twice: both places, and no stack of this package", async () => {
      project.write(
        "shop/api.ts",
        'import { api } from "django-fastapi-bridge";\napi.get("/twice", () => 1);\napi.get("/twice", () => 2);\n',
      );
      const server = new DevServer(project.dir);
      await server.printed(/Waiting for a change/);
      await server.stop();
      expect(server.output).toMatch(
        /GET \/twice is declared a second time: GET \/twice \(shop\/api\.ts:2:\d+\)[^]*shop\/api\.ts:3/,
      );
      expect(server.output).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
    });

    test("an error of our own that the project's start-up code gets keeps the way to its line", async () => {
      project.write(
        "shop/api.ts",
        'import { api } from "django-fastapi-bridge";\nimport { Item } from "#django/shop";\n' +
          'api.lifespan(async function* () {\n  await Item.objects.filter({ nam: "x" } as never);\n  yield;\n});\n',
      );
      const server = new DevServer(project.dir);
      await server.printed(/Waiting for a change/);
      await server.stop();
      expect(server.output).toContain("Cannot resolve keyword 'nam' into field");
      expect(server.output).toMatch(/at .*shop\/api\.ts:4:\d+/);
    });

    test("an import without its extension: with which", async () => {
      project.write("shop/helpers.ts", "export const one = 1;\n");
      const message = await loading('import { one } from "./helpers";\nexport const two = one + 1;\n');
      expect(message).toContain('Write "./helpers.ts"');
    });
  });
});
