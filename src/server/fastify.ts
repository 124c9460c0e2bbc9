import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type HTTPMethods,
} from "fastify";
import type { HttpResponse } from "../api/http.ts";
import { isPromiseLike, type MaybePromise } from "../util/maybe-promise.ts";
import type { Exchange } from "./exchange.ts";
import { NodeRequest } from "./node-request.ts";
import type { ServedRoute } from "./routes.ts";
import { detailResponse } from "./refusals.ts";
import { sendReply } from "./send.ts";

/** How the matched request comes through Fastify, which knows nothing of ours. */
const EXCHANGE = Symbol("exchange");
type Carrier = IncomingMessage & { [EXCHANGE]?: Exchange; originalUrl?: string };

/** RFC 9110, section 8.3.1; parameters are not looked at. */
const MEDIA_TYPE = /^\s*[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(?:;|$)/;

export interface FastifyBridgeOptions {
  readonly routes: readonly ServedRoute[];
  readonly bodyLimit: number | null;
  /** The last step before a response is sent: a debug page, Django's middleware, CORS, the request id. */
  readonly complete: (response: HttpResponse, exchange: Exchange) => MaybePromise<HttpResponse>;
}

export interface FastifyBridge {
  readonly instance: FastifyInstance;
  /** Takes an exchange whose `match` is set. */
  readonly handle: (exchange: Exchange) => void;
}

/**
 * Fastify as the carrier of plugins and hooks around our operations. The route was found before: Fastify gets each
 * request under a literal path that stands for it, so that no path is parsed, refused or rewritten a second time;
 * `request.url` is the real one again before the first hook of a plugin, `request.routeOptions.url` the template.
 */
export function createFastify({ routes, bodyLimit, complete }: FastifyBridgeOptions): FastifyBridge {
  let listener: ((incoming: IncomingMessage, outgoing: ServerResponse) => void) | undefined;
  const instance = fastify({
    // Never listens: connections are accepted by whoever holds the listener.
    serverFactory: (handler) => {
      listener = handler;
      return createServer();
    },
    exposeHeadRoutes: false,
    requestIdHeader: false,
    genReqId: (incoming) => (incoming as Carrier)[EXCHANGE]?.requestId ?? "",
  });
  // Bodies are read by the API layer, by the operation's own declaration; here they only pass.
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
  instance.addHook("onRequest", (request, _reply, done) => {
    const carrier = request.raw as Carrier;
    carrier.url = carrier.originalUrl as string;
    // Fastify refuses a malformed one with 415; what the operation makes of it is the API layer's, which reads the raw headers.
    const type = carrier.headers["content-type"];
    if (type !== undefined && !MEDIA_TYPE.test(type))
      request.headers = { "content-type": "application/octet-stream" };
    done();
  });
  const handler = routeHandler(bodyLimit, complete);
  const paths = literalPaths(routes);
  for (const [route, url] of paths) instance.route({ method: route.method as HTTPMethods, url, handler });
  instance.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    // What a plugin refuses (a rate limit, a malformed cookie) is its own to explain; the rest is nobody's business.
    const isRefusal = error.statusCode !== undefined && error.statusCode < 500;
    const response = isRefusal
      ? detailResponse(error.statusCode as number, error.message)
      : { ...detailResponse(500, "Internal Server Error"), error };
    const exchange = (request.raw as Carrier)[EXCHANGE] as Exchange;
    // What was said of a stream that failed before its first byte: its encoding, its age.
    for (const [name] of exchange.headers) reply.removeHeader(name);
    // Node keeps the reason of a head that it could not write.
    reply.raw.statusMessage = "";
    send(reply, complete(response, exchange), exchange);
  });
  return {
    instance,
    handle(exchange) {
      const carrier = exchange.incoming as Carrier;
      carrier[EXCHANGE] = exchange;
      carrier.originalUrl = carrier.url as string;
      carrier.url = paths.get(exchange.match?.value as ServedRoute) as string;
      listener?.(carrier, exchange.outgoing);
    },
  };
}

/** Each route's template where Fastify's router reads it as text, for hooks that look at it; else a made-up path. */
function literalPaths(routes: readonly ServedRoute[]): Map<ServedRoute, string> {
  const taken = new Set<string>();
  return new Map(
    routes.map((route, index) => {
      const isText = /^\/[\w./{}-]*$/.test(route.template) && !taken.has(`${route.method} ${route.template}`);
      const url = isText ? route.template : `/~route/${index}`;
      taken.add(`${route.method} ${url}`);
      return [route, url];
    }),
  );
}

function routeHandler(
  bodyLimit: number | null,
  complete: FastifyBridgeOptions["complete"],
): (request: FastifyRequest, reply: FastifyReply) => void {
  return (fastifyRequest, reply) => {
    const exchange = (fastifyRequest.raw as Carrier)[EXCHANGE] as Exchange;
    const { incoming, outgoing, match, path, scheme, host } = exchange;
    if (match === null || path === null) throw new TypeError("A request reached Fastify without a route");
    const request = new NodeRequest({
      incoming,
      outgoing,
      // Undefined for methods whose bodies Fastify does not expect (GET): then it is as it came.
      payload: (fastifyRequest.body as IncomingMessage | undefined) ?? incoming,
      path,
      pathParams: match.params,
      rootPath: match.value.rootPath,
      scheme,
      host,
      bodyLimit,
    });
    exchange.request = request;
    const response = match.value.handle(request);
    send(
      reply,
      isPromiseLike(response)
        ? response.then((settled) => complete(settled, exchange))
        : complete(response, exchange),
      exchange,
    );
  };
}

/** Without a promise where there is none: an operation that is not asynchronous is answered at once. */
function send(reply: FastifyReply, response: MaybePromise<HttpResponse>, exchange: Exchange): void {
  if (isPromiseLike(response)) {
    response
      .then((settled) => send(reply, settled, exchange))
      .then(undefined, (error: unknown) => reply.send(error));
    return;
  }
  exchange.respond(response);
  sendReply(reply, response, (error) => exchange.error(error));
}
