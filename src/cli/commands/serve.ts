import { once } from "node:events";
import { api } from "../../api/default.ts";
import { describeExit } from "../../django/process/child.ts";
import { UsageError } from "../../errors/cli.ts";
import { pythonBackend, snapshotBackend } from "../backend.ts";
import type { CommandContext } from "../command-context.ts";
import { listenError } from "../listen-error.ts";
import { loadApi } from "../load-api.ts";
import { productionLogger } from "../production-logger.ts";

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  /** Django's server, when somebody else runs it. */
  readonly upstream?: string;
  /** A snapshot: no Python at all. */
  readonly manifest?: string;
}

/** `serve`: the API and Django on one port, for production. Resolves when it was asked to stop and has. */
export async function serve({ open, terminal }: CommandContext, options: ServeOptions): Promise<void> {
  const { host, port, upstream, manifest } = options;
  if (manifest !== undefined && upstream !== undefined)
    throw new UsageError("--manifest serves the API alone: it does not go together with --upstream.");
  const stopped = Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
  const backend =
    manifest === undefined
      ? await pythonBackend(await open(), {
          upstream,
          onCrash: (exit) =>
            terminal.printError(`The Python server ${describeExit(exit)}; it is started again.`),
        })
      : await snapshotBackend(manifest);
  try {
    const { server } = await loadApi({ ...backend, logger: productionLogger(terminal) });
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
