import type { HttpResponse } from "../../api/http.ts";
import type { Exchange } from "../exchange.ts";
import { htmlPage } from "./html-page.ts";
import { jsonReport } from "./json-report.ts";
import { makeReport, type DebuggedProject } from "./report.ts";

/** For servers that were told nothing about their project. */
export const NO_PROJECT: DebuggedProject = { settings: {}, baseDir: process.cwd() };

/** Nothing on the page loads or sends anything. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * What takes the place of a bare 500 where DEBUG is True: a page for browsers, JSON for others, as their Accept header
 * says (`django.http.HttpRequest.accepts`). Whoever calls it sees to it that DEBUG is True.
 */
export function debugResponse(
  { status, error }: HttpResponse,
  exchange: Exchange,
  project: DebuggedProject,
): Pick<HttpResponse, "status" | "headers" | "body"> {
  const report = makeReport(error, exchange, project);
  const wantsHtml = /\btext\/html\b/.test(exchange.incoming.headers.accept ?? "");
  const body = wantsHtml ? htmlPage(report) : JSON.stringify(jsonReport(report));
  return {
    status,
    headers: [
      ["content-type", wantsHtml ? "text/html; charset=utf-8" : "application/json"],
      ["cache-control", "no-store"],
      ["vary", "accept"],
      ...(wantsHtml ? ([["content-security-policy", CONTENT_SECURITY_POLICY]] as const) : []),
    ],
    body,
  };
}
