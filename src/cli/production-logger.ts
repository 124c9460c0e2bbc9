import type { ServerLogger } from "../server/log.ts";
import type { Terminal } from "./terminal.ts";

/** One JSON object a line, on stdout; errors with their stack. */
export function productionLogger(terminal: Terminal): ServerLogger {
  const write = (level: string, entry: object): void =>
    terminal.print(JSON.stringify({ time: new Date().toISOString(), level, ...entry }));
  return {
    request: (record) =>
      write("info", { event: "request", ...record, duration: Math.round(record.duration * 10) / 10 }),
    error: (error, request) => write("error", { event: "error", ...request, error: stackOf(error) }),
    warning: (message) => write("warning", { event: "warning", message }),
  };
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\nCaused by: ${stackOf(error.cause)}`;
  return (error.stack ?? error.message) + cause;
}
