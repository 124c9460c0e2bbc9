import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { djangoPython } from "../support/python.ts";
import { environment, MODELS, pack, python, typeErrors, Workplace } from "./fresh-project.ts";

/** The packed package in projects as people have them: at most five commands to a typed operation. */
describe.runIf(djangoPython !== null)("the packed package", () => {
  const packed = mkdtempSync(join(tmpdir(), "bridge-tarball-"));
  let tarball: string;
  const npmInstall = (): string[] => [
    "install",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    tarball,
    "zod",
  ];

  beforeAll(() => {
    tarball = pack(packed);
  });

  afterAll(() => rmSync(packed, { recursive: true, force: true }));

  test("in a project of startproject and startapp, with .venv beside manage.py", async () => {
    const workplace = new Workplace();
    try {
      workplace.run(".", python, ["-m", "django", "startproject", "shop"]);
      workplace.run("shop", python, ["manage.py", "startapp", "catalog"]);
      symlinkSync(dirname(dirname(python)), workplace.path("shop", ".venv"));
      workplace.write("shop/catalog/models.py", MODELS);
      workplace.change("shop/shop/settings.py", "INSTALLED_APPS = [", 'INSTALLED_APPS = [\n    "catalog",');
      migrate(workplace, "shop");

      // What the README says: three commands.
      workplace.run("shop", "npm", npmInstall());
      const said = workplace.run("shop", "npx", ["django-fastapi", "init", "--yes"]);
      expect(said).toContain("write catalog/api.ts (two operations over catalog.Book)");
      await withDev(workplace, "shop", [], async (url) => {
        expect(await (await fetch(`${url}/books`)).json()).toEqual([
          { id: 1, title: "Dune", published: null },
        ]);
        expect((await fetch(`${url}/books/2`)).status).toBe(404);
        expect((await fetch(`${url}/docs`)).status).toBe(200);
        expect((await fetch(`${url}/admin/login/`)).status).toBe(200);
      });
      expect(typeErrors(workplace, "shop")).toBe("");
      workplace.run("shop", "npx", ["django-fastapi", "generate", "--check"]);
      workplace.change("shop/catalog/api.ts", "filter({ pk })", "filter({ tittle: pk })");
      expect(typeErrors(workplace, "shop")).toContain("tittle");
    } finally {
      workplace.remove();
    }
  });

  test("with frontend/package.json, Django in backend/, a venv elsewhere, a dotted app, no root package.json", async () => {
    const workplace = new Workplace();
    try {
      workplace.run(".", python, ["-m", "django", "startproject", "config", ensured(workplace, "backend")]);
      workplace.write("backend/apps/__init__.py", "");
      workplace.run("backend", python, [
        "manage.py",
        "startapp",
        "catalog",
        ensured(workplace, "backend/apps/catalog"),
      ]);
      workplace.write("backend/apps/catalog/apps.py", APP_CONFIG);
      workplace.change(
        "backend/config/settings.py",
        "INSTALLED_APPS = [",
        'INSTALLED_APPS = [\n    "apps.catalog",',
      );
      workplace.write("backend/apps/catalog/models.py", MODELS);
      workplace.write("frontend/package.json", '{\n    "name": "frontend",\n    "private": true\n}\n');
      migrate(workplace, "backend");

      workplace.run("frontend", "npm", npmInstall());
      const init = ["django-fastapi", "init", "--yes", "--project", "../backend", "--python", python];
      workplace.run("frontend", "npx", init);
      const written = JSON.parse(readFileSync(workplace.path("frontend/package.json"), "utf8")) as object;
      expect(written).toMatchObject({
        name: "frontend",
        scripts: { "dev:api": "django-fastapi dev" },
        "django-fastapi": { project: "../backend" },
      });
      // Neither folder nor interpreter has to be named again.
      await withDev(workplace, "frontend", [], async (url) => {
        expect(await (await fetch(`${url}/books`)).json()).toEqual([
          { id: 1, title: "Dune", published: null },
        ]);
        expect((await fetch(`${url}/admin/login/`)).status).toBe(200);
      });
      expect(typeErrors(workplace, "backend")).toBe("");
      workplace.change("backend/apps/catalog/api.ts", "filter({ pk })", "filter({ tittle: pk })");
      expect(typeErrors(workplace, "backend")).toContain("tittle");
      // Node's types come with the package: without them, parts of our declarations are silently `any`.
      workplace.write("backend/apps/catalog/api.ts", WRONG_RESPONSE);
      expect(typeErrors(workplace, "backend")).toMatch(
        /^apps\/catalog\/api\.ts\(7,\d+\): error TS2322: Type 'number' is not assignable to type 'string \| Date'\.\n$/,
      );
    } finally {
      workplace.remove();
    }
  });

  test("init asks nobody when nobody is there, overwrites nothing, and has nothing to do the second time", () => {
    const workplace = new Workplace();
    try {
      workplace.run(".", python, ["-m", "django", "startproject", "shop"]);
      symlinkSync(dirname(dirname(python)), workplace.path("shop", ".venv"));
      workplace.write("shop/tsconfig.json", "{}\n");
      workplace.run("shop", "npm", npmInstall());
      expect(() => workplace.run("shop", "npx", ["django-fastapi", "init"])).toThrow(/run it with --yes/);
      const said = workplace.run("shop", "npx", ["django-fastapi", "init", "--yes"]);
      expect(said).toContain("tsconfig.json exists. Add to its");
      expect(readFileSync(workplace.path("shop/tsconfig.json"), "utf8")).toBe("{}\n");
      expect(workplace.run("shop", "npx", ["django-fastapi", "init", "--yes"])).toContain(
        "Everything is there already.",
      );
    } finally {
      workplace.remove();
    }
  });
});

const WRONG_RESPONSE = `import { api } from "django-fastapi-bridge";
import { z } from "zod";

const Out = z.object({ title: z.string() });

setTimeout(() => console.log(new URL("http://localhost"), process.pid), 0);
api.get("/wrong", { response: Out }, () => ({ title: 1 }));
`;

const APP_CONFIG = `from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "apps.catalog"
`;

/** The folder, which django-admin wants to be there. */
function ensured(workplace: Workplace, folder: string): string {
  workplace.write(`${folder}/.keep`, "");
  return workplace.path(folder);
}

function migrate(workplace: Workplace, folder: string): void {
  workplace.run(folder, python, ["manage.py", "makemigrations", "catalog", "--verbosity", "0"]);
  workplace.run(folder, python, ["manage.py", "migrate", "--verbosity", "0"]);
  const make = "from django.apps import apps; apps.get_model('catalog', 'Book').objects.create(title='Dune')";
  workplace.run(folder, python, ["manage.py", "shell", "-c", make]);
}

async function withDev(
  workplace: Workplace,
  folder: string,
  args: readonly string[],
  use: (url: string) => Promise<void>,
): Promise<void> {
  const child = spawn("npx", ["django-fastapi", "dev", "--port", "0", ...args], {
    cwd: workplace.path(folder),
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
    // npx does not hand signals on: its whole group is ended.
    detached: true,
  });
  try {
    await use(await urlOf(child));
  } finally {
    process.kill(-(child.pid as number), "SIGTERM");
    await once(child, "exit");
  }
}

async function urlOf(child: ChildProcess): Promise<string> {
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await delay(50)) {
    const url = /Site\s+(http:\/\/[\d.:]+)\//.exec(output)?.[1];
    if (url !== undefined) return url;
  }
  throw new TypeError(`dev did not start:\n${output}`);
}
