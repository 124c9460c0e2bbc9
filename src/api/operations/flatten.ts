import type { Dependency } from "../dependencies/depends.ts";
import type { ResponseDeclarations } from "../responses/declarations.ts";
import type { APIRouter, RouterEntry } from "../routing/router.ts";
import type { ResponseClass, Route, SharedRouteOptions } from "../routing/route.ts";
import type { Authentication } from "../security/authentication.ts";
import type { WebSocketRoute } from "../websockets/web-socket-route.ts";
import { generateOperationId } from "./naming.ts";
import type { HttpMethod } from "./operation.ts";

/** A route with everything that the routers and the application around it say. */
export interface FlatRoute {
  readonly path: string;
  readonly handler: Route["handler"];
  readonly methods: readonly HttpMethod[];
  readonly options: Route["options"];
  readonly declaredAt: string | null;
  readonly tags: readonly string[];
  /** The application's first, the route's last. */
  readonly dependencies: readonly Dependency<unknown, string>[];
  readonly authentication: Authentication | null;
  readonly responses: ResponseDeclarations;
  readonly deprecated: boolean;
  readonly includeInSchema: boolean;
  readonly responseClass: ResponseClass | null;
  readonly statusCode: number;
  readonly isFallback: boolean;
  readonly operationId: (method: HttpMethod) => string;
}

/** What has come together on the way down to a route. */
interface Inherited {
  readonly prefix: string;
  readonly tags: readonly string[];
  readonly dependencies: readonly Dependency<unknown, string>[];
  readonly authentication: Authentication | null;
  readonly responses: ResponseDeclarations;
  readonly deprecated: boolean;
  readonly includeInSchema: boolean;
  readonly responseClass: ResponseClass | null;
}

const NOTHING: Inherited = {
  prefix: "",
  tags: [],
  dependencies: [],
  authentication: null,
  responses: {},
  deprecated: false,
  includeInSchema: true,
  responseClass: null,
};

/** All routes of a router and of those included in it, in order; fallbacks last. */
export function flattenRouter(router: APIRouter): FlatRoute[] {
  const routes = leaves(router).flatMap(({ entry, inherited }) =>
    entry.kind === "route" ? [flattenRoute(entry.route, inherited)] : [],
  );
  return [...routes.filter((route) => !route.isFallback), ...routes.filter((route) => route.isFallback)];
}

/** A WebSocket's route with everything that the routers and the application around it say. */
export interface FlatWebSocketRoute {
  readonly path: string;
  readonly handler: WebSocketRoute["handler"];
  readonly options: WebSocketRoute["options"];
  readonly declaredAt: string | null;
  readonly tags: readonly string[];
  readonly dependencies: readonly Dependency<unknown, string>[];
  readonly authentication: Authentication | null;
}

/** All WebSockets of a router and of those included in it, in order. */
export function flattenWebSockets(router: APIRouter): FlatWebSocketRoute[] {
  return leaves(router).flatMap(({ entry, inherited }) => {
    if (entry.kind !== "websocket") return [];
    const { path, handler, options, declaredAt } = entry.route;
    const { prefix, tags, dependencies, authentication } = add(inherited, options);
    return [{ path: prefix + path, handler, options, declaredAt, tags, dependencies, authentication }];
  });
}

interface LeafEntry {
  readonly entry: Exclude<RouterEntry, { kind: "router" }>;
  readonly inherited: Inherited;
}

function leaves(router: APIRouter, above: Inherited = NOTHING): LeafEntry[] {
  const inherited = add({ ...above, prefix: above.prefix + router.prefix }, router.shared);
  return router.entries.flatMap((entry) => {
    if (entry.kind !== "router") return [{ entry, inherited }];
    const { prefix = "", ...shared } = entry.options;
    return leaves(entry.router, add({ ...inherited, prefix: inherited.prefix + prefix }, shared));
  });
}

/** A route on its own, for callbacks. */
export function flattenRoute(route: Route, inherited: Inherited = NOTHING): FlatRoute {
  const { options } = route;
  const { prefix, ...shared } = add(inherited, options);
  const path = prefix + route.path;
  return {
    ...shared,
    path,
    handler: route.handler,
    methods: route.methods,
    options,
    declaredAt: route.declaredAt,
    isFallback: route.isFallback,
    statusCode: options.statusCode ?? 200,
    operationId: (method) =>
      options.operationId ?? generateOperationId(options.name ?? route.handler.name, path, method),
  };
}

/** FastAPI's rules: lists add up from the outside in, a response class (and an authentication) nearer to the route wins, flags stick. */
function add(inherited: Inherited, own: SharedRouteOptions): Inherited {
  return {
    prefix: inherited.prefix,
    tags: [...inherited.tags, ...(own.tags ?? [])],
    dependencies: [...inherited.dependencies, ...(own.dependencies ?? [])],
    authentication: own.authentication ?? inherited.authentication,
    responses: { ...inherited.responses, ...own.responses },
    deprecated: inherited.deprecated || own.deprecated === true,
    includeInSchema: inherited.includeInSchema && own.includeInSchema !== false,
    responseClass: own.responseClass ?? inherited.responseClass,
  };
}
