import { isStale } from "../../codegen/staleness.ts";
import type { CommandContext } from "../command-context.ts";
import { Front } from "../dev/front.ts";
import { Reporter } from "../dev/reporter.ts";
import type { Change } from "../dev/session.ts";
import { Session } from "../dev/session.ts";
import type { WatchedChange } from "../dev/watcher.ts";
import { Watcher } from "../dev/watcher.ts";
import { writtenFolders } from "../dev/written-folders.ts";
import { listenError } from "../listen-error.ts";
import { planModels, writeModels } from "../models.ts";
import { packageVersion } from "../package-version.ts";
import { stopRequest } from "../stop-request.ts";

export interface DevOptions {
  readonly host: string;
  readonly port: number;
  /** Node's inspector, for the API's process. */
  readonly inspect?: string | boolean;
}

/** `dev`: the API and Django on one port, started anew when files change. Resolves when it was asked to stop and has. */
export async function dev({ open, terminal }: CommandContext, options: DevOptions): Promise<void> {
  const context = await open();
  const front = new Front(context.project.dir);
  const port = await front.listen(options.host, options.port).catch(async (error: unknown) => {
    throw await listenError(error, options.host, options.port);
  });
  const reporter = new Reporter({
    terminal,
    url: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`,
    version: packageVersion(),
    python: context.python,
    settingsModule: context.project.settingsModule,
  });
  reporter.greet();
  const session = new Session({
    context: { ...context, env: colored(context.env), output: reporter.output },
    front,
    events: reporter,
    async generate(manifest) {
      const plan = await planModels(manifest);
      if (!isStale(plan)) return;
      await writeModels(plan);
      reporter.generated([...plan.missing, ...plan.changed, ...plan.obsolete]);
    },
    nodeFlags: inspectFlags(options.inspect),
  });
  const written = (): readonly string[] => writtenFolders(session.manifest, context.project.dir);
  const watcher = new Watcher([context.project.dir], written, (changes) => {
    const relevant = changes.filter((change) => concerns(session, change));
    if (relevant.length === 0) return;
    reporter.changed(relevant);
    for (const kind of new Set(relevant.map(changeOf))) void session.change(kind);
  });
  const stopping = stopRequest(["SIGINT", "SIGTERM", "SIGHUP"]);
  await watcher.ready();
  await Promise.race([session.start(), stopping]);
  watcher.add((session.manifest?.apps ?? []).filter(({ local }) => local).map(({ path }) => path));
  await stopping;
  await watcher.close();
  front.close();
  await session.stop();
}

function concerns(session: Session, { kind, file, event }: WatchedChange): boolean {
  if (kind !== "script") return true;
  // A new file may be an app's api.ts, or the import that was missing.
  return session.concernsApi(file) || (event === "add" && /\.m?[jt]s$/.test(file));
}

function changeOf({ kind }: WatchedChange): Change {
  return kind === "python" ? "python" : kind === "template" ? "templates" : "api";
}

/** The children write to pipes; what they print reaches this terminal. */
function colored(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return process.stdout.isTTY && env["NO_COLOR"] === undefined ? { FORCE_COLOR: "1", ...env } : env;
}

function inspectFlags(inspect: string | boolean | undefined): string[] {
  if (inspect === undefined || inspect === false) return [];
  return [inspect === true ? "--inspect" : `--inspect=${inspect}`];
}
