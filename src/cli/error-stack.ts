/** How deep a chain of causes is written down. */
const MAX_DEPTH = 10;

/**
 * An error's stack for the log, with what it came of: its causes, an AggregateError's errors, and the tracebacks of
 * Python's exceptions, which are in no JavaScript stack.
 */
export function errorStack(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return String(error);
  if (depth === MAX_DEPTH) return "(and so on)";
  const { traceback } = error as { traceback?: unknown };
  const parts = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return [
    error.stack ?? error.message,
    ...(typeof traceback === "string" && traceback !== "" ? [`In Python:\n${traceback.trimEnd()}`] : []),
    ...parts.map((part) => `One of them: ${errorStack(part, depth + 1)}`),
    ...(error.cause === undefined ? [] : [`Caused by: ${errorStack(error.cause, depth + 1)}`]),
  ].join("\n");
}
