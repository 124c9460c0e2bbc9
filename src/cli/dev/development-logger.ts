import { styleText } from "node:util";
import { placeText } from "../../server/debug/shown-path.ts";
import { errorText, type TextStyle } from "../../server/debug/text-report.ts";
import type { ErrorContext, RequestRecord, ServerLogger } from "../../server/log.ts";
import type { QuerySummary, RepeatedQuery } from "../../server/query-log.ts";
import { relativePath } from "../render-error.ts";

const STYLES = {
  error: "red",
  place: "cyan",
  faint: "gray",
  line: "yellow",
} as const satisfies Record<TextStyle, Parameters<typeof styleText>[0]>;

/** A statement for the terminal: the whole one is on the error page. */
const SQL_SHOWN = 160;

/** A line per request, queries that repeat, and errors with the lines of source around them, on the process's own output. */
export function developmentLogger(): ServerLogger {
  return {
    request(record) {
      // One stream for both: over two pipes the warning could overtake its request.
      const lines = [requestLine(record), ...(record.queries?.repeated ?? []).flatMap(repeatedLines)];
      process.stdout.write(`${lines.join("\n")}\n`);
    },
    error: (error, request) => process.stderr.write(`${errorLines(error, request).join("\n")}\n`),
    warning: (message) => process.stderr.write(`${styleText("yellow", "warning")} ${message}\n`),
  };
}

function requestLine({ method, path, status, duration, aborted, queries }: RequestRecord): string {
  const color = status >= 500 ? "red" : status >= 400 ? "yellow" : "green";
  const outcome = aborted ? styleText("gray", "client left") : styleText(color, String(status));
  const parts = [`${duration.toFixed(1)} ms`, ...queryParts(queries)];
  return `${method} ${path} ${outcome} ${styleText("gray", parts.join(", "))}`;
}

function queryParts(queries: QuerySummary | undefined): string[] {
  if (queries === undefined || queries.count === 0) return [];
  const { count, milliseconds } = queries;
  return [`${count} ${count === 1 ? "query" : "queries"} in ${milliseconds.toFixed(1)} ms`];
}

function repeatedLines({ count, model, sql, place }: RepeatedQuery): string[] {
  const shown = sql === null || sql.length <= SQL_SHOWN ? sql : `${sql.slice(0, SQL_SHOWN)} ...`;
  return [
    `${styleText("yellow", "warning")} ${count} times the same query of ${model} at ${styleText("cyan", placeText(place, relativePath))}`,
    ...(shown === null ? [] : [styleText("gray", `    ${shown}`)]),
    "    selectRelated(), prefetchRelated() or one __in reads the rows at once",
  ];
}

function placeOf({ method, path, declaredAt }: ErrorContext): string {
  return `on ${method} ${path}${declaredAt ? ` (declared at ${declaredAt})` : ""}`;
}

function errorLines(error: unknown, request: ErrorContext | null): string[] {
  const about = [`    ${request === null ? "in a promise that nobody awaits" : placeOf(request)}`];
  try {
    return errorText(error, about, {
      showPath: relativePath,
      style: (style, text) => styleText(STYLES[style], text),
    });
  } catch {
    // Getters of the project's own may throw; the server goes on.
    return [styleText("red", "An error that cannot be shown: reading it fails"), ...about];
  }
}
