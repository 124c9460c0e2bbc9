import { PythonBusy, PythonUnavailable } from "../../errors/python.ts";
import type {
  BridgeMethods,
  BridgeRequestOptions,
  PinnedWorker,
  PythonBridge,
} from "../../manifest/bridge.ts";
import type { Child } from "../process/child.ts";
import { Limit } from "./limit.ts";
import { withCallerStack } from "./caller-stack.ts";
import { Lease } from "./lease.ts";
import { runLimited } from "./run-limited.ts";
import { WaitingLine } from "./waiting-line.ts";
import { Worker } from "./worker.ts";

export interface WorkerPoolOptions {
  /** Starts a worker process with pipes on descriptors 3 and 4. */
  readonly start: () => Child;
  /** How many workers at most, beside as many pinned ones. */
  readonly size?: number;
  /** How many calls may wait for a worker. */
  readonly queueLimit?: number;
  /** Milliseconds for a call that names none; null: no limit. */
  readonly deadline?: number | null;
  /** Milliseconds for a worker to be ready: what `django.setup()` takes. */
  readonly startTimeout?: number;
}

const DEFAULTS = { size: 2, queueLimit: 1_000, deadline: 30_000, startTimeout: 60_000 };
const FIRST_RETRY = 250;
const SLOWEST_RETRY = 10_000;
/** Calls that run when the pool is closed may take this long. */
const DRAIN = 5_000;

/**
 * The way to Python over worker processes: started when the first call needs one, replaced when they end. A worker
 * runs one call at a time; calls that find none idle wait in line.
 */
export class WorkerPool implements PythonBridge {
  readonly available = true;
  private readonly options: Required<WorkerPoolOptions>;
  private readonly workers = new Set<Worker>();
  private readonly idle: Worker[] = [];
  private readonly line = new WaitingLine<Worker>();
  private readonly pinLine = new WaitingLine<null>();
  private starting = 0;
  private pinned = 0;
  private startFailure: { readonly error: unknown; readonly retryAt: number; readonly delay: number } | null =
    null;
  private closed = false;

  constructor(options: WorkerPoolOptions) {
    this.options = { ...DEFAULTS, ...options };
  }

  async request<M extends keyof BridgeMethods>(
    method: M,
    params: BridgeMethods[M]["params"],
    options: BridgeRequestOptions = {},
  ): Promise<BridgeMethods[M]["result"]> {
    const limit = new Limit(method, options, this.options.deadline);
    try {
      const worker = await this.acquire(limit.signal);
      limit.waiting = false;
      const result = runLimited(worker, method, params, limit, () => this.release(worker));
      return (await result) as BridgeMethods[M]["result"];
    } catch (error) {
      throw withCallerStack(error);
    } finally {
      limit.end();
    }
  }

  async pin(options: BridgeRequestOptions = {}): Promise<PinnedWorker> {
    const limit = new Limit("a transaction", options, this.options.deadline);
    try {
      if (this.pinned < this.options.size) this.pinned++;
      else await this.waitForPin(limit.signal);
      try {
        const worker = await this.acquire(limit.signal);
        return new Lease(worker, this.options.deadline, () => this.unpin(worker));
      } catch (error) {
        this.freePin();
        throw error;
      }
    } finally {
      limit.end();
    }
  }

  /** Lets running calls finish, then ends all workers. */
  async close(): Promise<void> {
    this.closed = true;
    this.line.rejectAll(closedError());
    this.pinLine.rejectAll(closedError());
    await Promise.all([...this.workers].map((worker) => worker.stop(worker.busy ? DRAIN : 0)));
  }

  private async acquire(signal: AbortSignal): Promise<Worker> {
    if (this.closed) throw closedError();
    const worker = this.idle.pop();
    if (worker !== undefined) return worker;
    this.refuseAbove(this.line.length, "calls");
    const waiting = this.line.wait(signal);
    this.startForThoseWaiting();
    return waiting;
  }

  private waitForPin(signal: AbortSignal): Promise<null> {
    this.refuseAbove(this.pinLine.length, "transactions");
    return this.pinLine.wait(signal);
  }

  private refuseAbove(waiting: number, what: string): void {
    const { queueLimit } = this.options;
    if (waiting >= queueLimit) throw new PythonBusy(`More than ${queueLimit} ${what} wait for Python`);
  }

  private release(worker: Worker): void {
    if (!worker.running || this.closed) return;
    if (this.workers.size > this.options.size + this.pinned) void worker.stop();
    else if (!this.line.serve(worker)) this.idle.push(worker);
  }

  private unpin(worker: Worker): void {
    this.freePin();
    this.release(worker);
  }

  private freePin(): void {
    if (!this.pinLine.serve(null)) this.pinned--;
  }

  private startForThoseWaiting(): void {
    if (this.closed) return;
    if (this.startFailure !== null && performance.now() < this.startFailure.retryAt) {
      this.line.rejectAll(this.startFailure.error);
      return;
    }
    while (this.starting < this.line.length && this.workers.size < this.options.size + this.pinned) {
      void this.startWorker();
    }
  }

  private async startWorker(): Promise<void> {
    const worker = new Worker(this.options.start, this.options.startTimeout);
    this.workers.add(worker);
    this.starting++;
    void worker.ended.then(() => this.onEnd(worker));
    try {
      await worker.ready;
      this.startFailure = null;
      this.starting--;
      this.release(worker);
    } catch (error) {
      this.starting--;
      this.workers.delete(worker);
      const delay = Math.min((this.startFailure?.delay ?? FIRST_RETRY / 2) * 2, SLOWEST_RETRY);
      this.startFailure = { error, delay, retryAt: performance.now() + delay };
      this.line.rejectAll(error);
    }
  }

  private onEnd(worker: Worker): void {
    this.workers.delete(worker);
    const index = this.idle.indexOf(worker);
    if (index !== -1) this.idle.splice(index, 1);
    this.startForThoseWaiting();
  }
}

function closedError(): PythonUnavailable {
  return new PythonUnavailable("The call needs Python, and this process is stopping");
}
