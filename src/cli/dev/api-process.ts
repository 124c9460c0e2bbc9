// The entry of the process that runs the TypeScript API under `dev`. It is told what to do over IPC.
import { dirname } from "node:path";
import { DjangoGateway } from "../../django/gateway/django-gateway.ts";
import { endWithParent } from "../../django/lifeline.ts";
import type { OutputLine } from "../../django/process/child.ts";
import { projectWorkers } from "../../django/worker/project-workers.ts";
import { BridgeError } from "../../errors/base.ts";
import { ApiLoadError } from "../../errors/load.ts";
import { api } from "../../api/default.ts";
import { projectFrames } from "../../util/stack.ts";
import { loadApi } from "../load-api.ts";
import { listenBehind } from "../listen-behind.ts";
import { onLoadedFile } from "../loaded-files.ts";
import { logUnawaitedErrors } from "../unawaited-errors.ts";
import { developmentLogger } from "./development-logger.ts";
import type { ApiMessage, StartMessage } from "./messages.ts";
import { isMessage } from "./messages.ts";

/** Requests wait this long for Django when it restarts. */
const PATIENCE = 10_000;
/** Running requests may take this long after the new process has taken over. */
const GRACE = 3_000;

process.once("message", (message) => {
  if (isMessage<StartMessage>(message)) void start(message);
});

async function start(message: StartMessage): Promise<void> {
  endWithParent({ removing: dirname(message.socketPath) });
  // The front watches the files that the API consists of.
  onLoadedFile((file) => tell({ type: "loaded", file }));
  // The project's frames stand below ours: ten are too few to reach them.
  Error.stackTraceLimit = 50;
  const { project, python, upstream: address, secret } = message;
  const context = { project, python, env: process.env, output: passOn };
  try {
    const bridge = projectWorkers(context, message.description.manifest);
    const gateway = new DjangoGateway({ address, secret, bridge, patience: PATIENCE });
    const logger = developmentLogger();
    const { server, modules } = await loadApi({
      description: message.description,
      bridge,
      gateway,
      logger,
    });
    logUnawaitedErrors(logger);
    await listenBehind(server, { path: message.socketPath }, secret);
    process.once("SIGTERM", () => {
      void server
        .close({ gracePeriod: GRACE })
        .then(() => bridge.close())
        .then(() => process.exit(0));
    });
    const { docsUrl, redocUrl } = api.settings;
    const operations = server.routes.map(({ method, template, isOperation }) => ({
      method,
      template,
      isOperation,
    }));
    tell({ type: "ready", operations, modules, docsUrl, redocUrl });
  } catch (error) {
    tell(failed(error), () => process.exit(1));
  }
}

function failed(error: unknown): ApiMessage {
  if (error instanceof ApiLoadError) {
    // Their causes stay here: an error does not survive the way.
    const problems = error.problems.map((problem) => ({ ...problem, cause: undefined }));
    return {
      type: "failed",
      title: "The TypeScript API does not load",
      message: error.message,
      problems,
      stack: null,
    };
  }
  const known = error instanceof Error ? error : new TypeError(`${String(error)} was thrown`);
  return {
    type: "failed",
    title: "The TypeScript API does not start",
    message: known.message,
    problems: [],
    stack: tellsWhere(known) ? (known.stack ?? null) : null,
  };
}

/** Of an error that is known to us the message says it all, unless it was thrown below the project's own code. */
function tellsWhere(error: Error): boolean {
  return !(error instanceof BridgeError) || projectFrames(error.stack ?? "").length > 0;
}

/** What a worker prints is the project's: it goes where ours goes. */
function passOn({ stream, text }: OutputLine): void {
  process[stream].write(`${text}\n`);
}

function tell(message: ApiMessage, sent: () => void = () => {}): void {
  process.send?.(message, sent);
}
