import { BridgeError } from "../errors/base.ts";
import type { ServerLogger } from "../server/log.ts";
import { errorStack } from "./error-stack.ts";
import { LineBatch } from "./line-batch.ts";
import type { Terminal } from "./terminal.ts";

/** One JSON object a line, on stdout; errors with their stack. */
export function productionLogger(terminal: Pick<Terminal, "print">): ServerLogger {
  const batch = new LineBatch((text) => terminal.print(text));
  const add = (level: string, entry: object): void =>
    batch.add(JSON.stringify({ time: new Date().toISOString(), level, ...entry }));
  // At once: the process may be about to end, by a signal that leaves no time.
  const write = (level: string, entry: object): void => {
    add(level, entry);
    batch.flush();
  };
  return {
    request: (record) =>
      add("info", { event: "request", ...record, duration: Math.round(record.duration * 10) / 10 }),
    error: (error, request) =>
      write("error", { event: "error", ...(request ?? { unawaited: true }), ...described(error) }),
    warning: (message) => write("warning", { event: "warning", message }),
  };
}

/** `type` and `code` to filter by; `error` to read. */
function described(error: unknown): object {
  try {
    return {
      type: error instanceof Error ? error.name : typeof error,
      ...(error instanceof BridgeError && { code: error.code }),
      error: errorStack(error),
    };
  } catch {
    // Getters of the project's own may throw; the server goes on.
    return { error: "An error that cannot be shown: reading it fails" };
  }
}
