import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeProject } from "../../src/django/describe.ts";
import type { PythonContext } from "../../src/django/python-process.ts";
import { startPython } from "../../src/django/python-process.ts";
import { WorkerPool } from "../../src/django/worker/worker-pool.ts";
import type { Manifest } from "../../src/manifest/schema.ts";
import { createRuntime, setRuntime } from "../../src/orm/runtime.ts";
import { call } from "../../src/python/call.ts";
import { exampleContext } from "../support/example-context.ts";

/** The project of these tests, with workers, a database and a folder of its own. */
export interface FunctionsProject {
  readonly manifest: Manifest;
  readonly context: PythonContext;
  readonly pool: WorkerPool;
  /** Where mail and cache entries are written. */
  readonly folder: string;
  /** What Python printed. */
  readonly output: string[];
  close(): Promise<void>;
}

export async function openFunctionsProject(size = 2): Promise<FunctionsProject> {
  const folder = mkdtempSync(join(tmpdir(), "bridge-functions-"));
  const output: string[] = [];
  const found = await exampleContext({
    dir: join(import.meta.dirname, "project"),
    settingsModule: "config.settings",
  });
  const env = {
    ...found.env,
    FUNCTIONS_DATABASE: join(folder, "db.sqlite3"),
    FUNCTIONS_FOLDER: join(folder, "files"),
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const context: PythonContext = { ...found, env, output: ({ text }) => output.push(text) };
  const { manifest, secrets } = await describeProject(context);
  const pool = new WorkerPool({
    start: () => startPython(context, { name: "worker", args: ["worker"], pipes: 2 }),
    size,
  });
  const runtime = createRuntime(manifest, secrets, pool);
  setRuntime(runtime);
  await call("django.core.management.call_command", ["migrate", "--run-syncdb", "--verbosity=0"]);
  return {
    manifest,
    context,
    pool,
    folder: join(folder, "files"),
    output,
    async close() {
      setRuntime(null);
      await runtime.close();
      await pool.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
