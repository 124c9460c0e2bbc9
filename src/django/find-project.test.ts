import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ProjectAmbiguous, ProjectNotFound, SettingsModuleUnknown } from "../errors/project.ts";
import type { DjangoProject, FindProjectOptions } from "./find-project.ts";
import { findProject } from "./find-project.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "bridge-find-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const MANAGE_PY = `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n`;

function write(path: string, source = MANAGE_PY): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), source);
  return join(root, path);
}

const find = (folder: string, options: Partial<FindProjectOptions> = {}): DjangoProject => {
  mkdirSync(join(root, folder), { recursive: true });
  return findProject({ cwd: join(root, folder), env: {}, ...options });
};

test("manage.py here, or in a folder above", () => {
  const managePy = write("shop/manage.py");
  const found = {
    dir: join(root, "shop"),
    managePy,
    settingsModule: "shop.settings",
    settingsFrom: "manage.py",
  };
  expect(find("shop")).toEqual(found);
  expect(find("shop/catalog/api")).toEqual(found);
});

test("manage.py one level below; not in a virtual environment or node_modules", () => {
  write("work/backend/manage.py");
  write("work/node_modules/manage.py");
  write("work/.venv/manage.py");
  expect(find("work").dir).toBe(join(root, "work/backend"));
});

test("several below: which one is meant?", () => {
  write("work/one/manage.py");
  write("work/two/manage.py");
  expect(() => find("work")).toThrow(ProjectAmbiguous);
  expect(() => find("work")).toThrow("one, two");
  expect(find("work", { project: "two" }).dir).toBe(join(root, "work/two"));
});

test("the nearest package.json says where it is", () => {
  write("work/backend/manage.py");
  write("work/frontend/package.json", '{"django-fastapi": {"project": "../backend"}}');
  expect(find("work/frontend/src").dir).toBe(join(root, "work/backend"));
  write("work/frontend/package.json", '{"django-fastapi": {"project": "../nowhere"}}');
  expect(() => find("work/frontend")).toThrow(/package\.json names the project "\.\.\/nowhere"/);
});

test("--project: a folder or manage.py itself", () => {
  write("shop/manage.py");
  expect(find(".", { project: "shop" }).dir).toBe(join(root, "shop"));
  expect(find(".", { project: "shop/manage.py" }).dir).toBe(join(root, "shop"));
  expect(() => find(".", { project: "elsewhere" })).toThrow(ProjectNotFound);
});

test("none: what was looked for, and what to do", () => {
  expect(() => find("empty")).toThrow(/No manage\.py in .*empty.*\n.*--project/);
});

test("the settings module: option, then environment, then manage.py", () => {
  write("shop/manage.py");
  const env = { DJANGO_SETTINGS_MODULE: "shop.production" };
  expect(find("shop", { env })).toMatchObject({
    settingsModule: "shop.production",
    settingsFrom: "DJANGO_SETTINGS_MODULE",
  });
  expect(find("shop", { env, settings: "shop.local" })).toMatchObject({
    settingsModule: "shop.local",
    settingsFrom: "--settings",
  });
  expect(find("shop", { env: { DJANGO_SETTINGS_MODULE: "" } }).settingsModule).toBe("shop.settings");
});

test("a settings module without manage.py is enough", () => {
  expect(find("empty", { env: { DJANGO_SETTINGS_MODULE: "settings" } })).toMatchObject({
    dir: join(root, "empty"),
    managePy: null,
    settingsModule: "settings",
  });
});

test.each([
  [`os.environ["DJANGO_SETTINGS_MODULE"] = 'config.settings.local'`, "config.settings.local"],
  [
    `    os.environ.setdefault(\n        "DJANGO_SETTINGS_MODULE",\n        "config.wrapped",\n    )`,
    "config.wrapped",
  ],
  [`# os.environ.setdefault("DJANGO_SETTINGS_MODULE", "old")\n${MANAGE_PY}`, "shop.settings"],
])("manage.py as people write it: %j", (source, module) => {
  write("shop/manage.py", source);
  expect(find("shop").settingsModule).toBe(module);
});

test("a manage.py that names none", () => {
  write("shop/manage.py", "import environment_of_ours\n");
  expect(() => find("shop")).toThrow(SettingsModuleUnknown);
  expect(() => find("shop")).toThrow(/--settings/);
});
