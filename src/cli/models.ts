import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateModels } from "../codegen/generate.ts";
import type { Manifest } from "../manifest/schema.ts";

/** Folder of the generated models, beside manage.py. A hyphen: it can never be a Python package. */
export const GENERATED_DIR = "django-generated";

/** What writing the models would change, by file name. */
export interface ModelsPlan {
  readonly dir: string;
  /** New or different. */
  readonly changed: ReadonlyMap<string, string>;
  /** Generated earlier, of apps that are gone. */
  readonly superfluous: readonly string[];
  readonly total: number;
}

/** The first line of what we generate; other files in the folder are left alone. */
const GENERATED = /^\/\/ .*django-fastapi/;

/** Compares the models of a manifest with the files in the project. */
export async function planModels(manifest: Manifest): Promise<ModelsPlan> {
  const dir = join(manifest.baseDir, GENERATED_DIR);
  const wanted = generateModels(manifest);
  const changed = new Map<string, string>();
  for (const [name, source] of wanted) {
    if ((await readOrNull(join(dir, name))) !== source) changed.set(name, source);
  }
  const superfluous: string[] = [];
  for (const name of await readdir(dir).catch(() => [])) {
    if (!name.endsWith(".ts") || wanted.has(name)) continue;
    if (GENERATED.test((await readOrNull(join(dir, name))) ?? "")) superfluous.push(name);
  }
  return { dir, changed, superfluous, total: wanted.size };
}

export function isStale({ changed, superfluous }: ModelsPlan): boolean {
  return changed.size > 0 || superfluous.length > 0;
}

export async function writeModels({ dir, changed, superfluous }: ModelsPlan): Promise<void> {
  if (changed.size > 0) await mkdir(dir, { recursive: true });
  for (const [name, source] of changed) await writeFile(join(dir, name), source);
  for (const name of superfluous) await rm(join(dir, name));
}

async function readOrNull(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch(() => null);
}
