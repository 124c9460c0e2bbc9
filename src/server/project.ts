import { join } from "node:path";
import { ZodError } from "zod";
import { api } from "../api/default.ts";
import { createAuth, setAuth } from "../auth/runtime.ts";
import { SettingInvalid } from "../errors/project.ts";
import type { PythonBridge } from "../manifest/bridge.ts";
import type { Manifest, Secrets } from "../manifest/schema.ts";
import { createRuntime, setRuntime } from "../orm/runtime.ts";
import { loadApiModules } from "./load.ts";
import { GENERATED_DIR, installResolution } from "./resolution.ts";
import { settingProblem } from "./setting-problem.ts";
import { apiSettings, serverSettings, type ServerSettings } from "./settings.ts";

export interface ProjectParts {
  readonly manifest: Manifest;
  readonly secrets: Secrets;
  readonly bridge: PythonBridge;
  readonly warn: (message: string) => void;
}

/** A project in this process: its ORM, users and operations. */
export interface LoadedProject {
  readonly settings: ServerSettings;
  /** The API modules that were found and imported. */
  readonly modules: readonly string[];
}

/**
 * Gives this process its project: the ORM, sessions and users, and the default application with the operations of
 * every app's API module. Once a process: modules cannot be taken back.
 *
 * @throws SettingInvalid, ApiLoadError
 */
export async function loadProject({ manifest, secrets, bridge, warn }: ProjectParts): Promise<LoadedProject> {
  const settings = checked(manifest, () => serverSettings(manifest.settings));
  api.configure(checked(manifest, () => apiSettings(manifest.settings)));
  setRuntime(createRuntime(manifest, secrets, bridge, { log: { warn } }));
  setAuth(checked(manifest, () => createAuth(manifest, secrets, bridge)));
  installResolution({ generatedDir: join(manifest.baseDir, GENERATED_DIR) });
  return { settings, modules: await loadApiModules({ apps: manifest.apps, settings }) };
}

/** Names the settings that cannot be; their values stay out of the message. */
function checked<T>({ settings, settingsModule }: Manifest, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const problems = error.issues.map((issue) => `  ${settingProblem(issue, settings)}`);
    throw new SettingInvalid(`${settingsModule} has settings that cannot be:\n${problems.join("\n")}`, {
      cause: error,
    });
  }
}
