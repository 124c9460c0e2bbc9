import type { BridgeMethods, BridgeRequestOptions, PinnedWorker } from "../../manifest/bridge.ts";
import { withCallerStack } from "./caller-stack.ts";
import { Limit } from "./limit.ts";
import { runLimited } from "./run-limited.ts";
import type { Worker } from "./worker.ts";

/** A worker held by one transaction. Its calls run one after another, in the order they were made. */
export class Lease implements PinnedWorker {
  private readonly worker: Worker;
  private readonly defaultDeadline: number | null;
  private readonly giveBack: () => void;
  /** Aliases of databases with an open transaction. */
  private readonly open = new Set<string>();
  private last: Promise<void> = Promise.resolve();
  private released = false;

  constructor(worker: Worker, defaultDeadline: number | null, giveBack: () => void) {
    this.worker = worker;
    this.defaultDeadline = defaultDeadline;
    this.giveBack = giveBack;
  }

  async request<M extends keyof BridgeMethods>(
    method: M,
    params: BridgeMethods[M]["params"],
    options: BridgeRequestOptions = {},
  ): Promise<BridgeMethods[M]["result"]> {
    const limit = new Limit(method, options, this.defaultDeadline);
    const before = this.last;
    const turn = Promise.withResolvers<void>();
    this.last = turn.promise;
    try {
      await before;
      limit.waiting = false;
      const result = await runLimited(this.worker, method, params, limit, turn.resolve);
      if (method === "transaction") this.note(params as BridgeMethods["transaction"]["params"]);
      return result as BridgeMethods[M]["result"];
    } catch (error) {
      throw withCallerStack(error);
    } finally {
      limit.end();
    }
  }

  async release(): Promise<void> {
    if (this.released) return;
    this.released = true;
    try {
      for (const using of this.open) {
        await this.request("transaction", { action: "rollback", using });
      }
      await this.last;
    } catch {
      // What state its connections are in is not known: it is not used again.
      this.worker.kill();
    } finally {
      this.giveBack();
    }
  }

  private note({ action, using }: BridgeMethods["transaction"]["params"]): void {
    if (action === "begin") this.open.add(using);
    if (action === "commit" || action === "rollback") this.open.delete(using);
  }
}
