import type { CodePlace } from "../../util/stack.ts";
import type { DescribedError } from "./described-error.ts";
import type { DebugReport } from "./report.ts";
import { placeText, shownPath } from "./shown-path.ts";
import { sourceExcerpt } from "./source-excerpt.ts";

/** The report for clients of the API: `detail` is what they get in production, `debug` is the developer's. */
export function jsonReport({ errors, request, queries, summary, baseDir }: DebugReport): object {
  const place = (at: CodePlace): string => placeText(at, (file) => shownPath(file, baseDir));
  const describe = ({ role, language, type, code, message, frames }: DescribedError): object => ({
    role,
    language,
    type,
    ...(code !== null && { code }),
    message,
    // The project's own calls; without one, and for who looks for a mistake of a package's, there is the stack.
    traceback: frames
      .filter(({ owner }) => owner === "project")
      .map((frame) => ({
        at: place(frame),
        function: frame.name,
        source: sourceExcerpt(frame.file, frame.line, 0)?.[0]?.text.trim() ?? null,
      })),
    stack: upToProject(frames)
      .filter(({ owner }) => owner !== "node")
      .map((frame) => `${place(frame)}${frame.name === null ? "" : ` ${frame.name}`}`),
  });
  return {
    detail: "Internal Server Error",
    debug: {
      request_id: request.id,
      operation: request.operation,
      declared_at: request.declaredAt,
      errors: errors.map(describe),
      queries: {
        count: summary.count,
        milliseconds: Number(summary.milliseconds.toFixed(2)),
        list: queries.map(({ sql, model, executor, milliseconds, failed, place: asked }) => ({
          model,
          executor,
          sql,
          milliseconds: Number(milliseconds.toFixed(2)),
          ...(failed && { failed }),
          at: asked === null ? null : place(asked),
        })),
      },
      hint: "You see this because the project's settings have DEBUG = True.",
    },
  };
}

/** What called the project's code is the same for every operation. */
function upToProject(frames: DescribedError["frames"]): DescribedError["frames"] {
  const outermost = frames.findLastIndex(({ owner }) => owner === "project");
  return outermost === -1 ? frames : frames.slice(0, outermost + 1);
}
