import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastAPI } from "../api/fastapi.ts";
import type { HttpResponse } from "../api/http.ts";
import { andThen, isPromiseLike, type MaybePromise } from "../util/maybe-promise.ts";
import { clientOf } from "../django/gateway/client-info.ts";
import { corsFromSettings, CorsPolicy } from "./cors.ts";
import { debugResponse, NO_PROJECT } from "./debug/debug-response.ts";
import { Exchange, type RouteMatch } from "./exchange.ts";
import { DjangoMiddleware } from "./django-middleware/django-middleware.ts";
import { createFastify } from "./fastify.ts";
import { healthResponse, isHealthPath } from "./health.ts";
import { hostChecker, requestHost, requestScheme, type Socket } from "./host.ts";
import type { RequestListeners } from "./listener.ts";
import { logQueries, QueryLog } from "./query-log.ts";
import { NodeRequest } from "./node-request.ts";
import { belowRootPath, parseTarget } from "./request-path.ts";
import { badHost, detailResponse, NOT_FOUND, refuse } from "./refusals.ts";
import { requestIds } from "./request-id.ts";
import { Router, type Decision } from "./router.ts";
import { rootPathOf, type ServedRoute } from "./routes.ts";
import { sendRaw } from "./send.ts";
import type { ServerOptions } from "./server-options.ts";

