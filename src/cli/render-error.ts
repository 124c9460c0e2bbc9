import { relative } from "node:path";
import { BridgeError } from "../errors/base.ts";
import { ApiLoadError } from "../errors/load.ts";
import { ProjectDoesNotStart } from "../errors/project.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Prints an error for the person at the terminal: what happened, where, what to do. Stacks are shown for errors that
 * are not known to us, and with --verbose.
 */
export function renderError(
  error: unknown,
  terminal: Terminal,
  options: { readonly verbose: boolean },
): void {
  const { style } = terminal;
  if (error instanceof ApiLoadError) {
    terminal.printError(style("red", "The TypeScript API does not load."));
    for (const problem of error.problems) terminal.printError(renderProblem(problem, terminal));
    terminal.printError(style("gray", `(${error.code})`));
  } else if (error instanceof ProjectDoesNotStart) {
    if (error.traceback !== "") terminal.printError(error.traceback.trimEnd());
    terminal.printError(style("red", error.message));
    if (error.location !== null)
      terminal.printError(`  at ${relativePath(error.location.file)}:${error.location.line}`);
    terminal.printError(style("gray", `(${error.code})`));
  } else if (error instanceof BridgeError) {
    terminal.printError(style("red", error.message));
    terminal.printError(style("gray", `(${error.code})`));
  } else {
    terminal.printError(
      style("red", error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    return;
  }
  if (options.verbose) terminal.printError(style("gray", error.stack ?? ""));
}

export interface RenderedProblem {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
  readonly hint: string | null;
}

/** "catalog/api.ts:3:10  message", and below it what to do. */
export function renderProblem(problem: RenderedProblem, { style }: Terminal): string {
  const { file, line, column, message, hint } = problem;
  const place = [relativePath(file), line, column].filter((part) => part !== null).join(":");
  const lines = [`  ${style("cyan", place)}  ${message}`];
  if (hint !== null) lines.push(`    ${hint}`);
  return lines.join("\n");
}

/** As the person sees it from where they are; absolute when it is far away. */
export function relativePath(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("../../..") ? file : path || ".";
}
