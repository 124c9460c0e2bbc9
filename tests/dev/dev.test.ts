import { describe, expect, test } from "vitest";
import { allowForSlowMachines } from "./timeouts.ts";
import { djangoPython } from "../support/python.ts";
import { DevServer, nothingLeft } from "./dev-server.ts";
import { EDITS } from "./edits.ts";
import { get } from "./load.ts";
import { runEdits, until } from "./run-edits.ts";
import { apiSource, SmallProject } from "../support/small-project.ts";

allowForSlowMachines();

/** In `config/local.py`, which the settings import. */
const ROOT = '__import__("pathlib").Path(__file__).resolve().parent.parent';

describe.runIf(djangoPython !== null)("django-fastapi dev", () => {
  test("edits under constant requests: no connection fails, errors are shown, mending is enough", async () => {
    await runEdits(EDITS.slice(0, 6));
  });

  test("leaves no process behind when it is killed", async () => {
    const project = new SmallProject();
    const server = new DevServer(project.dir);
    try {
      const port = await server.port();
      // Workers run too: a path of the API with another method asks Python.
      await until(async () => expect((await get(port, "/version")).status).toBe(200));
      await get(port, "/no/such/path/");
      await server.stop("SIGKILL");
      await nothingLeft(project.dir);
    } finally {
      await server.stop("SIGKILL");
      project.remove();
    }
  });

  test("an API that ends its process is started again; Django does not notice", async () => {
    const project = new SmallProject();
    const server = new DevServer(project.dir);
    try {
      const port = await server.port();
      await until(async () => expect((await get(port, "/version")).status).toBe(200));
      expect((await get(port, "/crash")).status).toBe(502);
      expect((await get(port, "/version")).status).toBe(200);
      expect((await get(port, "/page/")).body).toBe("django page 0");
      await server.printed(/TypeScript API ended with exit code 7/);
    } finally {
      await server.stop();
      project.remove();
    }
  });

  test("uploads start nothing anew, whatever they are called", async () => {
    const project = new SmallProject();
    project.write("config/local.py", `MEDIA_ROOT = ${ROOT} / "media"\n`);
    project.write("media/old.py", "");
    const server = new DevServer(project.dir);
    try {
      const port = await server.port();
      await until(async () => expect((await get(port, "/version")).status).toBe(200));
      for (const name of ["photos/a.py", "photos/b.ts", "photos/c.txt", "old.py", "d.html"])
        project.write(`media/${name}`, "uploaded");
      // What is told of a change that comes later is all there is to tell.
      project.write("shop/api.ts", apiSource(1));
      await server.printed(/Changed: /);
      await until(async () => expect((await get(port, "/version")).body).toBe('{"version":1}'));
      expect(server.output.match(/Changed: .*/g)).toEqual([
        expect.stringMatching(/^Changed: \S*shop\/api\.ts$/),
      ]);
    } finally {
      await server.stop();
      project.remove();
    }
  });

  test("a project that does not start: says why, and starts when it is mended", async () => {
    const project = new SmallProject();
    project.write("config/local.py", "import no_such_package\n");
    const server = new DevServer(project.dir);
    try {
      const port = await server.port();
      await server.printed(/No module named 'no_such_package'/);
      const { status, body } = await get(port, "/page/", { accept: "text/html" });
      expect(status).toBe(503);
      expect(body).toContain("No module named &#39;no_such_package&#39;".replaceAll("&#39;", "'"));
      project.write("config/local.py", "");
      await until(async () => expect((await get(port, "/page/")).body).toBe("django page 0"));
      expect((await get(port, "/version")).body).toBe('{"version":0}');
    } finally {
      await server.stop();
      project.remove();
    }
  });
});
