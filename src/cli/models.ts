import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateModels } from "../codegen/generate.ts";
import type { Staleness } from "../codegen/staleness.ts";
import { staleness } from "../codegen/staleness.ts";
import type { Manifest } from "../manifest/schema.ts";
import { GENERATED_DIR } from "../server/resolution.ts";

/** The generated models of a project: as they should be, and what differs. */
export interface ModelsPlan extends Staleness {
  readonly dir: string;
  readonly wanted: ReadonlyMap<string, string>;
}

/** Compares the models of a manifest with the files in the project. */
export async function planModels(manifest: Manifest): Promise<ModelsPlan> {
  const dir = join(manifest.baseDir, GENERATED_DIR);
  const wanted = generateModels(manifest);
  const present = new Map<string, string>();
  for (const name of await readdir(dir).catch(() => [])) {
    if (name.endsWith(".ts")) present.set(name, await readFile(join(dir, name), "utf8"));
  }
  return { dir, wanted, ...staleness(wanted, present) };
}

/** Writes what is missing or changed, deletes what is obsolete, and leaves the rest alone. */
export async function writeModels({ dir, wanted, missing, changed, obsolete }: ModelsPlan): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const name of [...missing, ...changed]) await writeFile(join(dir, name), wanted.get(name) as string);
  for (const name of obsolete) await rm(join(dir, name));
}
