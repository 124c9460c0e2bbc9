import type { IncomingMessage, ServerResponse } from "node:http";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { api } from "../../api/default.ts";
import { isStale } from "../../codegen/staleness.ts";
import { describeProject } from "../../django/describe.ts";
import { GATEWAY_SECRET_VARIABLE, isHandedOn } from "../../django/gateway/client-info.ts";
import { endWithParent } from "../../django/lifeline.ts";
import { middlewareStandings } from "../../django/middleware.ts";
import { projectWorkers } from "../../django/worker/project-workers.ts";
import { UsageError } from "../../errors/cli.ts";
import type { Manifest } from "../../manifest/schema.ts";
import { routeTable } from "../../server/route-table.ts";
import type { ApiServer } from "../../server/server.ts";
import type { CommandContext } from "../command-context.ts";
import { developmentLogger } from "../dev/development-logger.ts";
import { listenBehind } from "../listen-behind.ts";
import { loadApi } from "../load-api.ts";
import { onLoadedFile } from "../loaded-files.ts";
import { planModels, writeModels } from "../models.ts";
import { stopRequest } from "../stop-request.ts";
import type { Terminal } from "../terminal.ts";
import { logUnawaitedErrors } from "../unawaited-errors.ts";

export interface NodeOptions {
  readonly socket?: string;
  readonly host: string;
  readonly port?: number;
  /** Models are written when they are not up to date, and start-up says what would surprise. */
  readonly dev?: boolean;
}

/** What python/django_fastapi/front asks first: which requests are the API's, and which files it consists of. */
const OWN_ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TABLE_PATH = "/-/route-table";
/** Running requests may take this long when the server in front stops or reloads. */
const GRACE = 2_000;

/**
 * `node`: the API behind a Python server, which starts it (python/django_fastapi/front) or names it by
 * FASTAPI_NODE_URL. Resolves when it was asked to stop and has.
 */
export async function node({ open, terminal }: CommandContext, options: NodeOptions): Promise<void> {
  const secret = process.env[GATEWAY_SECRET_VARIABLE];
  if (secret === undefined || secret === "")
    throw new UsageError(`${GATEWAY_SECRET_VARIABLE} is not set: the Python server and this one share it.`);
  const where = address(options);
  if (process.env["DJANGO_FASTAPI_FRONT"] === "python" && "path" in where)
    endWithParent({ removing: dirname(where.path), grace: 2 * GRACE });
  const stopped = stopRequest(["SIGTERM", "SIGINT"]);
  const files = new Set<string>();
  onLoadedFile((file) => files.add(file));
  // The project's frames stand below ours: ten are too few to reach them.
  Error.stackTraceLimit = 50;

  const context = await open();
  const description = await describeProject(context);
  if (options.dev === true) await prepareDevelopment(description.manifest, terminal);
  const bridge = projectWorkers(context, description.manifest);
  const { request: _, ...logger } = developmentLogger();
  let table: string | null = null;
  const { server } = await loadApi({
    description,
    bridge,
    gateway: null,
    logger,
    internal(request, response) {
      if (request.url !== TABLE_PATH || !isHandedOn(request)) return false;
      table ??= JSON.stringify({
        ...tableOf(server, description.manifest),
        files: [...files].filter((file) => !file.startsWith(OWN_ROOT)),
      });
      answerJson(response, table);
      return true;
    },
  });
  logUnawaitedErrors(logger);
  await listenBehind(server, where, secret);
  await stopped;
  await server.close({ gracePeriod: GRACE });
  await bridge.close();
}

function address({ socket, host, port }: NodeOptions): { path: string } | { host: string; port: number } {
  if (socket !== undefined) return { path: socket };
  if (port !== undefined) return { host, port };
  throw new UsageError("Say where to listen: --socket PATH, or --port NUMBER.");
}

function tableOf(server: ApiServer, { settings }: Manifest): object {
  const { rootPath, redirectSlashes } = api.settings;
  const webSockets = server.webSockets.map(({ template }) => ({ method: "WEBSOCKET", template }));
  return routeTable([...server.routes, ...webSockets], {
    rootPath: rootPath.replace(/\/+$/, ""),
    redirectSlashes,
    cors: settings["FASTAPI_CORS_ENABLED"] === true,
  });
}

async function prepareDevelopment(manifest: Manifest, terminal: Terminal): Promise<void> {
  const plan = await planModels(manifest);
  if (isStale(plan)) {
    await writeModels(plan);
    terminal.print(`Models generated: ${[...plan.missing, ...plan.changed, ...plan.obsolete].join(", ")}`);
  }
  const passedBy = middlewareStandings(manifest.settings["MIDDLEWARE"])
    .filter(({ standing }) => standing !== "honoured")
    .map(({ name }) => name.split(".").at(-1));
  if (passedBy.length > 0)
    terminal.print(
      `API requests do not pass ${passedBy.join(", ")} (python manage.py check says what it means)`,
    );
}

function answerJson(response: ServerResponse<IncomingMessage>, body: string): void {
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
}
