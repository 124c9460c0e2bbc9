import type { ApiMessage, LoadProblemReport } from "./messages.ts";
import { BridgeError } from "../../errors/base.ts";
import { ProjectDoesNotStart } from "../../errors/project.ts";

/** Why the API does not run, as the terminal and requests are told. */
export interface Failure {
  /** "The Django project does not start" */
  readonly title: string;
  readonly message: string;
  readonly problems: readonly Omit<LoadProblemReport, "module">[];
  /** Python's traceback, or a JavaScript stack. */
  readonly trace: string | null;
}

/** What an error of describing or serving the Django project says. */
export function pythonFailure(error: unknown): Failure {
  const title = "The Django project does not start";
  const message = (error instanceof Error ? error.message : String(error)).replace(`${title}: `, "");
  if (!(error instanceof ProjectDoesNotStart)) {
    const known = error instanceof BridgeError || !(error instanceof Error);
    return { title, message, problems: [], trace: known ? null : (error.stack ?? null) };
  }
  const { location, traceback } = error;
  return {
    title,
    message,
    problems: location === null ? [] : [{ ...location, column: null, message, hint: null }],
    trace: traceback === "" ? null : traceback,
  };
}

/** What importing the API's modules, or building the API, came to. */
export function loadFailure({
  title,
  message,
  problems,
  stack,
}: Extract<ApiMessage, { type: "failed" }>): Failure {
  return { title, message, problems, trace: problems.length > 0 ? null : stack };
}

/** The API's process ended before it served, or keeps ending. */
export function crashFailure(how: string, lastErrors: string): Failure {
  return {
    title: "The TypeScript API's process ended",
    message: `The process of the TypeScript API ${how}.`,
    problems: [],
    trace: lastErrors === "" ? null : lastErrors,
  };
}
