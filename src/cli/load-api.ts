import { z } from "zod";
import { api } from "../api/default.ts";
import type { ProjectDescription } from "../django/describe.ts";
import type { PythonBridge } from "../manifest/bridge.ts";
import type { Gateway } from "../manifest/gateway.ts";
import type { OpenApiDocument } from "../openapi/document-types.ts";
import type { ServerLogger } from "../server/log.ts";
import { loadProject } from "../server/project.ts";
import type { ApiServer } from "../server/server.ts";
import { createServer } from "../server/server.ts";
import type { ServerOptions } from "../server/server-options.ts";
import { openTracing } from "../server/tracing.ts";
import { packageVersion } from "./package-version.ts";
import { readiness } from "./readiness.ts";

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
  const { settings, modules } = await loadProject({
    manifest,
    secrets,
    bridge,
    warn: (message) => logger.warning?.(message),
  });
  const server = await createServer({
    api,
    settings,
    gateway,
    logger,
    project: manifest,
    tracing: await openTracing(packageVersion()),
    ready: () => readiness(gateway),
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
