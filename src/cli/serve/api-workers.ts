import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Socket } from "node:net";
import type { Exit, OutputLine } from "../../django/process/child.ts";
import { Child, describeExit } from "../../django/process/child.ts";
import { Service } from "../../django/process/service.ts";
import { ApiWorkerFailed } from "../../errors/cli.ts";
import type { ApiWorkerMessage, ConnectionMessage, ReadyMessage, StartMessage } from "./messages.ts";
import type { SharedPort, Taker } from "./shared-port.ts";

export interface ApiWorkersOptions {
  readonly count: number;
  readonly port: SharedPort;
  readonly start: Omit<StartMessage, "type">;
  readonly cwd: string;
  readonly output: (line: OutputLine) => void;
  readonly onCrash: (name: string, exit: Exit) => void;
}

/** This package runs from `dist` (.js) when installed, from `src` (.ts) in its own repository. */
const ENTRY = fileURLToPath(new URL(`./worker-process${extname(import.meta.url)}`, import.meta.url));
/** For the modules to be imported and their top level to run. */
const START_TIMEOUT = 60_000;
/** A process gives its running requests 10 seconds; then Python's workers stop. */
const STOP_GRACE = 20_000;

/** The processes of the API, each a service: started again when it ends by itself. */
export class ApiWorkers {
  private readonly services: readonly Service[];

  private constructor(services: readonly Service[]) {
    this.services = services;
  }

  /**
   * Starts them, the first one alone: what is wrong with the project is then said once.
   *
   * @returns the processes, and the API's title
   * @throws ApiWorkerFailed
   */
  static async start(options: ApiWorkersOptions): Promise<{ workers: ApiWorkers; title: string }> {
    let title = "";
    const services = Array.from({ length: options.count }, (_, index) =>
      apiService(`api ${index + 1}`, options, (ready) => (title = ready.title)),
    );
    const workers = new ApiWorkers(services);
    const [first, ...others] = services;
    try {
      await first?.start();
      await Promise.all(others.map((service) => service.start()));
    } catch (error) {
      await workers.stop();
      throw error;
    }
    return { workers, title };
  }

  /** Lets running requests end. */
  async stop(): Promise<void> {
    await Promise.all(this.services.map((service) => service.stop()));
  }
}

function apiService(
  name: string,
  { port, start, cwd, output, onCrash }: ApiWorkersOptions,
  onReady: (message: ReadyMessage) => void,
): Service {
  return new Service({
    start: () =>
      new Child({
        name,
        command: process.execPath,
        // node:sqlite calls itself experimental on each start.
        args: ["--disable-warning=ExperimentalWarning", ENTRY],
        cwd,
        env: process.env,
        ipc: true,
        output,
      }),
    async ready(child) {
      const told = new Promise<ReadyMessage>((resolve) =>
        child.on("message", (message) => {
          const said = message as unknown as ApiWorkerMessage;
          if (said.type === "ready") resolve(said);
        }),
      );
      child.send({ type: "start", ...start } satisfies StartMessage);
      onReady(await told);
      const taker = takerOf(child);
      port.add(taker);
      child.once("gone", () => port.remove(taker));
    },
    startError: (_child, exit) =>
      new ApiWorkerFailed(
        `A process of the API ${exit === null ? `was not ready after ${START_TIMEOUT / 1000} seconds` : describeExit(exit)}, before it served.`,
      ),
    startTimeout: START_TIMEOUT,
    stopGrace: STOP_GRACE,
    onCrash: (exit) => onCrash(name, exit),
  });
}

function takerOf(child: Child): Taker {
  let last = 0;
  const handed = new Map<number, Socket>();
  child.on("message", (message) => {
    const said = message as unknown as ApiWorkerMessage;
    if (said.type !== "accepted") return;
    handed.get(said.id)?.destroy();
    handed.delete(said.id);
  });
  return {
    take(socket) {
      handed.set(++last, socket);
      child.sendConnection({ type: "connection", id: last } satisfies ConnectionMessage, socket);
    },
    untaken() {
      const sockets = [...handed.values()];
      handed.clear();
      return sockets;
    },
  };
}
