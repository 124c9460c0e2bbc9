import type { StackFrame } from "../../util/stack.ts";

/** One exception of a traceback's text. */
export interface PythonException {
  /** "ValueError" */
  readonly type: string;
  readonly message: string;
  /** Innermost first, as JavaScript's. */
  readonly frames: readonly StackFrame[];
}

/** `traceback._cause_message` and `_context_message`. */
const BETWEEN =
  /\n\n(?:The above exception was the direct cause of the following exception|During handling of the above exception, another exception occurred):\n\n/;
const FRAME = /^ {2}File "(.+)", line (\d+)(?:, in (.+))?$/;
const EXCEPTION = /^([\w.]+)(?:: ([\s\S]*))?$/;

/** The exceptions of a traceback, the one that was raised last first: each is the cause of the one before it. */
export function readTraceback(text: string): PythonException[] {
  return text.trim().split(BETWEEN).map(readException).toReversed();
}

function readException(text: string): PythonException {
  const lines = text.split("\n");
  const lastFrame = lines.findLastIndex((line) => FRAME.test(line));
  // A frame's source and the marks below it are indented; a message's later lines may be, too.
  const end = lines.findIndex((line, index) => index > lastFrame && !line.startsWith("  "));
  const [, type, message = ""] = EXCEPTION.exec(lines.slice(Math.max(0, end)).join("\n")) ?? [];
  const frames = lines.flatMap(readFrame).toReversed();
  // An exception group is a drawing: it is shown as it is.
  return type === undefined ? { type: "", message: text, frames } : { type, message, frames };
}

function readFrame(text: string): StackFrame[] {
  const found = FRAME.exec(text);
  if (found === null) return [];
  const [, file = "", line, name = null] = found;
  return [{ name, file, line: Number(line), column: null, owner: ownerOf(file) }];
}

function ownerOf(file: string): StackFrame["owner"] {
  if (/[\\/]django_fastapi[\\/]/.test(file)) return "bridge";
  const isPackage =
    /[\\/](?:site|dist)-packages[\\/]|[\\/]lib[\\/]python3/.test(file) || file.startsWith("<");
  return isPackage ? "package" : "project";
}
