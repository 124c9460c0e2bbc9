// The entry of a process of the API under `serve --workers`. It is told what to do over IPC, connections come over it too.
import { createServer } from "node:http";
import type { Socket } from "node:net";
import { api } from "../../api/default.ts";
import { RAW_SERVER_OPTIONS } from "../../django/gateway/http-options.ts";
import { endWithParent } from "../../django/lifeline.ts";
import type { PythonContext } from "../../django/python-process.ts";
import { KEEP_ALIVE } from "../../server/listener.ts";
import { pythonBackend, snapshotBackend } from "../backend.ts";
import type { Backend } from "../backend.ts";
import { loadApi } from "../load-api.ts";
import { productionLogger } from "../production-logger.ts";
import { renderError } from "../render-error.ts";
import { terminal } from "../terminal.ts";
import { logUnawaitedErrors } from "../unawaited-errors.ts";
import type { ApiWorkerMessage, ConnectionMessage, StartMessage } from "./messages.ts";

/** The process with the port is gone: what runs may take this long, as when it asks us to stop. */
const GRACE = 10_000;

process.once("message", (message) => {
  endWithParent({ grace: GRACE });
  start(message as StartMessage).catch((error: unknown) => {
    renderError(error, terminal, { verbose: false });
    process.exit(1);
  });
});

async function start({ description, python }: StartMessage): Promise<void> {
  const backend = python === null ? snapshotBackend(description) : withPython(description, python);
  const logger = productionLogger(terminal);
  const { server } = await loadApi({ ...backend, logger });
  logUnawaitedErrors(logger);
  const http = createServer({ ...RAW_SERVER_OPTIONS, keepAliveTimeout: KEEP_ALIVE });
  await server.listen({ server: http });
  process.on("message", ({ id }: ConnectionMessage, socket?: Socket) => {
    tell({ type: "accepted", id });
    // One that its client closed meanwhile does not arrive.
    if (socket === undefined) return;
    http.emit("connection", socket);
    socket.resume();
  });
  process.once("SIGTERM", () => {
    void server
      .close({ gracePeriod: GRACE })
      .then(() => backend.close())
      .then(() => process.exit(0));
  });
  tell({ type: "ready", title: api.settings.title });
}

function tell(message: ApiWorkerMessage): void {
  process.send?.(message);
}

function withPython(
  description: StartMessage["description"],
  { project, interpreter, upstream }: NonNullable<StartMessage["python"]>,
): Backend {
  const context: PythonContext = {
    project,
    python: interpreter,
    env: process.env,
    output: ({ stream, text }) => process[stream].write(`${text}\n`),
  };
  return pythonBackend(context, { description, ...upstream });
}
