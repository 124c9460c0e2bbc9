import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { checkManifest } from "../django/describe.ts";
import { ManifestInvalid } from "../errors/project.ts";
import type { Manifest } from "../manifest/schema.ts";

/** Stands for the project's folder in a file that may be read on another machine. */
const BASE = "{baseDir}";

/**
 * A manifest as it is written to a file: the project's folder is relative to the file's, and paths in it start with
 * `{baseDir}`. Apps that are installed elsewhere have no folder: no TypeScript is looked for there.
 */
export function portableManifest(manifest: Manifest, folder: string): Manifest {
  const { baseDir } = manifest;
  const inProject = (path: string): boolean => path === baseDir || path.startsWith(baseDir + sep);
  const withBase = (text: string): string => (inProject(text) ? BASE + text.slice(baseDir.length) : text);
  return {
    ...mapStrings(manifest, withBase),
    baseDir: relative(folder, baseDir) || ".",
    apps: manifest.apps.map((app) => ({
      ...app,
      path: inProject(app.path) ? withBase(app.path) : `${BASE}/.installed/${app.name}`,
    })),
  };
}

/**
 * Reads a manifest that `snapshot` wrote.
 *
 * @throws ManifestInvalid
 */
export async function readManifest(file: string): Promise<Manifest> {
  let written: unknown;
  try {
    written = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new ManifestInvalid(`${file} cannot be read as a manifest: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const manifest = checkManifest(written);
  const baseDir = resolve(dirname(file), manifest.baseDir);
  const absolute = (text: string): string =>
    text === BASE || text.startsWith(`${BASE}/`) ? join(baseDir, text.slice(BASE.length)) : text;
  return { ...mapStrings(manifest, absolute), baseDir };
}

/** A copy of data with every string replaced. */
function mapStrings<T>(data: T, replace: (text: string) => string): T {
  if (typeof data === "string") return replace(data) as T;
  if (Array.isArray(data)) return data.map((item: unknown) => mapStrings(item, replace)) as T;
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, mapStrings<unknown>(value, replace)]),
  ) as T;
}
