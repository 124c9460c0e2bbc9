import { randomBytes } from "node:crypto";
import type { ProjectDescription } from "../django/describe.ts";
import { describeProject } from "../django/describe.ts";
import { parseUpstream } from "../django/gateway/address.ts";
import type { UpstreamAddress } from "../django/gateway/address.ts";
import { GATEWAY_SECRET_VARIABLE } from "../django/gateway/client-info.ts";
import { DjangoGateway } from "../django/gateway/django-gateway.ts";
import type { Exit } from "../django/process/child.ts";
import type { PythonContext } from "../django/python-process.ts";
import { PythonServer } from "../django/python-server.ts";
import type { PythonServerName } from "../django/python-server.ts";
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

export interface UpstreamOptions {
  /** Django's server, when somebody else runs it. */
  readonly upstream?: string | undefined;
  /** Which of Python's servers to run. */
  readonly django?: PythonServerName | undefined;
  readonly onCrash: (exit: Exit) => void;
}

/** The project's Python server, and what it takes to reach it. */
export interface PythonUpstream {
  readonly description: ProjectDescription;
  readonly address: UpstreamAddress;
  readonly secret: string;
  /** How long requests wait while it is started again. */
  readonly patience: number;
  close(): Promise<void>;
}

/**
 * Describes the project, and starts its Python server unless it runs already at `upstream`.
 *
 * @throws ProjectDoesNotStart, UpstreamInvalid
 */
export async function pythonUpstream(
  context: PythonContext,
  { upstream, django, onCrash }: UpstreamOptions,
): Promise<PythonUpstream> {
  const given = upstream === undefined ? null : parseUpstream(upstream);
  // Who runs Django's server gives both sides the same secret.
  const secret = process.env[GATEWAY_SECRET_VARIABLE] ?? randomBytes(32).toString("base64url");
  const description = await describeProject(context);
  if (given !== null)
    return { description, address: given, secret, patience: 0, close: () => Promise.resolve() };
  const folder = makeSocketFolder();
  try {
    const server = await PythonServer.start({ context, secret, folder, server: django, onCrash });
    return {
      description,
      address: server.address,
      secret,
      patience: PATIENCE,
      async close() {
        await server.stop();
        removeSocketFolder(folder);
      },
    };
  } catch (error) {
    removeSocketFolder(folder);
    throw error;
  }
}

/**
 * What one process of the API has of Python: the way to its server, and workers of its own.
 *
 * @throws SettingInvalid
 */
export function pythonBackend(
  context: PythonContext,
  { description, address, secret, patience }: Omit<PythonUpstream, "close">,
): Backend {
  const bridge = projectWorkers(context, description.manifest);
  const gateway = new DjangoGateway({ address, secret, bridge, patience });
  return {
    description,
    bridge,
    gateway,
    async close() {
      gateway.close();
      await bridge.close();
    },
  };
}

/**
 * A snapshot's manifest with secrets of the environment, and no Python.
 *
 * @throws ManifestInvalid, UsageError
 */
export async function snapshotDescription(file: string): Promise<ProjectDescription> {
  const manifest = await readManifest(file);
  return { manifest, secrets: environmentSecrets(manifest, process.env) };
}

/** What one process of the API has where there is no Python. */
export function snapshotBackend(description: ProjectDescription): Backend {
  return {
    description,
    bridge: unavailableBridge("this process runs from a snapshot (serve --manifest), without Python"),
    gateway: null,
    close: () => Promise.resolve(),
  };
}
