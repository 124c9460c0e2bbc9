import type { RunState } from "./run-state.ts";

/** What comes after the end of a request: background tasks first, then teardowns, as in FastAPI, then what is cleaned up. */
export async function finishRun(run: RunState, report: (error: unknown) => void): Promise<void> {
  await run.context.backgroundTasks?.run(report);
  const outcome = await run.ofRequest.unwind(null);
  if (outcome !== null) report(outcome.error);
  for (const cleanUp of run.context.cleanUps ?? []) {
    try {
      await cleanUp();
    } catch (error) {
      report(error);
    }
  }
}
