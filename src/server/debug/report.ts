import { parseCookies } from "../../api/context/cookies.ts";
import type { QueryEvent } from "../../orm/observe.ts";
import { projectFrames, type CodePlace } from "../../util/stack.ts";
import type { Exchange } from "../exchange.ts";
import type { QuerySummary } from "../query-log.ts";
import { describeErrors, type DescribedError } from "./described-error.ts";
import { redaction, type Redaction } from "./redaction.ts";
import { receivedBody } from "./received-body.ts";

/** What the error page tells of the project. */
export interface DebuggedProject {
  /** The manifest's: those that TypeScript reads. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Paths are shown below it. */
  readonly baseDir: string;
}

export interface ReportedQuery extends Pick<
  QueryEvent,
  "executor" | "model" | "alias" | "sql" | "milliseconds" | "failed"
> {
  /** The line of the project that asked; null: none did. */
  readonly place: CodePlace | null;
}

/** Names and values, in the order to show them. */
export type Listing = readonly (readonly [name: string, value: string])[];

/** Everything that an error's page, its JSON and its text show. Secrets are out of it. */
export interface DebugReport {
  readonly baseDir: string;
  /** At least one; the first is the one that was thrown. */
  readonly errors: readonly DescribedError[];
  readonly request: {
    readonly id: string;
    readonly method: string;
    readonly path: string;
    /** "/books/{book_id}"; null: no operation's. */
    readonly operation: string | null;
    readonly declaredAt: string | null;
    readonly pathParams: Listing;
    readonly query: Listing;
    readonly cookies: Listing;
    readonly headers: Listing;
    /** As far as somebody read it; null: nobody did. */
    readonly body: string | null;
  };
  readonly queries: readonly ReportedQuery[];
  readonly summary: QuerySummary;
  readonly settings: Listing;
}

export function makeReport(error: unknown, exchange: Exchange, project: DebuggedProject): DebugReport {
  const { incoming, path, match, requestId, queries } = exchange;
  const rules = redaction(String(project.settings["SESSION_COOKIE_NAME"] ?? "sessionid"));
  return {
    baseDir: project.baseDir,
    errors: describeErrors(error),
    request: {
      id: requestId,
      method: incoming.method ?? "",
      path: path?.raw ?? incoming.url ?? "",
      operation: match?.value.template ?? null,
      declaredAt: match?.value.declaredAt ?? null,
      pathParams: Object.entries(match?.params ?? {}),
      query: redacted(new URLSearchParams(path?.query ?? ""), rules),
      cookies: redacted(parseCookies(incoming.headers.cookie), rules),
      headers: headersOf(incoming.rawHeaders).map(([name, value]) => [name, rules.header(name, value)]),
      body: receivedBody(exchange, rules),
    },
    queries: (queries?.events ?? []).map(({ origin, ...event }) => ({
      ...event,
      place: projectFrames(origin.stack ?? "")[0] ?? null,
    })),
    summary: queries?.summary() ?? { count: 0, milliseconds: 0, repeated: [] },
    settings: Object.entries(project.settings)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => [name, shown(rules.value(name, value))]),
  };
}

function redacted(pairs: Iterable<readonly [string, string]>, rules: Redaction): Listing {
  return [...pairs].map(([name, value]) => [name, String(rules.value(name, value))]);
}

function headersOf(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < raw.length; index += 2)
    pairs.push([raw[index] as string, raw[index + 1] as string]);
  return pairs;
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value, null, 1) ?? "");
}
