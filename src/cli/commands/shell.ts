import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { REPLServer } from "node:repl";
import { start } from "node:repl";
import { describeProject } from "../../django/describe.ts";
import { projectWorkers } from "../../django/worker/project-workers.ts";
import type { Manifest } from "../../manifest/schema.ts";
import * as orm from "../../orm/index.ts";
import { createRuntime, setRuntime } from "../../orm/runtime.ts";
import { GENERATED_DIR, installResolution } from "../../server/resolution.ts";
import type { CommandContext } from "../command-context.ts";
import { planModels, writeModels } from "../models.ts";
import { plural } from "../terminal.ts";

/** `shell`: Node's prompt with the project's models at hand, over its database. */
export async function shell({ open, terminal }: CommandContext): Promise<void> {
  const context = await open();
  const { manifest, secrets } = await describeProject(context);
  const workers = projectWorkers(context, manifest);
  const log = { warn: (message: string): void => terminal.printError(message) };
  setRuntime(createRuntime(manifest, secrets, workers, { log }));
  installResolution({ generatedDir: join(manifest.baseDir, GENERATED_DIR) });
  await writeModels(await planModels(manifest));
  const models = await importModels(manifest);
  terminal.print(
    `${plural(Object.keys(models).length, "model")} of ${manifest.settingsModule} by their names, and Q, F ...`,
  );
  terminal.print("await Model.objects.all()  ·  .exit ends");
  const prompt = start({ prompt: "django> ", breakEvalOnSigint: true });
  provide(prompt, { ...orm, ...models });
  await once(prompt, "exit");
  await workers.close();
}

/** Every model by its name; where two apps have one of the same name, the project's own wins. */
async function importModels(manifest: Manifest): Promise<Record<string, unknown>> {
  const labels = new Set(manifest.models.map(({ appLabel }) => appLabel));
  const apps = manifest.apps.filter(({ label }) => labels.has(label));
  const names: Record<string, unknown> = {};
  for (const { label } of apps.toSorted((one, other) => Number(one.local) - Number(other.local))) {
    const file = join(manifest.baseDir, GENERATED_DIR, `${label}.ts`);
    Object.assign(names, await import(pathToFileURL(file).href));
  }
  return names;
}

function provide(prompt: REPLServer, names: Readonly<Record<string, unknown>>): void {
  Object.assign(prompt.context, names);
}
