import { fileURLToPath } from "node:url";

/** Whose code a frame is: the project's, a package's, this package's, or Node's own. */
export type FrameOwner = "project" | "package" | "bridge" | "node";

/** One call of a JavaScript stack. */
export interface StackFrame {
  /** "handler", "Foo.bar", "async Foo.bar"; null at the top level of a module. */
  readonly name: string | null;
  /** Path of a file; Node's own modules keep their name ("node:internal/..."). */
  readonly file: string;
  readonly line: number;
  /** Null where it is not known (Python's). */
  readonly column: number | null;
  readonly owner: FrameOwner;
}

/** A place in the project's code. */
export type CodePlace = Pick<StackFrame, "file" | "line" | "column">;

/** A function without a name that was awaited: "at async file:///app/api.ts:1:2", without brackets. */
const FRAME = /^\s+at (?:(.*?) \(|async )?((?:file:\/\/|node:|\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/;
/** `src/` here, `dist/` where it is installed. */
const OWN_FOLDER = fileURLToPath(new URL("../", import.meta.url));

/** The calls of an error's `stack`, innermost first. */
export function stackFrames(stack: string): StackFrame[] {
  return stack.split("\n").flatMap((text) => {
    const found = FRAME.exec(text);
    if (found === null) return [];
    const [, name, url = "", line, column] = found;
    const file = url.startsWith("file:") ? fileURLToPath(url) : url;
    return [{ name: name ?? null, file, line: Number(line), column: Number(column), owner: ownerOf(file) }];
  });
}

/** The project's own calls of a stack, innermost first. */
export function projectFrames(stack: string): StackFrame[] {
  return stackFrames(stack).filter(({ owner }) => owner === "project");
}

function ownerOf(file: string): FrameOwner {
  if (file.startsWith("node:")) return "node";
  // Our own tests stand beside the code and play the project.
  if (file.startsWith(OWN_FOLDER) && !file.includes(".test.")) return "bridge";
  return /[\\/]node_modules[\\/]/.test(file) ? "package" : "project";
}
