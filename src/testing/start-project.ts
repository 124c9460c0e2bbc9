import { api } from "../api/default.ts";
import type { FastAPI } from "../api/fastapi.ts";
import { setAuth } from "../auth/runtime.ts";
import { describeProject } from "../django/describe.ts";
import { findProject } from "../django/find-project.ts";
import { findPython } from "../django/find-python.ts";
import { projectWorkers } from "../django/worker/project-workers.ts";
import { runtime, setRuntime } from "../orm/runtime.ts";
import { loadProject } from "../server/project.ts";

export interface TestProjectOptions {
  /** The folder of manage.py; default: found from the working directory, as the commands do. */
  readonly project?: string;
  /**
   * Settings module: one whose DATABASES are the tests' own. Default: manage.py's or DJANGO_SETTINGS_MODULE, with the
   * databases that it names.
   */
  readonly settings?: string;
  /** A Python with Django; default: found as the commands do. */
  readonly python?: string;
}

/** A Django project in the tests' process. */
export interface TestProject extends AsyncDisposable {
  /** The default application, with the operations of all API modules. */
  readonly api: FastAPI;
  /** Closes databases and ends Python's workers. */
  close(): Promise<void>;
}

/**
 * Gives the process that runs tests its Django project: models, users, and the API with all of its operations. Once a
 * process, before the first query; generated models are imported after it.
 *
 * @example
 * const { api, close } = await startProject({ settings: "config.test_settings" });
 * const client = new TestClient(api);
 * @throws ProjectNotFound, PythonNotFound, ProjectDoesNotStart, SettingInvalid, ApiLoadError
 */
export async function startProject(options: TestProjectOptions = {}): Promise<TestProject> {
  const [cwd, env] = [process.cwd(), process.env];
  const project = findProject({ cwd, env, project: options.project, settings: options.settings });
  const python = await findPython({ projectDir: project.dir, cwd, env, python: options.python });
  const context = {
    project,
    python,
    env,
    output: ({ stream, text }: { stream: "stdout" | "stderr"; text: string }): void =>
      void process[stream].write(`${text}\n`),
  };
  const description = await describeProject(context);
  const bridge = projectWorkers(context, description.manifest);
  const close = async (): Promise<void> => {
    await runtime().close();
    await bridge.close();
    setRuntime(null);
    setAuth(null);
  };
  try {
    await loadProject({ ...description, bridge, warn: (message) => process.emitWarning(message) });
  } catch (error) {
    await bridge.close();
    throw error;
  }
  return { api, close, [Symbol.asyncDispose]: close };
}
