import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DevServer, nothingLeft } from "../dev/dev-server.ts";
import { get } from "../dev/load.ts";
import { runCommand } from "../dev/run-command.ts";
import { djangoPython } from "../support/python.ts";
import { SmallProject } from "../support/small-project.ts";

const API = `import { api } from "django-fastapi-bridge";
import { Item } from "#django/shop";

api.get("/items", () => Item.objects.all());
`;

describe.runIf(djangoPython !== null)("serve --django", () => {
  let project: SmallProject;

  beforeAll(async () => {
    project = new SmallProject();
    project.write("shop/api.ts", API);
    await runCommand(project.dir, ["generate"]);
  });

  afterAll(() => project.remove());

  test.each(["uvicorn", "gunicorn", "daphne", "wsgi"])("%s", async (name) => {
    const server = new DevServer(project.dir, { command: "serve", args: ["--django", name] });
    try {
      const port = await server.port();
      expect(await get(port, "/page/")).toEqual({ status: 200, body: "django page 0" });
      expect(await get(port, "/items")).toEqual({ status: 200, body: "[]" });
      expect(await server.stop()).toBe(0);
      await nothingLeft(project.dir);
    } finally {
      await server.stop("SIGKILL");
    }
  });
});
