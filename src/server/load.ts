import { pathToFileURL } from "node:url";
import type { LoadProblem } from "../errors/load.ts";
import { ApiLoadError } from "../errors/load.ts";
import type { AppDescription } from "../manifest/schema.ts";
import { discoverModules } from "./discover.ts";
import { loadProblem } from "./load-problem.ts";
import type { ServerSettings } from "./settings.ts";

export interface LoadOptions {
  /** Installed apps, in INSTALLED_APPS order (`manifest.apps`). */
  readonly apps: readonly Pick<AppDescription, "path">[];
  readonly settings: Pick<ServerSettings, "FASTAPI_AUTODISCOVER" | "FASTAPI_AUTODISCOVER_MODULES">;
}

/**
 * Imports the API modules of the installed apps, one after another; importing is what registers their operations.
 * `installResolution` must have run before. Every module is tried, so that all mistakes are told at once.
 *
 * @returns the imported modules' absolute paths, in order.
 * @throws ApiLoadError when one or more could not be imported.
 */
export async function loadApiModules({ apps, settings }: LoadOptions): Promise<string[]> {
  if (!settings.FASTAPI_AUTODISCOVER) return [];
  const modules = discoverModules(apps, settings.FASTAPI_AUTODISCOVER_MODULES);
  const problems: LoadProblem[] = [];
  for (const module of modules) {
    try {
      await import(pathToFileURL(module).href);
    } catch (error) {
      problems.push(loadProblem(module, error));
    }
  }
  if (problems.length > 0) throw new ApiLoadError(problems);
  return modules;
}
