import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { pipeline, Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { HttpBody, HttpResponse } from "../api/http.ts";

/**
 * Sends through Fastify, so that plugins (compression, ETags ...) see the response. A stream that fails after its
 * first byte can only be cut off: `onLateError` is told.
 */
export function sendReply(
  reply: FastifyReply,
  response: HttpResponse,
  onLateError: (error: unknown) => void,
): void {
  // A serializer that is never asked: without one Fastify adds "; charset=utf-8" to application/json.
  reply.code(response.status).headers(groupHeaders(response.headers)).serializer(String);
  const { body } = response;
  if (!isStream(body)) {
    reply.send(toPayload(body));
    return;
  }
  const stream = toReadable(body);
  if (reply.request.raw.method === "HEAD") {
    // Nobody reads it.
    stream.destroy();
    reply.send();
    return;
  }
  stream.once("error", (error) => {
    if (reply.raw.headersSent) onLateError(error);
  });
  reply.send(stream);
}

/** Sends what no operation made (404, 405, redirects, preflights): past Fastify. */
export function sendRaw(
  outgoing: ServerResponse,
  { status, headers, body }: HttpResponse,
  onLateError: (error: unknown) => void = () => {},
): void {
  if (isStream(body)) {
    outgoing.writeHead(status, groupHeaders(headers));
    // A client that goes away is no error; what the stream throws is.
    pipeline(toReadable(body), outgoing, (error) => {
      if (error && error.code !== "ERR_STREAM_PREMATURE_CLOSE") onLateError(error);
    });
    return;
  }
  const content = body ?? "";
  outgoing.writeHead(status, { ...groupHeaders(headers), "content-length": Buffer.byteLength(content) });
  outgoing.end(content);
}

/** Lets go of what stands behind a body that nobody will read: a file, a generator. */
export function discardBody(body: HttpBody): void {
  if (isStream(body)) toReadable(body).destroy();
}

function groupHeaders(headers: HttpResponse["headers"]): OutgoingHttpHeaders {
  const grouped: Record<string, string | string[]> = {};
  for (const [name, value] of headers) {
    const before = grouped[name];
    if (before === undefined) grouped[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else grouped[name] = [before, value];
  }
  return grouped;
}

/** Whether a body comes in pieces, its length unknown. */
export function isStream(body: HttpBody): body is Readable | AsyncIterable<string | Uint8Array> {
  return typeof body === "object" && body !== null && !(body instanceof Uint8Array);
}

/** A source is asked for its next chunk only when the client took the last one. */
export function toReadable(body: Readable | AsyncIterable<string | Uint8Array>): Readable {
  return body instanceof Readable ? body : Readable.from(body, { objectMode: false });
}

function toPayload(body: string | Uint8Array | null): string | Buffer | undefined {
  // Fastify gives every text a Content-Type, an empty one too.
  if (typeof body === "string") return body === "" ? undefined : body;
  return body === null ? undefined : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
