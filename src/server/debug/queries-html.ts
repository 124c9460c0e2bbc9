import { escapeHtml } from "./escape-html.ts";
import type { DebugReport, ReportedQuery } from "./report.ts";
import { placeText, shownPath } from "./shown-path.ts";

/** The request's queries in order, those first that one line asked again and again. */
export function queriesHtml({ queries, summary, baseDir }: DebugReport): string {
  if (queries.length === 0) return '<p class="none">none</p>';
  const showPath = (file: string): string => shownPath(file, baseDir);
  const warnings = summary.repeated.map(
    ({ count, model, sql, place }) =>
      `<div class="warn"><strong>${count} times the same query</strong> of ${escapeHtml(model)} at <code>${escapeHtml(placeText(place, showPath))}</code>:
selectRelated(), prefetchRelated() or one <code>__in</code> reads the rows at once.${sql === null ? "" : `<br><code>${escapeHtml(sql)}</code>`}</div>`,
  );
  const rows = queries.map((query) => row(query, showPath));
  const more =
    summary.count > queries.length ? `<p class="none">and ${summary.count - queries.length} more</p>` : "";
  return `${warnings.join("")}<table class="queries">${rows.join("")}</table>${more}`;
}

function row(
  { sql, model, milliseconds, failed, place }: ReportedQuery,
  showPath: (file: string) => string,
): string {
  const text = sql ?? `A query of ${model}, in Python`;
  const at = place === null ? "" : placeText(place, showPath);
  return `<tr${failed ? ' class="failed"' : ""}><th scope="row">${milliseconds.toFixed(2)} ms${failed ? "<br>failed" : ""}</th><td>${escapeHtml(text)}</td><td>${escapeHtml(at)}</td></tr>`;
}
