import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ancestors } from "../../django/package-json.ts";

const PACKAGE = "django-fastapi-bridge";

/**
 * The folder that has this package in its node_modules, as the project's TypeScript would find it: the project's
 * folder or one above; else the folder that one is in (frontend/), or one below it. Null: it is not installed.
 */
export function npmHome(projectDir: string, cwd: string): string | null {
  const candidates = [...ancestors(projectDir), ...ancestors(cwd), ...below(projectDir), ...below(cwd)];
  return (
    candidates.find((folder) => existsSync(join(folder, "node_modules", PACKAGE, "package.json"))) ?? null
  );
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
    .map((entry) => join(folder, entry.name));
}
