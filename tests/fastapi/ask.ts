import type { IncomingHttpHeaders } from "node:http";
import { Readable } from "node:stream";
import type { HttpBody, HttpRequest } from "../../src/api/http.ts";
import type { FastAPI } from "../../src/api/fastapi.ts";
import { Matcher } from "../../src/server/matcher.ts";
import type { Answer, Case } from "./case.ts";

/** Headers that are compared: what the application says, not what the servers add. */
const KEPT = new Set([
  "content-type",
  "location",
  "www-authenticate",
  "x-error",
  "x-own",
  "x-direct",
  "set-cookie",
]);

/** Answers cases by an application, without a server. */
export function createAsker(app: FastAPI): (question: Case) => Promise<Answer> {
  const matcher = new Matcher(
    app.operations.map((operation) => ({
      method: operation.method,
      template: operation.path,
      value: operation,
    })),
  );
  return async (question) => {
    const url = new URL(question.target, "http://testserver");
    const match = matcher.match(question.method, decodeURIComponent(url.pathname));
    if (match?.kind !== "route") throw new Error(`No operation for ${question.name}`);
    const response = await match.value.handle(toRequest(question, url, match.params));
    const body = await readBody(response.body);
    await response.finished?.();
    return { status: response.status, headers: response.headers.filter(([name]) => KEPT.has(name)), body };
  };
}

function toRequest(question: Case, url: URL, pathParams: Readonly<Record<string, string>>): HttpRequest {
  const headers: IncomingHttpHeaders = {};
  for (const [name, value] of question.headers ?? []) {
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${String(headers[key])}, ${value}`;
  }
  const content = Buffer.from(question.body ?? "");
  return {
    method: question.method,
    rawPath: url.pathname,
    query: url.search.slice(1),
    headers,
    rawHeaders: (question.headers ?? []).flat(),
    pathParams,
    scheme: "http",
    host: "testserver",
    client: null,
    rootPath: "",
    body: () => Promise.resolve(content),
    stream: () => Readable.from([content]),
    signal: new AbortController().signal,
  };
}

async function readBody(body: HttpBody): Promise<string> {
  if (body === null) return "";
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<string | Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
