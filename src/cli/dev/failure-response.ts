import type { IncomingMessage, ServerResponse } from "node:http";
import { relative } from "node:path";
import type { Failure } from "./failure.ts";

/** Answers a request to an API that does not run with why: a page for browsers, JSON for others. Development only. */
export function answerFailure(
  request: IncomingMessage,
  response: ServerResponse,
  failure: Failure,
  baseDir: string,
): void {
  const html = /\btext\/html\b/.test(request.headers.accept ?? "");
  const body = html ? failurePage(failure, baseDir) : JSON.stringify(failureJson(failure, baseDir));
  response.writeHead(503, {
    "content-type": html ? "text/html; charset=utf-8" : "application/json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    ...(request.complete ? {} : { connection: "close" }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

function failureJson({ title, message, problems, trace }: Failure, baseDir: string): object {
  return {
    detail: title,
    message,
    problems: problems.map(({ file, line, column, message: text, hint }) => ({
      file: relative(baseDir, file),
      line,
      column,
      message: text,
      hint,
    })),
    ...(trace === null ? {} : { traceback: trace.split("\n") }),
  };
}

function failurePage({ title, message, problems, trace }: Failure, baseDir: string): string {
  const items = problems.map(({ file, line, column, message: text, hint }) => {
    const place = [relative(baseDir, file), line, column].filter((part) => part !== null).join(":");
    return `<li><code>${escapeHtml(place)}</code><pre>${escapeHtml(text)}</pre>${
      hint === null ? "" : `<p>${escapeHtml(hint)}</p>`
    }</li>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: light-dark(#ddd, #444); }
  body { max-width: 60rem; margin: 3rem auto; padding: 0 1.5rem; }
  h1 { font-size: 1.4rem; border-left: .4rem solid #c62828; padding-left: .8rem; }
  ul { list-style: none; padding: 0; }
  li { border: 1px solid var(--line); border-radius: .5rem; padding: .8rem 1rem; margin: 1rem 0; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: .9rem/1.5 ui-monospace, monospace; margin: .5rem 0; }
  code { font: .9rem ui-monospace, monospace; color: light-dark(#b3261e, #ff8a80); }
  footer { color: gray; font-size: .9rem; }
</style>
<h1>${escapeHtml(title)}</h1>
${items.length > 0 ? `<ul>${items.join("")}</ul>` : `<pre>${escapeHtml(message)}</pre>`}
${trace === null ? "" : `<details open><summary>Traceback</summary><pre>${escapeHtml(trace)}</pre></details>`}
<footer>Django's own pages go on as they were. This one is gone when the mistake is mended: no restart is needed.</footer>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] as string);
}
