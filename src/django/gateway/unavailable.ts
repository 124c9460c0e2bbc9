import type { IncomingMessage, ServerResponse } from "node:http";

/** Why there is no answer from the upstream. */
export interface Unavailable {
  readonly status: 502 | 503;
  readonly title: string;
  readonly detail: string;
  /** Whether the upstream may have seen the request. */
  readonly sent: boolean;
}

/** `server` is what clients are told to be missing: "Django". */
export function notReachable(server: string): Unavailable {
  return {
    status: 503,
    title: `${server} is not running`,
    detail: `The ${server} server cannot be reached at the moment.`,
    sent: false,
  };
}

export function brokenOff(server: string): Unavailable {
  return {
    status: 502,
    title: `${server} did not answer`,
    detail: `The ${server} server ended the connection before it answered.`,
    sent: true,
  };
}

/** Answers with the reason, as a page for browsers and as JSON for others. */
export function answerUnavailable(
  request: IncomingMessage,
  response: ServerResponse,
  reason: Unavailable,
): void {
  const html = /\btext\/html\b/.test(request.headers.accept ?? "");
  const body = html ? page(reason) : JSON.stringify({ detail: reason.detail });
  response.writeHead(reason.status, {
    "content-type": html ? "text/html; charset=utf-8" : "application/json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    ...(reason.status === 503 ? { "retry-after": "1" } : {}),
    // What is left of the request's body is not read.
    ...(request.complete ? {} : { connection: "close" }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

/** `title` and `detail` are our own texts. */
function page({ title, detail }: Unavailable): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 40rem; margin: 15vh auto; padding: 0 1.5rem; }
</style>
<h1>${title}</h1>
<p>${detail}</p>
</html>
`;
}
