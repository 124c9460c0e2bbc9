import { hash } from "node:crypto";
import type { HttpResponse } from "../../api/http.ts";
import { parseHttpDate } from "../../util/http-date.ts";
import { detailResponse } from "../refusals.ts";
import { discardBody, isStream } from "../send.ts";
import { headerOf, withHeader, type MiddlewarePart } from "./part.ts";

/** What a 304 keeps (`django.utils.cache._not_modified`): RFC 9110 section 15.4.5, Last-Modified, cookies. */
const KEPT = new Set([
  "cache-control",
  "content-location",
  "date",
  "etag",
  "expires",
  "last-modified",
  "set-cookie",
  "vary",
]);

/** `django.middleware.http.ConditionalGetMiddleware`: an ETag for what GET answers, and 304 to who has it already. */
export const conditionalGet = (): MiddlewarePart => ({
  change(response, { incoming }) {
    if (incoming.method !== "GET") return response;
    const tagged = withEtag(response);
    const etag = headerOf(tagged, "etag") ?? "";
    const lastModified = parseHttpDate(headerOf(tagged, "last-modified"));
    if (tagged.status < 200 || tagged.status > 299) return tagged;
    if (etag === "" && lastModified === null) return tagged;
    switch (verdict(incoming.headers, etag, lastModified)) {
      case "send":
        return tagged;
      case "notModified":
        discardBody(tagged.body);
        return {
          ...tagged,
          status: 304,
          headers: tagged.headers.filter(([name]) => KEPT.has(name)),
          body: null,
        };
      case "preconditionFailed":
        discardBody(tagged.body);
        return { ...tagged, ...detailResponse(412, "Precondition Failed") };
    }
  },
});

/** `needs_etag` and `django.utils.cache.set_response_etag` */
function withEtag(response: HttpResponse): HttpResponse {
  const { body, headers } = response;
  if (body === null || isStream(body) || body.length === 0) return response;
  if (headerOf(response, "etag") !== undefined || isNeverStored(response)) return response;
  return { ...response, headers: withHeader(headers, "etag", `"${hash("md5", body)}"`) };
}

function isNeverStored(response: HttpResponse): boolean {
  const directives = (headerOf(response, "cache-control") ?? "").split(/\s*,\s*/);
  return directives.some((directive) => directive.toLowerCase() === "no-store");
}

type Verdict = "send" | "notModified" | "preconditionFailed";

/**
 * `django.utils.cache.get_conditional_response` for GET: the preconditions in the order of RFC 9110 section 13.2.2.
 *
 * @param etag "" where there is none
 * @param lastModified seconds since the epoch
 */
function verdict(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  etag: string,
  lastModified: number | null,
): Verdict {
  const ifMatch = entityTags(headers["if-match"]);
  const ifNoneMatch = entityTags(headers["if-none-match"]);
  const unmodifiedSince = parseHttpDate(headers["if-unmodified-since"]);
  const modifiedSince = parseHttpDate(headers["if-modified-since"]);
  if (ifMatch.length > 0 && !matchesStrongly(etag, ifMatch)) return "preconditionFailed";
  if (ifMatch.length === 0 && unmodifiedSince !== null)
    if (lastModified === null || lastModified > unmodifiedSince) return "preconditionFailed";
  if (ifNoneMatch.length > 0) return matchesWeakly(etag, ifNoneMatch) ? "notModified" : "send";
  if (modifiedSince === null || lastModified === null) return "send";
  return lastModified > modifiedSince ? "send" : "notModified";
}

/** `django.utils.http.parse_etags`: what is no tag is left out. */
function entityTags(header: string | string[] | undefined): string[] {
  const value = Array.isArray(header) ? header.join(",") : (header ?? "");
  if (value.trim() === "*") return ["*"];
  return value
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => /^(?:W\/)?"[^"]*"$/.test(tag));
}

function matchesStrongly(etag: string, tags: readonly string[]): boolean {
  if (etag === "") return false;
  return tags[0] === "*" || (!etag.startsWith("W/") && tags.includes(etag));
}

function matchesWeakly(etag: string, tags: readonly string[]): boolean {
  if (etag === "") return false;
  return tags[0] === "*" || tags.some((tag) => opaque(tag) === opaque(etag));
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, "");
}
