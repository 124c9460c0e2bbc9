import { PythonError } from "../../errors/python.ts";
import type { ErrorContext } from "../../server/log.ts";
import { relativePath } from "../render-error.ts";
import { projectFrames } from "./stack.ts";

/** How much of our own stack is shown when no project code is in it. */
const OWN_FRAMES = 6;

/**
 * An error of a request for the developer's terminal: what, on which request, where in the project's code; then what
 * caused it. A stack is shown whole up to a few frames only where no line of the project is in it.
 */
export function requestErrorLines(error: unknown, request: ErrorContext | null): string[] {
  if (!(error instanceof Error)) return [`${String(error)} was thrown, which is no Error`];
  const lines = [`${error.name}: ${error.message}`];
  if (request !== null) {
    const declared = request.declaredAt ? ` (declared at ${request.declaredAt})` : "";
    lines.push(`    on ${request.method} ${request.path}${declared}`);
  }
  const frames = projectFrames(error);
  if (frames.length > 0) {
    for (const { file, line, column } of frames) lines.push(`    at ${relativePath(file)}:${line}:${column}`);
  } else {
    const stack = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
    lines.push(...stack.slice(0, OWN_FRAMES));
  }
  if (error instanceof PythonError) lines.push(...error.traceback.trimEnd().split("\n"));
  else if (error.cause !== undefined) {
    const [first, ...rest] = requestErrorLines(error.cause, null);
    lines.push(`  caused by ${first}`, ...rest);
  }
  return lines;
}
