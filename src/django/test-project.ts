import { fileURLToPath } from "node:url";
import type { DjangoProject } from "./find-project.ts";
import { findProject } from "./find-project.ts";
import { findPython } from "./find-python.ts";
import type { PythonContext } from "./python-process.ts";

/** For this package's tests: the example project and the Python that the repository was set up with. */
export async function exampleContext(project?: Partial<DjangoProject>): Promise<PythonContext> {
  const cwd = fileURLToPath(new URL("../../example", import.meta.url));
  const env = { ...process.env };
  delete env["DJANGO_SETTINGS_MODULE"];
  const found = { ...findProject({ cwd, env }), ...project };
  const python = await findPython({ projectDir: cwd, cwd, env });
  return { project: found, python, env, output: () => {} };
}
