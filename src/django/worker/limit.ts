import { PythonBusy, PythonTimeout } from "../../errors/python.ts";
import type { BridgeRequestOptions } from "../../manifest/bridge.ts";

/** How long a call may take: its deadline and its caller's signal as one signal. */
export class Limit {
  readonly signal: AbortSignal;
  /** Milliseconds; null: none. */
  readonly deadline: number | null;
  /** Until it has a worker, nothing of the call has happened. */
  waiting = true;
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout | null = null;
  private readonly outer: AbortSignal | undefined;

  constructor(method: string, options: BridgeRequestOptions, defaultDeadline: number | null) {
    this.signal = this.controller.signal;
    this.deadline = options.deadline ?? defaultDeadline;
    this.outer = options.signal;
    if (this.outer?.aborted === true) this.controller.abort(this.outer.reason);
    else this.outer?.addEventListener("abort", this.onOuterAbort, { once: true });
    if (this.deadline !== null) this.timer = setTimeout(() => this.onDeadline(method), this.deadline);
  }

  get timedOut(): boolean {
    return this.signal.reason instanceof PythonTimeout;
  }

  end(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.outer?.removeEventListener("abort", this.onOuterAbort);
  }

  private readonly onOuterAbort = (): void => this.controller.abort(this.outer?.reason);

  private onDeadline(method: string): void {
    this.controller.abort(
      this.waiting
        ? new PythonBusy(
            `No Python worker was free for "${method}" within its deadline of ${this.deadline} ms: see FASTAPI_WORKER_PROCESSES`,
          )
        : new PythonTimeout(`Python did not answer "${method}" within its deadline of ${this.deadline} ms`),
    );
  }
}
