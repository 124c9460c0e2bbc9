import { randomBytes } from "node:crypto";
import type { ProjectDescription } from "../django/describe.ts";
import { describeProject } from "../django/describe.ts";
import { parseUpstream } from "../django/gateway/address.ts";
import { GATEWAY_SECRET_VARIABLE } from "../django/gateway/client-info.ts";
import { DjangoGateway } from "../django/gateway/django-gateway.ts";
import type { Exit } from "../django/process/child.ts";
import type { PythonContext } from "../django/python-process.ts";
import { PythonServer } from "../django/python-server.ts";
import { makeSocketFolder, removeSocketFolder } from "../django/socket-folder.ts";
import { projectWorkers } from "../django/worker/project-workers.ts";
import type { PythonBridge } from "../manifest/bridge.ts";
import type { Gateway } from "../manifest/gateway.ts";
import { unavailableBridge } from "../manifest/unavailable-bridge.ts";
import { environmentSecrets } from "./environment-secrets.ts";
import { readManifest } from "./portable-manifest.ts";

/** What stands behind the API in production. */
export interface Backend {
  readonly description: ProjectDescription;
  readonly bridge: PythonBridge;
  /** Null without Python. */
  readonly gateway: Gateway | null;
  close(): Promise<void>;
}

/** Requests wait this long for a Django server of ours that is started again. */
const PATIENCE = 5_000;

/**
 * The project's Python: workers, and its server, which is ours to run unless it runs already at `upstream`.
 *
 * @throws ProjectDoesNotStart, UpstreamInvalid, SettingInvalid
 */
export async function pythonBackend(
  context: PythonContext,
  options: { readonly upstream?: string | undefined; readonly onCrash: (exit: Exit) => void },
): Promise<Backend> {
  const upstream = options.upstream === undefined ? null : parseUpstream(options.upstream);
  // Who runs Django's server gives both sides the same secret.
  const secret = process.env[GATEWAY_SECRET_VARIABLE] ?? randomBytes(32).toString("base64url");
  const description = await describeProject(context);
  const bridge = projectWorkers(context, description.manifest);
  const folder = makeSocketFolder();
  const server =
    upstream === null
      ? await PythonServer.start({ context, secret, folder, onCrash: options.onCrash }).catch(
          (error: unknown) => {
            removeSocketFolder(folder);
            throw error;
          },
        )
      : null;
  const gateway = new DjangoGateway({
    address: server?.address ?? (upstream as NonNullable<typeof upstream>),
    secret,
    bridge,
    patience: server === null ? 0 : PATIENCE,
  });
  return {
    description,
    bridge,
    gateway,
    async close() {
      gateway.close();
      await Promise.all([bridge.close(), server?.stop()]);
      removeSocketFolder(folder);
    },
  };
}

/**
 * A snapshot's manifest with secrets of the environment, and no Python.
 *
 * @throws ManifestInvalid, UsageError
 */
export async function snapshotBackend(file: string): Promise<Backend> {
  const manifest = await readManifest(file);
  return {
    description: { manifest, secrets: environmentSecrets(manifest, process.env) },
    bridge: unavailableBridge("this process runs from a snapshot (serve --manifest), without Python"),
    gateway: null,
    close: () => Promise.resolve(),
  };
}
