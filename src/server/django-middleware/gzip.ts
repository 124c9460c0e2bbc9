import { randomInt } from "node:crypto";
import { pipeline, Transform, type Readable } from "node:stream";
import { promisify } from "node:util";
import { constants, createGzip, gzip as compress } from "node:zlib";
import type { HttpResponse } from "../../api/http.ts";
import { withVary } from "../../api/responses/vary.ts";
import { isStream, toReadable } from "../send.ts";
import { headerOf, withHeader, type Headers, type MiddlewarePart } from "./part.ts";

const compressAll = promisify(compress);

/** Bytes; what is shorter is not worth it. */
const MINIMUM = 200;
const LEVEL = 6;
const MAXIMUM_NAME = 100;

/** `django.middleware.gzip.GZipMiddleware` */
export const gzip = (): MiddlewarePart => ({
  change(response, { incoming }) {
    if (headerOf(response, "content-encoding") !== undefined) return response;
    const { body } = response;
    if (body === null) return response;
    const accepts = /\bgzip\b/.test(String(incoming.headers["accept-encoding"] ?? ""));
    if (isStream(body)) {
      // A part of a file is a part of its own bytes. Django's responses have no parts.
      if (headerOf(response, "content-range") !== undefined) return response;
      const varied = withVary(response, "Accept-Encoding");
      return accepts ? encoded(varied, compressedStream(toReadable(body))) : varied;
    }
    const content = typeof body === "string" ? Buffer.from(body) : body;
    if (content.length < MINIMUM) return response;
    const varied = withVary(response, "Accept-Encoding");
    return accepts ? compressed(varied, content) : varied;
  },
});

async function compressed(response: HttpResponse, content: Uint8Array): Promise<HttpResponse> {
  const short = withName(await compressAll(content, { level: LEVEL }));
  return short.length < content.length ? encoded(response, short) : response;
}

/** The response with its compressed body. The ETag is of what was compressed: another representation, a weak tag. */
function encoded(response: HttpResponse, body: Uint8Array | Readable): HttpResponse {
  const headers: Headers = response.headers
    .filter(([name]) => name !== "content-length")
    .map(([name, value]) => [name, name === "etag" && value.startsWith('"') ? `W/${value}` : value]);
  const length: Headers = isStream(body) ? [] : [["content-length", String(body.length)]];
  return { ...response, headers: [...withHeader(headers, "content-encoding", "gzip"), ...length], body };
}

/** Each piece is complete when it is sent: an event that waits for the next ones would be late. */
function compressedStream(source: Readable): Readable {
  let first = true;
  const naming = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, first ? withName(chunk) : chunk);
      first = false;
    },
  });
  const packing = createGzip({ level: LEVEL, flush: constants.Z_SYNC_FLUSH });
  // An error destroys all three, and so does the end of who reads.
  return pipeline(source, packing, naming, () => {});
}

/**
 * Gzip's file name, of random length, behind its header of ten bytes (RFC 1952 section 2.3): the length of a response
 * says less about secrets in it (BREACH). `django.utils.text.compress_string` with `max_random_bytes`.
 */
function withName(data: Buffer): Buffer {
  const FNAME = 8;
  const header = Buffer.from(data.subarray(0, 10));
  header[3] = FNAME;
  return Buffer.concat([header, Buffer.alloc(randomInt(MAXIMUM_NAME), "a"), Buffer.of(0), data.subarray(10)]);
}
