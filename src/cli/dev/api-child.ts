import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Forwarder } from "../../django/gateway/forwarder.ts";
import type { Exit, OutputLine } from "../../django/process/child.ts";
import { Child, describeExit } from "../../django/process/child.ts";
import type { Failure } from "./failure.ts";
import { crashFailure, loadFailure } from "./failure.ts";
import type { ApiMessage, StartMessage } from "./messages.ts";
import { isMessage } from "./messages.ts";

export type ReadyMessage = Extract<ApiMessage, { type: "ready" }>;

export interface ApiChildOptions {
  readonly start: Omit<StartMessage, "type">;
  readonly env: NodeJS.ProcessEnv;
  readonly output: (line: OutputLine) => void;
  /** Flags of Node's for the process: "--inspect". */
  readonly nodeFlags: readonly string[];
}

/** This package runs from `dist` (.js) when installed, from `src` (.ts) in its own repository. */
const ENTRY = fileURLToPath(new URL(`./api-process${extname(import.meta.url)}`, import.meta.url));
/** For the modules to be imported and their top level to run. */
const START_TIMEOUT = 60_000;
/** For running requests to end. */
const STOP_GRACE = 5_000;

/** The process of the TypeScript API, as the development server sees it. */
export class ApiChild {
  /** The way of requests to it. */
  readonly forwarder: Forwarder;
  /** Project files that it has imported so far, or tried to. */
  readonly files = new Set<string>();
  readonly exited: Promise<Exit>;
  private readonly child: Child;
  private readonly outcome = Promise.withResolvers<ReadyMessage | Failure>();

  constructor({ start, env, output, nodeFlags }: ApiChildOptions) {
    const { socketPath, secret } = start;
    this.forwarder = new Forwarder({ address: { socketPath }, secret, server: "TypeScript API" });
    this.child = new Child({
      name: "api",
      command: process.execPath,
      // node:sqlite calls itself experimental on each start.
      args: ["--disable-warning=ExperimentalWarning", ...nodeFlags, ENTRY],
      cwd: start.project.dir,
      env,
      ipc: true,
      output,
    });
    this.exited = this.child.exited;
    this.child.on("message", (message) => this.onMessage(message));
    void this.watch();
    this.child.send({ type: "start", ...start } satisfies StartMessage);
  }

  /** What its start came to. */
  started(): Promise<ReadyMessage | Failure> {
    return this.outcome.promise;
  }

  get lastErrors(): string {
    return this.child.lastErrors;
  }

  async stop(): Promise<void> {
    await this.child.stop(STOP_GRACE);
    this.forwarder.close();
  }

  kill(): void {
    this.child.kill();
  }

  private onMessage(message: unknown): void {
    if (!isMessage<ApiMessage>(message)) return;
    if (message.type === "loaded") this.files.add(message.file);
    else if (message.type === "ready") this.outcome.resolve(message);
    else this.outcome.resolve(loadFailure(message));
  }

  private async watch(): Promise<void> {
    const timer = setTimeout(() => {
      this.outcome.resolve(crashFailure(`was not ready after ${START_TIMEOUT / 1000} seconds`, ""));
      this.child.kill();
    }, START_TIMEOUT);
    void this.outcome.promise.finally(() => clearTimeout(timer));
    const exit = await this.exited;
    this.outcome.resolve(crashFailure(describeExit(exit), this.child.lastErrors));
  }
}
