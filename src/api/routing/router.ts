import { z } from "zod";
import { ApplicationDeclarationError, PathDeclarationError } from "../../errors/api.ts";
import { declarationSite } from "../declaration-site.ts";
import type { Context } from "../context/context.ts";
import type { HttpMethod } from "../operations/operation.ts";
import type { ArgumentDeclarations, DeclaredNames, Schema } from "../parameters/argument.ts";
import { path as pathParameter } from "../parameters/markers.ts";
import type { CheckedPath } from "../paths/path-names.ts";
import type { Authentication } from "../security/authentication.ts";
import type { Response } from "../responses/response.ts";
import { Frontend, type FrontendOptions } from "../static-files/frontend.ts";
import type { WebSocketMethod, WebSocketRoute } from "../websockets/web-socket-route.ts";
import type {
  Handler,
  MethodsRouteOptions,
  Route,
  RouteMethod,
  RouteOptions,
  SharedRouteOptions,
} from "./route.ts";

export interface RouterOptions extends SharedRouteOptions {
  /** Stands before every path: "/v1". May hold parameters, which the operations then declare. */
  readonly prefix?: string;
}

export type IncludeOptions = RouterOptions;

/** What a router holds, in order. */
export type RouterEntry =
  | { readonly kind: "route"; readonly route: Route }
  | { readonly kind: "websocket"; readonly route: WebSocketRoute }
  | { readonly kind: "router"; readonly router: APIRouter; readonly options: IncludeOptions };

/**
 * Path operations that belong together, with a prefix, tags, dependencies and responses of their own. An application
 * is one itself.
 *
 * @example
 * const router = new APIRouter({ prefix: "/books", tags: ["books"] });
 * router.get("/", () => Book.objects.all());
 * api.includeRouter(router);
 */
export class APIRouter {
  readonly prefix: string;
  /** @internal Read by the operation builder. */
  readonly entries: RouterEntry[] = [];
  private readonly parents = new Set<APIRouter>();
  private ownShared: SharedRouteOptions;

  readonly get: RouteMethod = this.methodOf("GET");
  readonly post: RouteMethod = this.methodOf("POST");
  readonly put: RouteMethod = this.methodOf("PUT");
  readonly patch: RouteMethod = this.methodOf("PATCH");
  readonly delete: RouteMethod = this.methodOf("DELETE");
  readonly options: RouteMethod = this.methodOf("OPTIONS");
  readonly head: RouteMethod = this.methodOf("HEAD");
  readonly trace: RouteMethod = this.methodOf("TRACE");

  /**
   * A WebSocket below a path, with arguments as an operation has them, but no body; routers' and applications'
   * dependencies run for it too. It is not in the OpenAPI document, as in FastAPI.
   *
   * @example
   * router.websocket("/ws/{room}", { args: { room: z.string() } }, async ({ room }, { socket }) => {
   *   await socket.accept();
   *   await socket.sendJson({ room });
   * });
   */
  readonly websocket: WebSocketMethod = (
    path: string,
    optionsOrHandler: unknown,
    handler?: WebSocketRoute["handler"],
  ) => {
    const [options, found] =
      typeof optionsOrHandler === "function" ? [{}, optionsOrHandler] : [optionsOrHandler, handler];
    const declaredAt = declarationSite();
    if (typeof found !== "function")
      throw new PathDeclarationError(`WEBSOCKET ${path} has no handler`, declaredAt);
    const route = { path, options, handler: found, declaredAt } as WebSocketRoute;
    this.entries.push({ kind: "websocket", route });
    this.changed();
  };

  constructor({ prefix = "", ...shared }: RouterOptions = {}) {
    this.prefix = checkedPrefix(prefix);
    this.ownShared = shared;
  }

  /** Given to everything in here; `FastAPI` has its own. */
  get shared(): SharedRouteOptions {
    return this.ownShared;
  }

