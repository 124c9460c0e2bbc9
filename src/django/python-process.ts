import { delimiter } from "node:path";
import type { DjangoProject } from "./find-project.ts";
import type { PythonInterpreter } from "./find-python.ts";
import { PYTHON_PACKAGE_DIR } from "./package-paths.ts";
import type { OutputLine } from "./process/child.ts";
import { Child } from "./process/child.ts";

/** What it takes to start the project's Python. */
export interface PythonContext {
  readonly project: DjangoProject;
  readonly python: PythonInterpreter;
  readonly env: NodeJS.ProcessEnv;
  readonly output: (line: OutputLine) => void;
}

export interface PythonProcessOptions {
  readonly name: string;
  /** Arguments of `python -m django_fastapi`. */
  readonly args: readonly string[];
  readonly pipes?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts `python -m django_fastapi ...` in the project's folder, with the project and our Python side on its path. */
export function startPython(context: PythonContext, options: PythonProcessOptions): Child {
  const { project, python } = context;
  return new Child({
    name: options.name,
    command: python.executable,
    args: ["-m", "django_fastapi", ...options.args],
    cwd: project.dir,
    env: { ...pythonEnvironment(context), ...options.env },
    output: context.output,
    ...(options.pipes === undefined ? {} : { pipes: options.pipes }),
  });
}

function pythonEnvironment({ project, env }: PythonContext): NodeJS.ProcessEnv {
  const path = [project.dir, PYTHON_PACKAGE_DIR, ...(env["PYTHONPATH"] ? [env["PYTHONPATH"]] : [])];
  return {
    ...env,
    PYTHONPATH: path.join(delimiter),
    DJANGO_SETTINGS_MODULE: project.settingsModule,
    // Run up to its command, for what it does to sys.path and the environment (django_fastapi/bootstrap.py).
    ...(project.managePy !== null && { DJANGO_FASTAPI_MANAGE_PY: project.managePy }),
    DJANGO_FASTAPI_FRONT: "node",
    // Lines appear when they are printed, though stdout is a pipe.
    PYTHONUNBUFFERED: "1",
    // The pipe's encoding does not depend on the machine's locale.
    PYTHONIOENCODING: "utf-8",
  };
}
