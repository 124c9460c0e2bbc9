import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { ProjectAmbiguous, ProjectNotFound, SettingsModuleUnknown } from "../errors/project.ts";
import { ancestors, packageJsonSetting } from "./package-json.ts";

/** Where a Django project is, and by which settings it runs. */
export interface DjangoProject {
  /** Folder of manage.py: Python's path starts there, and Django's processes run in it. */
  readonly dir: string;
  /** manage.py; null when only a settings module was named. */
  readonly managePy: string | null;
  readonly settingsModule: string;
  /** What names it: "--settings", "DJANGO_SETTINGS_MODULE", "manage.py". */
  readonly settingsFrom: string;
}

export interface FindProjectOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** `--project`: a folder with manage.py, or manage.py itself. */
  readonly project?: string | undefined;
  /** `--settings` */
  readonly settings?: string | undefined;
}

/** Folders that hold no project of the user's. */
const SKIPPED = /^(\.|node_modules$|__pycache__$|venv$|env$|dist$|build$)/;

/**
 * Finds the Django project as manage.py's users expect: here or in a folder above; else where package.json's
 * `"django-fastapi": { "project": ... }` says; else in one folder below.
 *
 * @throws ProjectNotFound, ProjectAmbiguous, SettingsModuleUnknown
 */
export function findProject(options: FindProjectOptions): DjangoProject {
  const { cwd } = options;
  const named = namedSettings(options);
  const managePy =
    options.project === undefined ? searchManagePy(cwd) : managePyOf(resolve(cwd, options.project));
  if (managePy === null) {
    if (options.project !== undefined) {
      throw new ProjectNotFound(`--project ${options.project}: there is no manage.py in that folder.`);
    }
    if (named !== null) return { dir: cwd, managePy: null, ...named };
    throw new ProjectNotFound(
      `No manage.py in ${cwd}, in a folder above it or in one below.\n` +
        "Run this inside a Django project, or give its folder: --project path/to/project",
    );
  }
  const settings = named ?? { settingsModule: settingsModuleOf(managePy), settingsFrom: "manage.py" };
  return { dir: dirname(managePy), managePy, ...settings };
}

function namedSettings({ settings, env }: FindProjectOptions) {
  if (settings !== undefined) return { settingsModule: settings, settingsFrom: "--settings" };
  const variable = env["DJANGO_SETTINGS_MODULE"];
  return variable ? { settingsModule: variable, settingsFrom: "DJANGO_SETTINGS_MODULE" } : null;
}

function managePyOf(path: string): string | null {
  const file = path.endsWith("manage.py") ? path : join(path, "manage.py");
  return existsSync(file) ? file : null;
}

function searchManagePy(cwd: string): string | null {
  for (const folder of ancestors(cwd)) {
    const found = managePyOf(folder);
    if (found !== null) return found;
  }
  const setting = packageJsonSetting("project", [cwd]);
  if (setting !== null) {
    const found = managePyOf(resolve(setting.folder, setting.value));
    if (found !== null) return found;
    throw new ProjectNotFound(
      `${setting.file} names the project "${setting.value}", which has no manage.py.`,
    );
  }
  const below = readdirSync(cwd, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !SKIPPED.test(entry.name))
    .map((entry) => join(cwd, entry.name, "manage.py"))
    .filter((file) => existsSync(file))
    .sort();
  if (below.length > 1) {
    const folders = below.map((file) => relative(cwd, dirname(file)));
    throw new ProjectAmbiguous(
      `There are several Django projects here: ${folders.join(", ")}.\nSay which one: --project ${folders[0]}`,
    );
  }
  return below[0] ?? null;
}

/** The settings module that a manage.py sets, as `startproject` writes it or as an assignment. */
const SETTINGS_IN_MANAGE_PY =
  /^[^#\n]*(?:setdefault\(\s*|environ\[\s*)["']DJANGO_SETTINGS_MODULE["']\s*(?:,|\]\s*=)\s*["']([\w.]+)["']/m;

function settingsModuleOf(managePy: string): string {
  const module = SETTINGS_IN_MANAGE_PY.exec(readFileSync(managePy, "utf8"))?.[1];
  if (module !== undefined) return module;
  throw new SettingsModuleUnknown(
    `${managePy} does not say which settings module it uses.\n` +
      "Name it: --settings shop.settings, or in the environment: DJANGO_SETTINGS_MODULE=shop.settings",
  );
}
