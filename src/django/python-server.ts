import { join } from "node:path";
import { z } from "zod";
import { ProjectDoesNotStart } from "../errors/project.ts";
import type { UpstreamAddress } from "./gateway/address.ts";
import { GATEWAY_SECRET_VARIABLE } from "./gateway/client-info.ts";
import type { Child, Exit } from "./process/child.ts";
import { describeExit } from "./process/child.ts";
import { splitLines } from "./process/lines.ts";
import type { ServiceOptions } from "./process/service.ts";
import { Service } from "./process/service.ts";
import type { PythonContext } from "./python-process.ts";
import { startPython } from "./python-process.ts";
import { projectDoesNotStart, startupFailure } from "./startup-failure.ts";
import { innermostProjectLine } from "./traceback.ts";

export interface PythonServerOptions extends Pick<
  ServiceOptions,
  "onCrash" | "onFailedRestart" | "onRestart"
> {
  readonly context: PythonContext;
  /** Authenticates what the gateway says of the client. */
  readonly secret: string;
  /** Which of Python's servers; default: the first that is installed, of uvicorn, daphne and Django's own. */
  readonly server?: PythonServerName | undefined;
  /** A folder that only this user may enter; the server's socket is made there. */
  readonly folder: string;
}

/** Python's servers that can be asked for. */
export const PYTHON_SERVERS = ["uvicorn", "gunicorn", "daphne", "wsgi"] as const;
export type PythonServerName = (typeof PYTHON_SERVERS)[number];

/** Each server of this process has a socket of its own: the next one starts while the last one serves. */
let started = 0;
const START_TIMEOUT = 60_000;

/** The project's Python server: Django and the FastAPI operations, behind a Unix socket of its own. */
export class PythonServer {
  readonly address: UpstreamAddress;
  private readonly service: Service;

  private constructor(address: UpstreamAddress, service: Service) {
    this.address = address;
    this.service = service;
  }

  /** @throws ProjectDoesNotStart */
  static async start({
    context,
    secret,
    folder,
    server,
    ...events
  }: PythonServerOptions): Promise<PythonServer> {
    const socketPath = join(folder, `django-${++started}.sock`);
    const service = new Service({
      ...events,
      start: () =>
        startPython(context, {
          name: "django",
          args: ["server", "--uds", socketPath, ...(server === undefined ? [] : ["--server", server])],
          pipes: 1,
          env: { [GATEWAY_SECRET_VARIABLE]: secret, DJANGO_FASTAPI_READY_FD: "3" },
        }),
      ready: (child) => listening(context, child),
      startError: (child, exit) => startError(context, child, exit),
      startTimeout: START_TIMEOUT,
    });
    await service.start();
    return new PythonServer({ socketPath }, service);
  }

  async stop(): Promise<void> {
    await this.service.stop();
  }
}

const report = z.union([z.looseObject({ listening: z.unknown() }), startupFailure]);

/** The server says on descriptor 3 that it accepts connections, or why it will not. */
function listening(context: PythonContext, child: Child): Promise<void> {
  return new Promise((resolve, reject) => {
    splitLines(child.pipe(3), (line) => {
      const said = report.parse(JSON.parse(line));
      if ("listening" in said) resolve();
      else reject(projectDoesNotStart(context, said.error));
    });
  });
}

function startError({ project }: PythonContext, child: Child, exit: Exit | null): ProjectDoesNotStart {
  const how = exit === null ? `was not ready after ${START_TIMEOUT / 1000} seconds` : describeExit(exit);
  const lastLine = child.lastErrors.trimEnd().split("\n").at(-1) ?? "";
  return new ProjectDoesNotStart(
    `The project's Python server ${how}${lastLine === "" ? "" : `: ${lastLine}`}`,
    child.lastErrors,
    innermostProjectLine(child.lastErrors, project.dir),
  );
}
