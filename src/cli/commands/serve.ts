import { api } from "../../api/default.ts";
import { describeExit } from "../../django/process/child.ts";
import type { PythonContext } from "../../django/python-process.ts";
import type { PythonServerName } from "../../django/python-server.ts";
import { UsageError } from "../../errors/cli.ts";
import type { PythonUpstream } from "../backend.ts";
import { pythonBackend, pythonUpstream, snapshotBackend, snapshotDescription } from "../backend.ts";
import type { CommandContext } from "../command-context.ts";
import { listenError } from "../listen-error.ts";
import { loadApi } from "../load-api.ts";
import { productionLogger } from "../production-logger.ts";
import { logUnawaitedErrors } from "../unawaited-errors.ts";
import { ApiWorkers } from "../serve/api-workers.ts";
import type { StartMessage } from "../serve/messages.ts";
import { SharedPort } from "../serve/shared-port.ts";
import { stopRequest } from "../stop-request.ts";
import type { Terminal } from "../terminal.ts";

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  /** Processes of the API, supervised; none given: this one serves, alone. */
  readonly workers?: number;
  /** Django's server, when somebody else runs it. */
  readonly upstream?: string;
  /** The Python server that is run for Django. */
  readonly django?: PythonServerName;
  /** A snapshot: no Python at all. */
  readonly manifest?: string;
}

/** `serve`: the API and Django on one port, for production. Resolves when it was asked to stop and has. */
export async function serve({ open, terminal }: CommandContext, options: ServeOptions): Promise<void> {
  checkOptions(options);
  const stopped = stopRequest(["SIGTERM", "SIGINT"]);
  const behind =
    options.manifest === undefined
      ? await startPythonSide(await open(), options, terminal)
      : { description: await snapshotDescription(options.manifest), python: null, close: () => undefined };
  try {
    if (options.workers === undefined) await serveHere(behind, options, terminal, stopped);
    else await serveByWorkers(behind, options, terminal, stopped);
  } finally {
    await behind.close();
  }
}

function checkOptions({ manifest, upstream, django }: ServeOptions): void {
  if (manifest !== undefined && (upstream !== undefined || django !== undefined))
    throw new UsageError(
      `--manifest serves the API alone: it does not go together with --${upstream === undefined ? "django" : "upstream"}.`,
    );
  if (upstream !== undefined && django !== undefined)
    throw new UsageError("--upstream names a server that runs, --django one to run: give one of them.");
}

/** What stands behind the API, whichever process serves it. */
interface Behind {
  readonly description: PythonUpstream["description"];
  /** Null: a snapshot. */
  readonly python: { readonly context: PythonContext; readonly upstream: PythonUpstream } | null;
  close(): Promise<void> | undefined;
}

async function startPythonSide(
  context: PythonContext,
  { upstream: address, django }: ServeOptions,
  terminal: Terminal,
): Promise<Behind> {
  const upstream = await pythonUpstream(context, {
    upstream: address,
    django,
    onCrash: (exit) => terminal.printError(`The Python server ${describeExit(exit)}; it is started again.`),
  });
  for (const { where, message } of upstream.description.manifest.warnings)
    terminal.printError(`${terminal.style("yellow", "warning")} ${where}: ${message}`);
  return {
    description: upstream.description,
    python: { context, upstream },
    close: () => upstream.close(),
  };
}

async function serveHere(
  { description, python }: Behind,
  { host, port }: ServeOptions,
  terminal: Terminal,
  stopped: Promise<unknown>,
): Promise<void> {
  const backend =
    python === null ? snapshotBackend(description) : pythonBackend(python.context, python.upstream);
  try {
    const logger = productionLogger(terminal);
    const { server } = await loadApi({ ...backend, logger });
    logUnawaitedErrors(logger);
    const url = await server.listen({ host, port }).catch(async (error: unknown) => {
      throw await listenError(error, host, port);
    });
    terminal.print(`Serving ${api.settings.title} at ${url}`);
    await stopped;
    terminal.print("Stopping: running requests may end.");
    await server.close();
  } finally {
    await backend.close();
  }
}

async function serveByWorkers(
  { description, python }: Behind,
  { host, port, workers: count = 1 }: ServeOptions,
  terminal: Terminal,
  stopped: Promise<unknown>,
): Promise<void> {
  const shared = new SharedPort();
  const url = await shared.listen(host, port).catch(async (error: unknown) => {
    throw await listenError(error, host, port);
  });
  try {
    const { workers, title } = await ApiWorkers.start({
      count,
      port: shared,
      start: { description, python: forWorkers(python) },
      cwd: description.manifest.baseDir,
      output: ({ stream, text }) => (stream === "stderr" ? terminal.printError(text) : terminal.print(text)),
      onCrash: (name, exit) =>
        terminal.printError(`The process "${name}" ${describeExit(exit)}; it is started again.`),
    });
    terminal.print(`Serving ${title} at ${url}`);
    await stopped;
    terminal.print("Stopping: running requests may end.");
    shared.close();
    await workers.stop();
  } finally {
    shared.close();
  }
}

function forWorkers(python: Behind["python"]): StartMessage["python"] {
  if (python === null) return null;
  const { context, upstream } = python;
  const { address, secret, patience } = upstream;
  return {
    project: context.project,
    interpreter: context.python,
    upstream: { address, secret, patience },
  };
}
