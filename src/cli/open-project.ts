import { findProject } from "../django/find-project.ts";
import { findPython } from "../django/find-python.ts";
import type { OutputLine } from "../django/process/child.ts";
import type { PythonContext } from "../django/python-process.ts";

/** Options that every command which needs the project has. */
export interface ProjectOptions {
  readonly project?: string;
  readonly settings?: string;
  readonly python?: string;
}

/**
 * The project and its Python, as options and environment say.
 *
 * @throws ProjectNotFound, ProjectAmbiguous, SettingsModuleUnknown, PythonNotFound
 */
export async function openProject(
  options: ProjectOptions,
  output: (line: OutputLine) => void,
): Promise<PythonContext> {
  const [cwd, env] = [process.cwd(), process.env];
  const project = findProject({ cwd, env, project: options.project, settings: options.settings });
  const python = await findPython({ projectDir: project.dir, cwd, env, python: options.python });
  return { project, python, env, output };
}
