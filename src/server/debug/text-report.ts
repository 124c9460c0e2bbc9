import { describeErrors, type DescribedError } from "./described-error.ts";
import { placeText } from "./shown-path.ts";
import { sourceExcerpt } from "./source-excerpt.ts";
import type { StackFrame } from "../../util/stack.ts";

export type TextStyle = "error" | "place" | "faint" | "line";

export interface TextOptions {
  /** Paths as the reader sees them. */
  readonly showPath: (file: string) => string;
  /** Colours; default: none. */
  readonly style?: (style: TextStyle, text: string) => string;
}

/** How much of other people's stack is shown where none of the project's code is in it. */
const OTHERS_FRAMES = 6;
const AROUND = 2;

/**
 * An error and its causes as text, for the terminal and to be copied: what, where in the project's code, with the
 * lines around it.
 *
 * @param about lines below the error's own, about the request
 */
export function errorText(error: unknown, about: readonly string[], options: TextOptions): string[] {
  return errorsText(describeErrors(error), about, options);
}

/** @see errorText */
export function errorsText(
  errors: readonly DescribedError[],
  about: readonly string[],
  { showPath, style = (_style, text) => text }: TextOptions,
): string[] {
  const oneError = (error: DescribedError, index: number): string[] => {
    const [first = "", ...rest] = titleOf(error).split("\n");
    const own = error.frames.filter(({ owner }) => owner === "project");
    const frames = own.length > 0 ? own : error.frames.slice(0, OTHERS_FRAMES);
    return [
      (index === 0 ? "" : `${error.role === "part" ? "  one of them: " : "  caused by "}`) +
        style("error", first),
      ...rest,
      ...(index === 0 ? about : []),
      ...frames.flatMap((frame, at) => [
        style("place", `    at ${placeText(frame, showPath)}`) +
          (frame.name === null ? "" : style("faint", ` ${frame.name}`)),
        ...(at === 0 && own.length > 0 ? excerpt(frame, style) : []),
      ]),
    ];
  };
  return errors.flatMap(oneError);
}

/** "RangeError: boom"; Python's own errors say so. */
export function titleOf({ type, message, language }: DescribedError): string {
  const name = language === "Python" && type !== "" ? `Python's ${type}` : type;
  return [name, message].filter((part) => part !== "").join(": ");
}

function excerpt(frame: StackFrame, style: (style: TextStyle, text: string) => string): string[] {
  const lines = sourceExcerpt(frame.file, frame.line, AROUND) ?? [];
  const width = String(lines.at(-1)?.number ?? "").length;
  return lines.map(({ number, text }) =>
    number === frame.line
      ? style("line", `    > ${String(number).padStart(width)} | ${text}`)
      : style("faint", `      ${String(number).padStart(width)} | ${text}`.trimEnd()),
  );
}
