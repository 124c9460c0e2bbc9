import { createInterface } from "node:readline/promises";
import { isStale } from "../../codegen/staleness.ts";
import { describeProject } from "../../django/describe.ts";
import { UsageError } from "../../errors/cli.ts";
import type { CommandContext } from "../command-context.ts";
import { firstApiStep } from "../init/first-api.ts";
import { npmHome } from "../init/npm-home.ts";
import { packageJsonStep } from "../init/package-json.ts";
import type { Advice, Step } from "../init/step.ts";
import { tsconfigStep } from "../init/tsconfig.ts";
import { GENERATED_DIR } from "../../server/resolution.ts";
import { planModels, writeModels } from "../models.ts";
import { relativePath } from "../render-error.ts";
import { plural } from "../terminal.ts";

export interface InitOptions {
  readonly app?: string;
  readonly yes?: boolean;
}

/** `init`: prepares a project for its first operation. Says what it will do, overwrites nothing. */
export async function init({ open, terminal }: CommandContext, options: InitOptions): Promise<void> {
  const context = await open();
  const { manifest } = await describeProject(context);
  const { dir } = context.project;
  const home = npmHome(dir, process.cwd());
  const models = await planModels(manifest);
  const found: (Step | Advice | null)[] = [
    isStale(models)
      ? {
          title: `write the models of ${plural(models.wanted.size, "app")} to ${relativePath(models.dir)}/`,
          apply: () => writeModels(models),
        }
      : null,
    tsconfigStep(dir, home),
    await packageJsonStep(home, dir, context.python),
    firstApiStep(manifest, options.app),
    home === null
      ? {
          advice:
            "django-fastapi-bridge is not installed where this project's TypeScript would find it. Run, in the " +
            `folder of manage.py or of your package.json: npm install django-fastapi-bridge zod`,
        }
      : null,
  ];
  const steps = found.filter((step): step is Step => step !== null && "apply" in step);
  const advices = found.filter((step): step is Advice => step !== null && "advice" in step);
  terminal.print(`Django project in ${relativePath(dir)}, settings ${context.project.settingsModule}.`);
  if (steps.length > 0) {
    terminal.print("\nThis will:");
    for (const { title } of steps) terminal.print(`  - ${title}`);
    if (options.yes !== true && !(await agreed())) {
      terminal.print("Nothing was changed.");
      return;
    }
    for (const { apply } of steps) await apply();
    terminal.print(terminal.style("green", "\nDone."));
  } else {
    terminal.print("Everything is there already.");
  }
  for (const { advice } of advices) terminal.print(`\n${terminal.style("yellow", "To do:")} ${advice}`);
  terminal.print(`\nNext: npx django-fastapi dev\n(${GENERATED_DIR}/ belongs into version control.)`);
}

async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError("Nobody is here to be asked: run it with --yes to do this.");
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question("\nGo on? [Y/n] ");
  prompt.close();
  return !/^\s*n/i.test(answer);
}