export interface RequestHandler extends Pick<RequestListeners, "handleRequest"> {
  /** Before the first request. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** Puts the server's steps in order: decide, then host, middleware, CORS and Fastify for what is ours, the gateway for the rest. */
export function createRequestHandler(options: ServerOptions, routes: readonly ServedRoute[]): RequestHandler {
  const {
    api,
    settings,
    gateway = null,
    logger = {},
    ready = () => Promise.resolve({ ready: true }),
    tracing = null,
  } = options;
  const cors = corsOf(options);
  const middleware = new DjangoMiddleware(settings);
  const isAllowedHost = hostChecker(settings);
  const nextRequestId = requestIds();
  const rootPath = rootPathOf(api);
  const router = new Router({
    routes,
    rootPath,
    redirectSlashes: api.settings.redirectSlashes,
    resolvesElsewhere: (path) => gateway !== null && gateway.resolves(path),
  });
  const { handle, instance } = createFastify({
    routes,
    bodyLimit: settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    complete,
  });
  giveFastify(api, instance);
  const stopLogging = settings.DEBUG ? logQueries() : () => {};

  function complete(response: HttpResponse, exchange: Exchange): MaybePromise<HttpResponse> {
    const shown = debugged(response, exchange);
    return andThen(middleware.complete(shown, exchange), (completed) => {
      const { headers } = completed;
      const crossed = cors === null ? headers : cors.apply(exchange.incoming.headers, headers);
      return { ...completed, headers: [...crossed, ["x-request-id", exchange.requestId]] };
    });
  }

  /** An error of the debug page must not take the place of the one it shows. */
  function debugged(response: HttpResponse, exchange: Exchange): HttpResponse {
    if (!settings.DEBUG || response.error === undefined) return response;
    try {
      return { ...response, ...debugResponse(response, exchange, options.project ?? NO_PROJECT) };
    } catch (error) {
      exchange.error(error);
      return response;
    }
  }

  function schemeOf({ incoming }: Exchange): "http" | "https" {
    const encrypted = clientOf(incoming).scheme === "https";
    return requestScheme(incoming.headers, { encrypted }, settings);
  }

  function hostOf({ incoming, scheme }: Exchange): string {
    return requestHost(incoming.headers, incoming.socket as Socket, scheme, settings);
  }

  function respond(exchange: Exchange, response: MaybePromise<HttpResponse>): void {
    const completed = andThen(response, (settled) => complete(settled, exchange));
    if (!isPromiseLike(completed)) send(exchange, completed);
    else
      completed
        .then((settled) => send(exchange, settled))
        .then(undefined, (error: unknown) => fail(exchange, error));
  }

  function refuseRequest(exchange: Exchange, decision: Exclude<Decision, RouteMatch>): void {
    const { incoming, outgoing, path, scheme, host } = exchange;
    if (path === null) return respond(exchange, NOT_FOUND);
    const request = new NodeRequest({
      incoming,
      outgoing,
      payload: incoming,
      path,
      pathParams: {},
      rootPath,
      scheme,
      host,
      bodyLimit: settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    });
    respond(exchange, refuse(api, decision, belowRootPath(path.decoded, rootPath), request));
  }

  function forward(exchange: Exchange): void {
    if (gateway === null) {
      exchange.scheme = schemeOf(exchange);
      exchange.host = hostOf(exchange);
      refuseRequest(exchange, { kind: "none" });
      return;
    }
    exchange.servedBy = "django";
    gateway.forward(exchange.incoming, exchange.outgoing);
  }

  function act(exchange: Exchange, decision: Decision): void {
    if (decision.kind === "none") return forward(exchange);
    exchange.scheme = schemeOf(exchange);
    exchange.host = hostOf(exchange);
    if (!isAllowedHost(exchange.host)) return respond(exchange, badHost(exchange.host, settings.DEBUG));
    const answer = middleware.answer(exchange);
    if (answer !== null) return respond(exchange, answer);
    if (decision.kind !== "route") return refuseRequest(exchange, decision);
    exchange.match = decision;
    exchange.servedBy = decision.value.isOperation ? "operation" : "docs";
    if (tracing === null || !decision.value.isOperation) run(exchange);
    else tracing.operation(exchange, decision.value.template, () => run(exchange));
  }

  function run(exchange: Exchange): void {
    if (exchange.queries === null) handle(exchange);
    else exchange.queries.run(() => handle(exchange));
  }

  function fail(exchange: Exchange, error: unknown): void {
    exchange.error(error);
    if (!exchange.outgoing.headersSent) respond(exchange, detailResponse(500, "Internal Server Error"));
  }

  return {
    handleRequest(incoming: IncomingMessage, outgoing: ServerResponse) {
      if (options.internal?.(incoming, outgoing) === true) return;
      const path = parseTarget(incoming.url ?? "/");
      const queries = settings.DEBUG ? new QueryLog() : null;
      const exchange = new Exchange(
        incoming,
        outgoing,
        path,
        nextRequestId(incoming.headers["x-request-id"]),
        logger,
        queries,
      );
      if (path === null) return forward(exchange);
      if (isHealthPath(path.decoded)) {
        void healthResponse(path.decoded, ready).then((response) => sendRaw(outgoing, response));
        return;
      }
      if (
        cors !== null &&
        CorsPolicy.isPreflight(incoming.method ?? "", incoming.headers) &&
        router.owns(path)
      ) {
        sendRaw(outgoing, cors.preflight(incoming.headers));
        return;
      }
      const decision = router.decide(incoming.method ?? "", path);
      if (!isPromiseLike(decision)) return act(exchange, decision);
      decision
        .then((decided) => act(exchange, decided))
        .then(undefined, (error: unknown) => fail(exchange, error));
    },
    ready: async () => {
      await instance.ready();
    },
    close: async () => {
      stopLogging();
      tracing?.close();
      await instance.close();
    },
  };
}

/** Past Fastify. */
function send(exchange: Exchange, response: HttpResponse): void {
  exchange.respond(response);
  sendRaw(exchange.outgoing, response, (error) => exchange.error(error));
}

function giveFastify(app: FastAPI, instance: unknown): void {
  app.fastify = instance;
  for (const mount of app.mounts) giveFastify(mount.app, instance);
}

function corsOf({ settings, logger }: ServerOptions): CorsPolicy | null {
  const options = corsFromSettings(settings);
  if (options === null) return null;
  if (options.allowCredentials && options.allowOrigins.includes("*"))
    logger?.warning?.(
      'CORS lets every website read the API as the logged-in user: FASTAPI_CORS_ALLOW_ORIGINS is ["*"] and ' +
        "FASTAPI_CORS_ALLOW_CREDENTIALS is True. Name the origins, or set the latter to False.",
    );
  return new CorsPolicy(options);
}
