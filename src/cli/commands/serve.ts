import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { api } from "../../api/default.ts";
import type { ProjectDescription } from "../../django/describe.ts";
import { describeProject } from "../../django/describe.ts";
import { parseUpstream } from "../../django/gateway/address.ts";
import { GATEWAY_SECRET_VARIABLE } from "../../django/gateway/client-info.ts";
import { DjangoGateway } from "../../django/gateway/django-gateway.ts";
import { describeExit } from "../../django/process/child.ts";
import type { PythonContext } from "../../django/python-process.ts";
import { startPython } from "../../django/python-process.ts";
import { PythonServer } from "../../django/python-server.ts";
import { makeSocketFolder, removeSocketFolder } from "../../django/socket-folder.ts";
import { WorkerPool } from "../../django/worker/worker-pool.ts";
import { UsageError } from "../../errors/cli.ts";
import type { PythonBridge } from "../../manifest/bridge.ts";
import { unavailableBridge } from "../../manifest/unavailable-bridge.ts";
import type { CommandContext } from "../command-context.ts";
import { environmentSecrets } from "../environment-secrets.ts";
import { listenError } from "../listen-error.ts";
import { loadApi } from "../load-api.ts";
import { readManifest } from "../portable-manifest.ts";
import { productionLogger } from "../production-logger.ts";

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  /** Django's server, when somebody else runs it. */
  readonly upstream?: string;
  /** A snapshot: no Python at all. */
  readonly manifest?: string;
}

/** What stands behind the API: none of it for a snapshot. */
interface Backend {
  readonly description: ProjectDescription;
  readonly bridge: PythonBridge;
  readonly gateway: DjangoGateway | null;
  close(): Promise<void>;
}

/** `serve`: the API and Django on one port, for production. Resolves when it was asked to stop and has. */
export async function serve(context: CommandContext, options: ServeOptions): Promise<void> {
  const { terminal } = context;
  if (options.manifest !== undefined && options.upstream !== undefined)
    throw new UsageError("--manifest serves the API alone: it does not go together with --upstream.");
  const backend =
    options.manifest === undefined
      ? await startBackend(context, await context.open(), options)
      : await snapshotBackend(options.manifest);
  try {
    const logger = productionLogger(terminal);
    const { server } = await loadApi({ ...backend, logger });
    const url = await server.listen(options).catch(async (error: unknown) => {
      throw await listenError(error, options.host, options.port);
    });
    terminal.print(`Serving ${api.settings.title} at ${url}`);
    await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
    terminal.print("Stopping: running requests may end.");
    await server.close();
  } finally {
    await backend.close();
  }
}

async function startBackend(
  { terminal }: CommandContext,
  context: PythonContext,
  { upstream }: ServeOptions,
): Promise<Backend> {
  const bridge = new WorkerPool({
    start: () => startPython(context, { name: "worker", args: ["worker"], pipes: 2 }),
  });
  // Who runs Django's server gives both sides the same secret.
  const secret = process.env[GATEWAY_SECRET_VARIABLE] ?? randomBytes(32).toString("base64url");
  const description = await describeProject(context);
  const folder = makeSocketFolder();
  const python =
    upstream === undefined
      ? await PythonServer.start({
          context,
          secret,
          folder,
          onCrash: (exit) =>
            terminal.printError(`The Python server ${describeExit(exit)}; starting it again.`),
        })
      : null;
  const address = python?.address ?? parseUpstream(upstream as string);
  const gateway = new DjangoGateway({ address, secret, bridge, patience: python === null ? 0 : 5_000 });
  return {
    description,
    bridge,
    gateway,
    async close() {
      gateway.close();
      await Promise.all([bridge.close(), python?.stop()]);
      removeSocketFolder(folder);
    },
  };
}

async function snapshotBackend(file: string): Promise<Backend> {
  const manifest = await readManifest(file);
  return {
    description: { manifest, secrets: environmentSecrets(manifest, process.env) },
    bridge: unavailableBridge("this process runs from a snapshot (serve --manifest), without Python"),
    gateway: null,
    close: () => Promise.resolve(),
  };
}
