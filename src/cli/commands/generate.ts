import { relative } from "node:path";
import { isStale } from "../../codegen/staleness.ts";
import { describeProject } from "../../django/describe.ts";
import { ModelsStale } from "../../errors/cli.ts";
import type { CommandContext } from "../command-context.ts";
import type { ModelsPlan } from "../models.ts";
import { GENERATED_DIR } from "../../server/resolution.ts";
import { planModels, writeModels } from "../models.ts";
import { plural } from "../terminal.ts";

/**
 * `generate`: writes the TypeScript of the project's models; with `check`, fails when they are not up to date.
 *
 * @throws ModelsStale
 */
export async function generate(
  { open, terminal }: CommandContext,
  { check }: { readonly check: boolean },
): Promise<void> {
  const { manifest } = await describeProject(await open());
  const plan = await planModels(manifest);
  if (check && isStale(plan)) {
    throw new ModelsStale(
      `The models in ${GENERATED_DIR}/ are not those of the project:\n${changes(plan).join("\n")}\n` +
        "Run: npx django-fastapi generate",
    );
  }
  if (!check) await writeModels(plan);
  for (const line of changes(plan)) terminal.print(line);
  const where = relative(process.cwd(), plan.dir) || ".";
  const total = plural(plan.wanted.size, "app");
  terminal.print(
    isStale(plan)
      ? `Wrote the models of ${total} to ${where}/`
      : `The models of ${total} in ${where}/ are up to date.`,
  );
}

function changes({ missing, changed, obsolete }: ModelsPlan): string[] {
  const named = { new: missing, changed, obsolete };
  return Object.entries(named).flatMap(([what, names]) =>
    names.map((name) => `  ${what.padEnd(8)} ${GENERATED_DIR}/${name}`),
  );
}
