import { BridgeError } from "../../errors/base.ts";
import { PythonError } from "../../errors/python.ts";
import { stackFrames, type StackFrame } from "../../util/stack.ts";
import { readTraceback } from "./python-traceback.ts";

/** One error of a chain, for people. */
export interface DescribedError {
  /** How it came to be here: itself, as the cause of the one before, or as one of an AggregateError's. */
  readonly role: "thrown" | "cause" | "part";
  readonly language: "TypeScript" | "Python";
  /** "RangeError" */
  readonly type: string;
  /** Of our own errors: their row in docs/errors.md. */
  readonly code: string | null;
  readonly message: string;
  /** Innermost first. */
  readonly frames: readonly StackFrame[];
}

/** Errors that hold themselves, or very many others, end somewhere. */
const MAX_ERRORS = 20;

/** An error and what it came of: causes, an AggregateError's errors, the exceptions of Python's traceback. */
export function describeErrors(error: unknown): DescribedError[] {
  const found: DescribedError[] = [];
  const seen = new Set<unknown>();
  const add = (value: unknown, role: DescribedError["role"]): void => {
    if (seen.has(value) || found.length >= MAX_ERRORS) return;
    seen.add(value);
    if (!(value instanceof Error)) {
      found.push(describeOther(value, role));
      return;
    }
    const python = tracebackOf(value);
    // A cause that only carries Python's traceback says nothing that the traceback does not say better.
    if (!(role === "cause" && value instanceof PythonError && python !== null))
      found.push(describeError(value, role));
    if (python !== null) found.push(...describePython(python));
    if (value instanceof AggregateError) for (const part of value.errors) add(part, "part");
    if (value.cause !== undefined) add(value.cause, "cause");
  };
  add(error, "thrown");
  return found;
}

function describeError(error: Error, role: DescribedError["role"]): DescribedError {
  return {
    role,
    language: "TypeScript",
    type: error.name,
    code: error instanceof BridgeError ? error.code : null,
    message: error.message,
    frames: stackFrames(error.stack ?? ""),
  };
}

function describeOther(value: unknown, role: DescribedError["role"]): DescribedError {
  const message = `${String(value)} was thrown, which is no Error: it has no stack`;
  return { role, language: "TypeScript", type: typeof value, code: null, message, frames: [] };
}

function describePython(traceback: string): DescribedError[] {
  return readTraceback(traceback).map((exception) => ({
    ...exception,
    role: "cause",
    language: "Python",
    code: null,
  }));
}

/** PythonError, PythonWorkerFailed and their like bring one along. */
function tracebackOf(error: Error): string | null {
  const { traceback } = error as { traceback?: unknown };
  return typeof traceback === "string" && traceback.trim() !== "" ? traceback : null;
}
