import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { ProjectDescription } from "../../django/describe.ts";
import { describeProject } from "../../django/describe.ts";
import { Forwarder } from "../../django/gateway/forwarder.ts";
import { describeExit } from "../../django/process/child.ts";
import type { PythonContext } from "../../django/python-process.ts";
import { PythonServer } from "../../django/python-server.ts";
import { makeSocketFolder, removeSocketFolder } from "../../django/socket-folder.ts";
import type { Manifest } from "../../manifest/schema.ts";
import type { ReadyMessage } from "./api-child.ts";
import { ApiChild } from "./api-child.ts";
import { apiPaths } from "./api-paths.ts";
import type { Failure } from "./failure.ts";
import { crashFailure, pythonFailure } from "./failure.ts";
import type { Front } from "./front.ts";

/** What changed: Python code (everything is described and started anew), templates (Django only), or the API. */
export type Change = "python" | "templates" | "api";

/** Told as things happen; it prints. */
export interface SessionEvents {
  started(kind: "python" | "api"): void;
  described(manifest: Manifest): void;
  ready(ready: ReadyMessage, manifest: Manifest): void;
  failed(failure: Failure): void;
  crashed(what: string, how: string): void;
}

export interface SessionOptions {
  readonly context: PythonContext;
  readonly front: Front;
  readonly events: SessionEvents;
  /** Brings the generated models up to date, before the API starts. */
  readonly generate: (manifest: Manifest) => Promise<void>;
  readonly nodeFlags: readonly string[];
}

/** Crashes of a running API in a row, after which it waits for a change. */
const CRASHES = 4;
const WELL_AFTER = 30_000;

/**
 * What runs behind the development server's port, and its replacement when files change: the new process is ready
 * before the old one stops, and in between requests wait at the front.
 */
export class Session {
  private readonly options: SessionOptions;
  private readonly secret = randomBytes(32).toString("base64url");
  private readonly pending = new Set<Change>();
  private round: AbortController | null = null;
  private stopped = false;
  private readonly folder = makeSocketFolder();
  private sockets = 0;

  private description: ProjectDescription | null = null;
  private server: { readonly python: PythonServer; readonly forwarder: Forwarder } | null = null;
  private api: { readonly child: ApiChild; readonly forwarder: Forwarder } | null = null;
  private pythonFailure: Failure | null = null;
  private apiFailure: Failure | null = null;
  private knownApi: ReadyMessage | null = null;
  private crashes = 0;

  constructor(options: SessionOptions) {
    this.options = options;
  }

  /** The manifest of the project as it last started. */
  get manifest(): Manifest | null {
    return this.description?.manifest ?? null;
  }

  /** Whether a change of this file concerns the API: it was imported, or the API waits to be mended. */
  concernsApi(file: string): boolean {
    return this.apiFailure !== null || this.api === null || this.api.child.files.has(file);
  }

  /** Starts everything; resolves when requests are answered, be it with a failure. */
  async start(): Promise<void> {
    await this.change("python");
  }

  /** Replaces what a change concerns. A change in the middle of a replacement begins it anew. */
  async change(kind: Change): Promise<void> {
    this.pending.add(kind);
    if (kind !== "templates") this.crashes = 0;
    if (this.round !== null) {
      this.round.abort();
      return;
    }
    while (this.pending.size > 0 && !this.stopped) {
      this.round = new AbortController();
      this.options.front.hold();
      await this.replace(this.round.signal);
    }
    this.round = null;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.round?.abort();
    await Promise.all([this.api?.child.stop(), this.server?.python.stop()]);
    removeSocketFolder(this.folder);
  }

