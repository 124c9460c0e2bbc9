import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AppDescription } from "../manifest/schema.ts";

/** In this order: the first that exists is the app's module of that name. */
const EXTENSIONS = [".ts", ".mts", ".js", ".mjs"];

/**
 * The API modules of the installed apps, in INSTALLED_APPS order, as Python's autodiscovery would find them:
 * `api` is `api.ts` (.mts, .js, .mjs) in the app's folder, or `api/index.ts`; a dotted name goes into folders.
 */
export function discoverModules(
  apps: readonly Pick<AppDescription, "path">[],
  moduleNames: readonly string[],
): string[] {
  const found = apps.flatMap((app) =>
    moduleNames.map((name) => findModule(join(app.path, ...name.split(".")))),
  );
  return [...new Set(found.filter((file) => file !== null))];
}

function findModule(base: string): string | null {
  const candidates = EXTENSIONS.flatMap((extension) => [base + extension, join(base, `index${extension}`)]);
  return candidates.find((file) => existsSync(file)) ?? null;
}
