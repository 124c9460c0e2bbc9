import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

/** What a package.json says to this package: `"django-fastapi": { "project": "../backend", "python": "../venv/bin/python" }`. */
const packageJson = z.object({
  "django-fastapi": z.object({ project: z.string().optional(), python: z.string().optional() }).optional(),
});

export interface PackageJsonSetting {
  /** As it is written there. */
  readonly value: string;
  readonly file: string;
  /** Folder of the file, which the value is relative to. */
  readonly folder: string;
}

/** A setting from the nearest package.json that has it, looking upwards from each folder in turn. */
export function packageJsonSetting(
  name: "project" | "python",
  from: readonly string[],
): PackageJsonSetting | null {
  for (const folder of new Set(from.flatMap(ancestors))) {
    const file = join(folder, "package.json");
    const value = existsSync(file) ? read(file)?.[name] : undefined;
    if (value !== undefined) return { value, file, folder };
  }
  return null;
}

function read(file: string): z.infer<typeof packageJson>["django-fastapi"] {
  try {
    return packageJson.parse(JSON.parse(readFileSync(file, "utf8")))["django-fastapi"];
  } catch {
    // A package.json that is broken is npm's to complain about.
    return undefined;
  }
}

/** A folder and those above it, nearest first. */
export function ancestors(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...ancestors(above)];
}
