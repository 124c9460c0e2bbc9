import { djangoPython } from "./python.ts";
import { fileURLToPath } from "node:url";
import type { DjangoProject } from "../../src/django/find-project.ts";
import { findProject } from "../../src/django/find-project.ts";
import { findPython } from "../../src/django/find-python.ts";
import type { PythonContext } from "../../src/django/python-process.ts";

/** The example project and the Python that the repository was set up with. */
export async function exampleContext(project?: Partial<DjangoProject>): Promise<PythonContext> {
  const cwd = fileURLToPath(new URL("../../example", import.meta.url));
  const env = { ...process.env };
  delete env["DJANGO_SETTINGS_MODULE"];
  env["DJANGO_PYTHON"] ??= djangoPython ?? undefined;
  const found = { ...findProject({ cwd, env }), ...project };
  const python = await findPython({ projectDir: cwd, cwd, env });
  return { project: found, python, env, output: () => {} };
}
