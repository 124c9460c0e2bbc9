import { styleText } from "node:util";
import { requestErrorLines } from "./request-error.ts";
import type { RequestRecord, ServerLogger } from "../../server/log.ts";

/** A line per request, and errors with their stack, on the process's own output. */
export function developmentLogger(): ServerLogger {
  return {
    request: (record) => process.stdout.write(`${requestLine(record)}\n`),
    error(error, request) {
      const [first, ...rest] = requestErrorLines(error, request);
      process.stderr.write(`${[styleText("red", first as string), ...rest].join("\n")}\n`);
    },
    warning: (message) => process.stderr.write(`${styleText("yellow", "warning")} ${message}\n`),
  };
}

function requestLine({ method, path, status, duration, aborted }: RequestRecord): string {
  const color = status >= 500 ? "red" : status >= 400 ? "yellow" : "green";
  const outcome = aborted ? styleText("gray", "client left") : styleText(color, String(status));
  return `${method} ${path} ${outcome} ${styleText("gray", `${duration.toFixed(1)} ms`)}`;
}
