import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { z } from "zod";
import type { PythonInterpreter } from "../../django/find-python.ts";
import { ancestors } from "../../django/package-json.ts";
import { relativePath } from "../render-error.ts";
import type { Step } from "./step.ts";

const packageJson = z.looseObject({
  scripts: z.record(z.string(), z.string()).optional(),
  "django-fastapi": z.record(z.string(), z.string()).optional(),
});

/** Scripts that start the API, and where project and Python are when they are not found from there. */
export async function packageJsonStep(
  npmHome: string | null,
  projectDir: string,
  python: PythonInterpreter,
): Promise<Step | null> {
  const file = npmHome === null ? null : join(npmHome, "package.json");
  if (npmHome === null || file === null || !existsSync(file)) return null;
  const source = await readFile(file, "utf8");
  const content = packageJson.parse(JSON.parse(source));
  const scripts = added(content.scripts, {
    "dev:api": "django-fastapi dev",
    "serve:api": "django-fastapi serve",
  });
  const settings = added(content["django-fastapi"], whereabouts(npmHome, projectDir, python));
  if (scripts === null && settings === null) return null;
  const changed = {
    ...content,
    ...(scripts === null ? {} : { scripts }),
    ...(settings === null ? {} : { "django-fastapi": settings }),
  };
  const what = [...(scripts === null ? [] : ["scripts"]), ...(settings === null ? [] : [`"django-fastapi"`])];
  return {
    title: `add ${what.join(" and ")} to ${relativePath(file)}`,
    apply: () => writeFile(file, `${JSON.stringify(changed, null, indentOf(source))}\n`),
  };
}

function whereabouts(
  npmHome: string,
  projectDir: string,
  { foundBy, executable }: PythonInterpreter,
): Record<string, string> {
  const found: Record<string, string> = {};
  if (!ancestors(npmHome).includes(projectDir) && !relative(npmHome, projectDir).match(/^[^/.][^/]*$/))
    found["project"] = relative(npmHome, projectDir);
  // Named by hand this once; the next time nobody has to.
  if (foundBy === "--python" || foundBy === "DJANGO_PYTHON") found["python"] = relative(npmHome, executable);
  return found;
}

/** The entries with what is missing; null when nothing is. */
function added(
  present: Readonly<Record<string, string>> = {},
  wanted: Readonly<Record<string, string>>,
): Record<string, string> | null {
  const missing = Object.entries(wanted).filter(([name]) => present[name] === undefined);
  return missing.length === 0 ? null : { ...present, ...Object.fromEntries(missing) };
}

function indentOf(source: string): string | number {
  return /^([ \t]+)"/m.exec(source)?.[1] ?? 2;
}
