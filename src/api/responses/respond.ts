import { isPendingRow } from "../../orm/pending-row.ts";
import { isPromiseLike, type MaybePromise } from "../../util/maybe-promise.ts";
import type { ResponseHeaders } from "../context/headers.ts";
import type { RequestContext } from "../context/request-context.ts";
import type { HttpResponse } from "../http.ts";
import type { ResponseClass } from "../routing/route.ts";
import { EventSourceResponse, ServerSentEvent } from "./event-source-response.ts";
import { FileResponse } from "./file-response.ts";
import { JSONResponse } from "./json-response.ts";
import { Response } from "./response.ts";
import type { Serializer } from "./serializer.ts";
import { StreamingResponse } from "./streaming-response.ts";

export interface ResponderOptions {
  readonly statusCode: number;
  readonly responseClass: ResponseClass | null;
  readonly serialize: Serializer;
  /** For values that a handler returns with another status, where `responses` says what they are. */
  readonly serializeByStatus: ReadonlyMap<number, Serializer>;
  /** For one item of a stream. */
  readonly serializeItem: Serializer;
}

/** Turns what a handler gave into a response. */
export type Responder = (value: unknown, context: RequestContext) => MaybePromise<HttpResponse>;

type Headers = HttpResponse["headers"];

const JSON_HEADERS: Headers = [["content-type", "application/json"]];

export function createResponder(options: ResponderOptions): Responder {
  const { responseClass } = options;
  const isJson = responseClass === null || responseClass === JSONResponse;

  const respond: Responder = (value, context) => {
    if (value instanceof Response) return sendResponse(value, context);
    if (value instanceof globalThis.Response) return sendResponse(fromFetch(value), context);
    if (isStream(value)) return sendResponse(streamed(value, options), context);
    const parameters = context.responseParameters;
    const status = parameters?.statusCode ?? options.statusCode;
    const added = parameters === null ? [] : parameters.headers.entries();
    const withheld = withheldBy(undefined, parameters?.headers);
    if (!allowsBody(status)) return { status, headers: added, body: null, ...withheld };
    if (!isJson && isPendingRow(value)) return value.then((row) => respond(row, context));
    if (!isJson) return sendResponse(new responseClass(value as never), context, status);
    const headers = added.length === 0 ? JSON_HEADERS : withAdded(JSON_HEADERS, added);
    const serialize =
      status === options.statusCode
        ? options.serialize
        : (options.serializeByStatus.get(status) ?? options.serialize);
    const body = serialize(value);
    return isPromiseLike(body)
      ? body.then((text) => ({ status, headers, body: text, ...withheld }))
      : { status, headers, body, ...withheld };
  };
  return respond;
}

/** RFC 9110: these have no content. */
function allowsBody(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 205 && status !== 304;
}

/**
 * A ready response; what was said about it in the context (headers, cookies) comes with it, unless it says otherwise
 * itself.
 */
export function sendResponse(
  response: Response,
  context: RequestContext,
  status?: number,
): MaybePromise<HttpResponse> {
  const prepared = prepare(response, context);
  return isPromiseLike(prepared)
    ? prepared.then((settled) => withParameters(settled, context, status))
    : withParameters(prepared, context, status);
}

/** A response as it is sent: a file's with its content; its background tasks are the request's. */
export function prepare(response: Response, context: RequestContext): MaybePromise<Response> {
  if (response.background !== null) context.adoptBackgroundTasks(response.background);
  if (!(response instanceof FileResponse)) return response;
  const { range, "if-range": ifRange } = context.request.headers;
  return response.prepare(range, typeof ifRange === "string" ? ifRange : undefined);
}

function withParameters(response: Response, context: RequestContext, status?: number): HttpResponse {
  const added = context.responseParameters?.headers.entries() ?? [];
  return {
    status: status ?? response.statusCode,
    headers: withAdded(response.headers.entries(), added),
    body: response.body,
    ...withheldBy(response.headers, context.responseParameters?.headers),
  };
}

/** The names that were set to null, where any were. */
function withheldBy(
  own: ResponseHeaders | undefined,
  said: ResponseHeaders | undefined,
): Pick<HttpResponse, "withheld"> | null {
  const ofOwn = own?.withheld ?? null;
  const ofSaid = said?.withheld ?? null;
  if (ofOwn === null && ofSaid === null) return null;
  return { withheld: [...(ofOwn ?? []), ...(ofSaid ?? [])] };
}

/** Cookies add up, other headers only fill gaps. */
function withAdded(own: Headers, added: Headers): Headers {
  const names = new Set(own.map(([name]) => name));
  return [...own, ...added.filter(([name]) => name === "set-cookie" || !names.has(name))];
}

/** The standard's Response, which is what `new Response()` makes where ours is not imported. */
function fromFetch(response: globalThis.Response): Response {
  const converted = new Response(response.body, { statusCode: response.status });
  for (const [name, value] of response.headers) converted.headers.append(name, value);
  return converted;
}

/** What a generator handler gives, or an iterator helper made of it. */
function isStream(value: unknown): value is AsyncIterable<unknown> | Iterable<unknown> {
  if (typeof value !== "object" || value === null) return false;
  const tag = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  return tag === "Generator" || tag === "AsyncGenerator";
}

/** A generator's items: events, raw chunks where the class streams, JSON lines otherwise. */
function streamed(items: AsyncIterable<unknown> | Iterable<unknown>, options: ResponderOptions): Response {
  const { responseClass, statusCode, serializeItem } = options;
  if (responseClass === EventSourceResponse)
    return new EventSourceResponse(events(items, serializeItem), { statusCode });
  if (responseClass !== null && responseClass !== JSONResponse)
    return new StreamingResponse(items as AsyncIterable<string>, {
      statusCode,
      ...(responseClass.mediaType !== null && { mediaType: responseClass.mediaType }),
    });
  return new StreamingResponse(jsonLines(items, serializeItem), {
    statusCode,
    mediaType: "application/jsonl",
  });
}

async function* jsonLines(
  items: AsyncIterable<unknown> | Iterable<unknown>,
  serialize: Serializer,
): AsyncGenerator<string, void, undefined> {
  for await (const item of items) yield `${await serialize(item)}\n`;
}

async function* events(
  items: AsyncIterable<unknown> | Iterable<unknown>,
  serialize: Serializer,
): AsyncGenerator<ServerSentEvent, void, undefined> {
  for await (const item of items)
    yield item instanceof ServerSentEvent ? item : new ServerSentEvent({ rawData: await serialize(item) });
}
