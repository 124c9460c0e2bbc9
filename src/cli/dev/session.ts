import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { ProjectDescription } from "../../django/describe.ts";
import { describeProject } from "../../django/describe.ts";
import { describeExit } from "../../django/process/child.ts";
import type { PythonContext } from "../../django/python-process.ts";
import { makeSocketFolder, removeSocketFolder } from "../../django/socket-folder.ts";
import type { Manifest } from "../../manifest/schema.ts";
import type { ReadyMessage } from "./api-child.ts";
import { ApiChild } from "./api-child.ts";
import { apiPaths } from "./api-paths.ts";
import { DevDjango } from "./dev-django.ts";
import type { Failure } from "./failure.ts";
import { crashFailure, pythonFailure } from "./failure.ts";
import type { Front } from "./front.ts";

/** What changed: Python code (everything is described and started anew), templates (Django only), or the API. */
export type Change = "python" | "templates" | "api";

/** Told as things happen; it prints. */
export interface SessionEvents {
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

/** The processes that serve now. The API's is there too when it reported that it cannot serve. */
interface Running {
  readonly django: DevDjango | null;
  readonly api: ApiChild | null;
}

/** Crashes of a running API in a row, after which it waits for a change. */
const CRASHES = 4;
const WELL_AFTER = 30_000;
const FIRST_PAUSE = 100;

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
  private running: Running = { django: null, api: null };
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
    const { api } = this.running;
    return this.apiFailure !== null || api === null || api.files.has(file);
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
    await Promise.all([this.running.api?.stop(), this.running.django?.stop()]);
    removeSocketFolder(this.folder);
  }

  private async replace(signal: AbortSignal): Promise<void> {
    const changes = new Set(this.pending);
    const before = this.running;
    try {
      const describe = changes.has("python") || this.description === null;
      if (describe || changes.has("templates")) await this.restartDjango(describe, signal);
      if (this.pythonFailure === null) await this.restartApi(signal);
      else this.running = { ...this.running, api: null };
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    if (signal.aborted) {
      // What ran before stays for the next round to replace; what this round started goes.
      retire(this.running, before);
      this.running = before;
      return;
    }
    this.pending.clear();
    this.serve();
    retire(before, this.running);
  }

  private async restartDjango(describe: boolean, signal: AbortSignal): Promise<void> {
    const { context, events, generate } = this.options;
    try {
      let { description } = this;
      if (describe || description === null) {
        description = await describeProject(context, { signal });
        await generate(description.manifest);
      }
      const django = await DevDjango.start({
        context,
        secret: this.secret,
        folder: this.folder,
        onCrash: (exit) => events.crashed("The Python server", describeExit(exit)),
      });
      this.running = { ...this.running, django };
      signal.throwIfAborted();
      this.description = description;
      this.pythonFailure = null;
    } catch (error) {
      signal.throwIfAborted();
      this.pythonFailure = pythonFailure(error);
      events.failed(this.pythonFailure);
    }
  }

  private async restartApi(signal: AbortSignal): Promise<void> {
    const { description } = this;
    const { django } = this.running;
    if (description === null || django === null) return;
    const { context, events, nodeFlags } = this.options;
    const api = new ApiChild({
      start: {
        description,
        project: context.project,
        python: context.python,
        upstream: django.address,
        socketPath: join(this.folder, `api-${++this.sockets}.sock`),
        secret: this.secret,
      },
      env: context.env,
      output: context.output,
      nodeFlags,
    });
    this.running = { django, api };
    const abort = (): void => api.kill();
    signal.addEventListener("abort", abort, { once: true });
    const outcome = await api.started();
    signal.removeEventListener("abort", abort);
    signal.throwIfAborted();
    if ("type" in outcome) {
      this.knownApi = outcome;
      this.apiFailure = null;
      events.ready(outcome, description.manifest);
      void this.watchApi(api);
    } else {
      this.apiFailure = outcome;
      events.failed(outcome);
    }
  }

  private serve(): void {
    const { front } = this.options;
    const { django, api } = this.running;
    const failure = this.pythonFailure ?? this.apiFailure;
    if (failure !== null) {
      const isApiPath = apiPaths(this.knownApi?.operations ?? []);
      front.serve({ kind: "failed", failure, isApiPath, django: django?.forwarder ?? null });
    } else if (api !== null) {
      front.serve({ kind: "api", api: api.forwarder });
    }
  }

  /** An API that ends by itself while it serves is started again, a few times. */
  private async watchApi(api: ApiChild): Promise<void> {
    const replaced = (): boolean => this.stopped || this.running.api !== api || this.round !== null;
    const began = performance.now();
    const exit = await api.exited;
    if (replaced()) return;
    const { events, front } = this.options;
    events.crashed("The TypeScript API", describeExit(exit));
    const crashes = performance.now() - began > WELL_AFTER ? 1 : this.crashes + 1;
    this.crashes = crashes;
    front.hold();
    if (crashes >= CRASHES) {
      const how = `${describeExit(exit)}, ${CRASHES} times in a row; it waits for a change`;
      this.apiFailure = crashFailure(how, api.lastErrors);
      events.failed(this.apiFailure);
      this.serve();
      return;
    }
    await delay(FIRST_PAUSE * 2 ** crashes);
    if (replaced()) return;
    await this.change("api");
    this.crashes = crashes;
  }
}

/** Ends what is in `old` and not in `current`. */
function retire(old: Running, current: Running): void {
  const { api, django } = old;
  const apiStopped = api === null || api === current.api ? null : api.stop();
  // The old API's process still asks it until its last request has ended.
  if (django !== null && django !== current.django)
    void Promise.resolve(apiStopped).then(() => django.stop());
}
