import { writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { describeProject } from "../../django/describe.ts";
import type { CommandContext } from "../command-context.ts";
import { portableManifest } from "../portable-manifest.ts";
import { plural } from "../terminal.ts";

/** `snapshot`: writes the manifest to a file that `serve --manifest` reads where there is no Python. It has no secrets. */
export async function snapshot(
  { open, terminal }: CommandContext,
  { output }: { readonly output: string },
): Promise<void> {
  const { manifest } = await describeProject(await open());
  const file = resolve(output);
  const portable = portableManifest(manifest, dirname(file));
  await writeFile(file, `${JSON.stringify(portable, null, 2)}\n`);
  terminal.print(`Wrote ${plural(manifest.models.length, "model")} to ${output}. It holds no secrets.`);
  terminal.print(`Serve it without Python: npx django-fastapi serve --manifest ${output}`);
}
