import type { StackFrame } from "../../util/stack.ts";
import type { DescribedError } from "./described-error.ts";
import { escapeHtml } from "./escape-html.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { queriesHtml } from "./queries-html.ts";
import type { DebugReport, Listing } from "./report.ts";
import { placeText, shownPath } from "./shown-path.ts";
import { sourceExcerpt } from "./source-excerpt.ts";
import { errorsText, titleOf } from "./text-report.ts";

/** Lines of source above and below a call; Django shows seven. */
const AROUND = 7;

/** The error page: one document without scripts, fonts or files. */
export function htmlPage(report: DebugReport): string {
  const { errors, request, summary } = report;
  const [thrown, ...causes] = errors;
  if (thrown === undefined) return "";
  const where = `${request.method} ${request.path}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="NONE,NOARCHIVE">
<title>${escapeHtml(`${thrown.type} at ${where}`)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(thrown.type)} <small>at ${escapeHtml(where)}</small></h1>
<pre>${escapeHtml(thrown.message || "no message")}</pre>
${overview(report, thrown)}
</header>
<nav><a href="#traceback">Traceback</a>${causes.length > 0 ? '<a href="#causes">Causes</a>' : ""}<a href="#queries">Queries (${summary.count})</a><a href="#request">Request</a><a href="#settings">Settings</a><a href="#text">As text</a></nav>
<section id="traceback">
<h2>Traceback <small class="tag">innermost call first</small></h2>
${frames(thrown, report)}
</section>
${causes.length > 0 ? `<section id="causes"><h2>What caused it</h2>${causes.map((cause) => causeHtml(cause, report)).join("")}</section>` : ""}
<section id="queries"><h2>Queries of this request</h2>
${queriesHtml(report)}
</section>
<section id="request"><h2>Request</h2>
${listing("Path parameters", request.pathParams)}
${listing("Query", request.query)}
${request.body === null ? listing("Body", []) : `<h3>Body</h3><pre>${escapeHtml(request.body)}</pre>`}
${listing("Cookies", request.cookies)}
${listing("Headers", request.headers)}
</section>
<section id="settings"><h2>Settings <small class="tag">those that the API reads</small></h2>
<details><summary>Show ${report.settings.length} settings</summary>${table(report.settings)}</details>
</section>
<section id="text"><h2>As text, to be copied</h2>
<textarea readonly aria-label="The error as text">${escapeHtml(asText(report))}</textarea>
</section>
<footer>You see this page because <code>DEBUG = True</code> stands in the project's settings. With <code>False</code>, clients get
<code>{"detail":"Internal Server Error"}</code> and the traceback goes to the log only.</footer>
</body>
</html>
`;
}

function overview({ request, summary, baseDir }: DebugReport, thrown: DescribedError): string {
  const at = thrown.frames.find(({ owner }) => owner === "project") ?? thrown.frames[0];
  const rows: (readonly [string, string | null])[] = [
    ["Raised at", at === undefined ? null : placeText(at, (file) => shownPath(file, baseDir))],
    ["Operation", request.operation === null ? null : `${request.method} ${request.operation}`],
    ["Declared at", request.declaredAt],
    ["Error code", thrown.code],
    ["Queries", `${summary.count} in ${summary.milliseconds.toFixed(1)} ms`],
    ["Request id", request.id],
    ["Versions", `Node ${process.versions.node}`],
  ];
  return `<dl>${rows
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value as string)}</dd>`)
    .join("")}</dl>`;
}

function causeHtml(cause: DescribedError, report: DebugReport): string {
  const role = cause.role === "part" ? "One of its errors" : "Caused by";
  const code = cause.code === null ? "" : ` <span class="tag">${escapeHtml(cause.code)}</span>`;
  return `<h3>${role} <span class="tag">${cause.language}</span>${code}</h3><pre class="cause">${escapeHtml(titleOf(cause))}</pre>${frames(cause, report)}`;
}

/** The project's calls; below them all calls as they came, to be opened, where there are others. */
function frames(error: DescribedError, { baseDir }: DebugReport): string {
  const all = error.frames;
  if (all.length === 0) return '<p class="none">No traceback came with it.</p>';
  const own = all.filter(({ owner }) => owner === "project");
  const parts = own.map((frame) => frameHtml(frame, baseDir, true));
  const others = all.length - own.length;
  if (others > 0) {
    const where = `in packages and ${error.language === "Python" ? "Python" : "Node"}`;
    const title =
      own.length === 0 ? countOf(others, where) : `All calls in their order, with ${countOf(others, where)}`;
    parts.push(
      `<details class="others"${own.length > 0 ? "" : " open"}><summary>${title}</summary>${all.map((frame) => frameHtml(frame, baseDir, false)).join("")}</details>`,
    );
  }
  return parts.join("\n");
}

function countOf(count: number, where: string): string {
  return `${count} ${count === 1 ? "call" : "calls"} ${where}`;
}

function frameHtml(frame: StackFrame, baseDir: string, open: boolean): string {
  const place = escapeHtml(placeText(frame, (file) => shownPath(file, baseDir)));
  const name = frame.name === null ? "" : `<span class="name">${escapeHtml(frame.name)}</span>`;
  const source = sourceExcerpt(frame.file, frame.line, AROUND);
  const head = `<span class="place">${place}</span>${name}`;
  if (source === null) return `<details class="frame"><summary>${head}</summary></details>`;
  const lines = source.map(
    ({ number, text }) =>
      `<span${number === frame.line ? ' class="here"' : ""}><i>${number}</i>${escapeHtml(text)}</span>`,
  );
  return `<details class="frame"${open ? " open" : ""}><summary>${head}</summary><pre class="source">${lines.join("")}</pre></details>`;
}

function listing(title: string, pairs: Listing): string {
  return `<h3>${title}</h3>${pairs.length === 0 ? '<p class="none">none</p>' : table(pairs)}`;
}

function table(pairs: Listing): string {
  return `<table>${pairs
    .map(([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`)
    .join("")}</table>`;
}

function asText({ errors, request, baseDir }: DebugReport): string {
  const about = [
    `    on ${request.method} ${request.path}${request.declaredAt === null ? "" : ` (declared at ${request.declaredAt})`}`,
  ];
  return errorsText(errors, about, { showPath: (file) => shownPath(file, baseDir) }).join("\n");
}