  /**
   * The schemes by which the operations in here find out who asks; undefined: those of the routers around this one.
   *
   * @example api.authentication = [sessionAuthentication, jwtAuthentication()];
   */
  get authentication(): Authentication | undefined {
    return this.ownShared.authentication;
  }

  set authentication(schemes: Authentication) {
    this.ownShared = { ...this.ownShared, authentication: schemes };
    this.changed();
  }

  /** One handler for several methods: FastAPI's `api_route`. */
  route<
    const Path extends string,
    const A extends ArgumentDeclarations = {},
    S extends Schema | undefined = undefined,
    const Names extends string = never,
  >(
    path: Path & CheckedPath<Path, DeclaredNames<A> | Names>,
    { methods = ["GET"], ...options }: MethodsRouteOptions<A, S, Names>,
    handler: Handler<A, S>,
  ): void {
    this.add(methods, path, options, handler);
  }

  /**
   * Serves a front end's build below a path, where nothing else has it: operations come first, then Django's URLs, then
   * its files. Routers' dependencies run before it.
   *
   * @throws ApplicationDeclarationError when there is no such directory.
   * @example api.frontend("/", { directory: "frontend/dist" });
   */
  frontend(at: string, options: FrontendOptions): void {
    const base = checkedPrefix(at.replace(/\/+$/, ""));
    const files = new Frontend(options);
    const hidden: RouteOptions = { includeInSchema: false, name: "" };
    const below: RouteOptions = { ...hidden, args: { path: pathParameter(z.string()) } };
    const answer = ({ path: file = "" }: { path?: string }, { request }: Context): Promise<Response> =>
      files.respond(file, request);
    this.add(["GET"], `${base}/{path:path}`, below, answer as Route["handler"], true);
    if (base !== "") this.add(["GET"], base, hidden, answer as Route["handler"], true);
  }

  /** Takes in another router's operations, below this one's prefix; what it gets later too. */
  includeRouter(router: APIRouter, options: IncludeOptions = {}): void {
    if (router === this || reaches(router, this))
      throw new ApplicationDeclarationError("A router cannot be included into itself", declarationSite());
    checkedPrefix(options.prefix ?? "");
    this.entries.push({ kind: "router", router, options });
    router.parents.add(this);
    this.changed();
  }

  /** The routes declared here, without those of included routers; for `callbacks`. */
  get routes(): readonly Route[] {
    return this.entries.flatMap((entry) => (entry.kind === "route" ? [entry.route] : []));
  }

  /** @internal Tells the routers around this one that their operations must be built anew. */
  changed(): void {
    for (const parent of this.parents) parent.changed();
  }

  private methodOf(method: HttpMethod): RouteMethod {
    return (path: string, optionsOrHandler: unknown, handler?: Route["handler"]) => {
      if (typeof optionsOrHandler === "function")
        this.add([method], path, {}, optionsOrHandler as Route["handler"]);
      else this.add([method], path, optionsOrHandler as RouteOptions, handler as Route["handler"]);
    };
  }

  private add(
    methods: readonly HttpMethod[],
    path: string,
    options: RouteOptions,
    handler: Route["handler"],
    isFallback = false,
  ): void {
    const declaredAt = declarationSite();
    if (typeof handler !== "function")
      throw new PathDeclarationError(`${methods.join(", ")} ${path} has no handler`, declaredAt);
    const route = { methods, path, options, handler, declaredAt, isFallback };
    this.entries.push({ kind: "route", route });
    this.changed();
  }
}

/** FastAPI's rule: a prefix starts with a slash and does not end with one. */
function checkedPrefix(prefix: string): string {
  if (prefix !== "" && (!prefix.startsWith("/") || prefix.endsWith("/")))
    throw new PathDeclarationError(
      `The prefix "${prefix}" must start with "/" and not end with one, as the paths below it do that`,
      declarationSite(),
    );
  return prefix;
}

function reaches(from: APIRouter, wanted: APIRouter): boolean {
  return from.entries.some(
    (entry) => entry.kind === "router" && (entry.router === wanted || reaches(entry.router, wanted)),
  );
}
