import { openConnection } from "../connections.ts";
import { runtime } from "../runtime.ts";
import { TransactionBlock } from "./block.ts";
import type { CommitCallback } from "./commit-callback.ts";

export interface OnCommitOptions {
  /** Database alias, "default" if not given. */
  readonly using?: string;
  readonly robust?: boolean;
}

/**
 * Runs a function once the transaction around is committed; at once where there is none. It is forgotten when the
 * transaction, or the savepoint that it was registered in, is rolled back (`django.db.transaction.on_commit`).
 */
export async function onCommit(run: () => unknown, options: OnCommitOptions = {}): Promise<void> {
  const { using = "default", robust = false } = options;
  const block = openConnection(using);
  if (block instanceof TransactionBlock) block.callbacks.push({ run, robust });
  else await runCallbacks([{ run, robust }]);
}

/** Runs callbacks one after another; an error of one that is not robust keeps the later ones from running, as in Django. */
export async function runCallbacks(callbacks: readonly CommitCallback[]): Promise<void> {
  for (const { run, robust } of callbacks) {
    try {
      await run();
    } catch (error) {
      if (!robust) throw error;
      runtime().log.warn(`Error calling ${run.name || "a function"} in onCommit(): ${String(error)}`);
    }
  }
}
