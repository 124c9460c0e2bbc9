import { setTimeout as delay } from "node:timers/promises";
import type { Child, Exit } from "./child.ts";

export interface ServiceOptions {
  readonly start: () => Child;
  /** Resolves when the child serves, rejects when it says that it will not. */
  readonly ready: (child: Child) => Promise<void>;
  /** What a child that ended, or was too late (null), did not say itself. */
  readonly startError: (child: Child, exit: Exit | null) => Error;
  /** Milliseconds for a start. */
  readonly startTimeout: number;
  /** Milliseconds to end in good order when it is stopped; default: `Child.stop`'s. */
  readonly stopGrace?: number;
  /** It ended though nobody stopped it, and will be started again. */
  readonly onCrash?: (exit: Exit) => void;
  /** A new start failed; the next one follows. */
  readonly onFailedRestart?: (error: unknown) => void;
  readonly onRestart?: () => void;
}

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 10_000;
/** A child that ran this long was well: its next crash counts as the first. */
const WELL_AFTER = 30_000;

/**
 * A child process that is to run until it is stopped: started again when it ends by itself, after pauses that double.
 */
export class Service {
  private readonly options: ServiceOptions;
  private child: Child | null = null;
  private readonly stopping = new AbortController();

  constructor(options: ServiceOptions) {
    this.options = options;
  }

  /** The first start: one that fails is not repeated. */
  async start(): Promise<void> {
    const child = await this.startOnce();
    void this.keepRunning(child);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.child?.stop(this.options.stopGrace);
  }

  private async keepRunning(first: Child): Promise<void> {
    let child = first;
    let pause = FIRST_PAUSE;
    for (;;) {
      const began = performance.now();
      const exit = await child.exited;
      if (this.stopping.signal.aborted) return;
      this.options.onCrash?.(exit);
      if (performance.now() - began > WELL_AFTER) pause = FIRST_PAUSE;
      for (;;) {
        await delay(pause, undefined, { signal: this.stopping.signal }).catch(() => {});
        if (this.stopping.signal.aborted) return;
        pause = Math.min(pause * 2, LONGEST_PAUSE);
        try {
          child = await this.startOnce();
          this.options.onRestart?.();
          break;
        } catch (error) {
          if (!this.stopping.signal.aborted) this.options.onFailedRestart?.(error);
        }
      }
    }
  }

  private async startOnce(): Promise<Child> {
    const { options } = this;
    const child = options.start();
    this.child = child;
    const timer = new AbortController();
    try {
      const outcome = await Promise.race([
        options.ready(child).then(() => "ready" as const),
        child.exited,
        delay(options.startTimeout, "late" as const, timer),
      ]);
      if (outcome === "ready") return child;
      throw options.startError(child, outcome === "late" ? null : outcome);
    } catch (error) {
      await child.stop(0);
      throw error;
    } finally {
      timer.abort();
    }
  }
}