  private async replace(signal: AbortSignal): Promise<void> {
    const changes = new Set(this.pending);
    const before = { server: this.server, api: this.api };
    try {
      const describe = changes.has("python") || this.description === null;
      if (describe || changes.has("templates")) await this.restartPython(describe, signal);
      if (this.pythonFailure === null) await this.restartApi(signal);
      else this.api = null;
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    if (signal.aborted) {
      // What this round replaced stays for the next one to replace; only its own new processes go.
      this.retire({ server: this.server, api: this.api }, before);
      this.server = before.server;
      this.api = before.api;
      return;
    }
    this.pending.clear();
    this.serve();
    this.retire(before, { server: this.server, api: this.api });
  }

  private async restartPython(describe: boolean, signal: AbortSignal): Promise<void> {
    const { context, events, generate } = this.options;
    events.started("python");
    try {
      let { description } = this;
      if (describe || description === null) {
        description = await describeProject(context, { signal });
        events.described(description.manifest);
        await generate(description.manifest);
      }
      await this.startServer(signal);
      this.description = description;
      this.pythonFailure = null;
    } catch (error) {
      signal.throwIfAborted();
      this.pythonFailure = pythonFailure(error);
      events.failed(this.pythonFailure);
    }
  }

  private async startServer(signal: AbortSignal): Promise<void> {
    const { context, events } = this.options;
    const python = await PythonServer.start({
      context,
      secret: this.secret,
      folder: this.folder,
      onCrash: (exit) => events.crashed("The Python server", describeExit(exit)),
    });
    this.server = {
      python,
      forwarder: new Forwarder({ address: python.address, secret: this.secret, patience: 10_000 }),
    };
    signal.throwIfAborted();
  }

  private async restartApi(signal: AbortSignal): Promise<void> {
    const { context, events, nodeFlags } = this.options;
    if (this.description === null || this.server === null) return;
    events.started("api");
    const child = new ApiChild({
      start: {
        description: this.description,
        project: context.project,
        python: context.python,
        upstream: this.server.python.address,
        socketPath: join(this.folder, `api-${++this.sockets}.sock`),
        secret: this.secret,
      },
      env: context.env,
      output: context.output,
      nodeFlags,
    });
    this.api = {
      child,
      forwarder: new Forwarder({
        address: { socketPath: child.socketPath },
        secret: this.secret,
        server: "TypeScript API",
      }),
    };
    const abort = (): void => child.kill();
    signal.addEventListener("abort", abort, { once: true });
    const outcome = await child.started();
    signal.removeEventListener("abort", abort);
    signal.throwIfAborted();
    if ("type" in outcome) {
      this.knownApi = outcome;
      this.apiFailure = null;
      events.ready(outcome, this.description.manifest);
      void this.watchApi(child);
    } else {
      this.apiFailure = outcome;
      events.failed(outcome);
    }
  }

  private serve(): void {
    const failure = this.pythonFailure ?? this.apiFailure;
    const { front } = this.options;
    if (failure === null && this.api !== null) {
      front.serve({ kind: "api", api: this.api.forwarder });
    } else if (failure !== null) {
      front.serve({
        kind: "failed",
        failure,
        isApiPath: apiPaths(this.knownApi?.operations ?? []),
        django: this.server?.forwarder ?? null,
      });
    }
  }

  /** Ends what is in `old` and not in `current`. */
  private retire(
    old: { server: Session["server"]; api: Session["api"] },
    current: { server: Session["server"]; api: Session["api"] },
  ): void {
    if (old.api !== null && old.api !== current.api) {
      old.api.forwarder.close();
      void old.api.child.stop();
    }
    if (old.server !== null && old.server !== current.server) {
      const { forwarder, python } = old.server;
      // The old API's process still asks it until its last request has ended.
      void Promise.resolve(old.api?.child.exited).then(() => {
        forwarder.close();
        return python.stop();
      });
    }
  }

  /** An API that ends by itself while it serves is started again, a few times. */
  private async watchApi(child: ApiChild): Promise<void> {
    const began = performance.now();
    const exit = await child.exited;
    if (this.stopped || this.api?.child !== child || this.round !== null) return;
    const { events, front } = this.options;
    events.crashed("The TypeScript API", describeExit(exit));
    this.crashes = performance.now() - began > WELL_AFTER ? 1 : this.crashes + 1;
    front.hold();
    if (this.crashes >= CRASHES) {
      this.apiFailure = crashFailure(
        `${describeExit(exit)}, ${CRASHES} times in a row; it waits for a change`,
        child.lastErrors,
      );
      events.failed(this.apiFailure);
      this.serve();
      return;
    }
    const crashes = this.crashes;
    await delay(100 * 2 ** crashes);
    if (this.stopped || this.api?.child !== child || this.round !== null) return;
    await this.change("api");
    this.crashes = crashes;
  }
}
