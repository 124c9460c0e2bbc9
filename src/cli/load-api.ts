import { join } from "node:path";
import { z, ZodError } from "zod";
import { api } from "../api/default.ts";
import { createAuth, setAuth } from "../auth/runtime.ts";
import type { ProjectDescription } from "../django/describe.ts";
import { SettingInvalid } from "../errors/project.ts";
import type { PythonBridge } from "../manifest/bridge.ts";
import type { Gateway } from "../manifest/gateway.ts";
import type { OpenApiDocument } from "../openapi/document-types.ts";
import { createRuntime, setRuntime } from "../orm/runtime.ts";
import { loadApiModules } from "../server/load.ts";
import type { ServerLogger } from "../server/log.ts";
import { installResolution } from "../server/resolution.ts";
import type { ApiServer } from "../server/server.ts";
import { createServer } from "../server/server.ts";
import type { ServerOptions } from "../server/server-options.ts";
import { apiSettings, serverSettings } from "../server/settings.ts";
import { GENERATED_DIR } from "./models.ts";

export interface LoadApiOptions {
  readonly description: ProjectDescription;
  readonly bridge: PythonBridge;
  readonly gateway: Gateway | null;
  readonly logger: ServerLogger;
  readonly internal?: ServerOptions["internal"];
}

export interface LoadedApi {
  readonly server: ApiServer;
  /** The API modules that were found and imported. */
  readonly modules: readonly string[];
}

/**
 * Makes this process the API of a project: sets the runtime, imports the API modules, builds the server. Once a
 * process: modules cannot be taken back.
 *
 * @throws SettingInvalid, ApiLoadError, DeclarationError
 */
export async function loadApi(options: LoadApiOptions): Promise<LoadedApi> {
  const { description, bridge, gateway, logger, internal } = options;
  const { manifest, secrets } = description;
  const settings = checked(() => serverSettings(manifest.settings));
  api.configure(checked(() => apiSettings(manifest.settings)));
  const log = { warn: (message: string): void => logger.warning?.(message) };
  setRuntime(createRuntime(manifest, secrets, bridge, { log }));
  setAuth(checked(() => createAuth(manifest, secrets, bridge)));
  installResolution({ generatedDir: join(manifest.baseDir, GENERATED_DIR) });
  const modules = await loadApiModules({ apps: manifest.apps, settings });
  const server = await createServer({
    api,
    settings,
    gateway,
    logger,
    project: manifest,
    ...(internal !== undefined && { internal }),
    ...(bridge.available && { pythonDocument: () => pythonDocument(bridge) }),
  });
  return { server, modules };
}

/** @throws ZodError for what is no document; and what a worker that does not start throws. */
async function pythonDocument(bridge: PythonBridge): Promise<OpenApiDocument | null> {
  const { document } = await bridge.request("openapi", {});
  return document === null ? null : (openapiDocument.parse(document) as OpenApiDocument);
}

const openapiDocument = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.looseObject({})),
});

/** Names the settings that cannot be; their values stay out of the message. */
function checked<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const problems = error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
    throw new SettingInvalid(`The project's settings have values that cannot be:\n${problems.join("\n")}`, {
      cause: error,
    });
  }
}
