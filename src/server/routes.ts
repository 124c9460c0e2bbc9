import type { FastAPI } from "../api/fastapi.ts";
import type { HttpRequest, HttpResponse } from "../api/http.ts";
import type { Operation } from "../api/operations/operation.ts";
import { withDocsToken } from "../contrib/auth/docs-token.ts";
import { SESSION_SCHEME } from "../contrib/auth/scheme.ts";
import { docsRoutes } from "../openapi/docs/routes.ts";
import type { MaybePromise } from "../util/maybe-promise.ts";
import { documentBelow, type DocumentSource } from "./documents.ts";

/** Something the server answers itself: a path operation, or a page of the docs. */
export interface ServedRoute {
  readonly method: string;
  /** Full path below the root path, mounts' prefixes included. */
  readonly template: string;
  /** What the request's `rootPath` is: the root path with the mounts' prefixes. */
  readonly rootPath: string;
  /** Asked only where nothing else has the path, Django included. */
  readonly isFallback: boolean;
  /** False for docs pages: they are no operations to a log. */
  readonly isOperation: boolean;
  /** File, line and column of the operation in the user's code, where known. */
  readonly declaredAt: string | null;
  handle(request: HttpRequest): MaybePromise<HttpResponse>;
}

/**
 * Everything an instance and those mounted on it serve, in the order in which it is matched: docs first (FastAPI adds
 * them before any operation), then operations, then what is mounted. A GET route answers HEAD too where no operation
 * of its own does, as Starlette's and Django's do (RFC 9110 section 9.1); FastAPI's operations alone do not.
 *
 * @throws DeclarationError for operations that cannot work.
 */
export function collectRoutes(app: FastAPI, document: DocumentSource = documentBelow): ServedRoute[] {
  return withHead(routesBelow(app, "", rootPathOf(app), document));
}

/** The root path without a slash at its end. */
export function rootPathOf({ settings }: FastAPI): string {
  return settings.rootPath.replace(/\/+$/, "");
}

function routesBelow(
  app: FastAPI,
  prefix: string,
  rootPath: string,
  document: DocumentSource,
): ServedRoute[] {
  const token = app.operations.some(isBySession) ? withDocsToken : null;
  const pages = docsRoutes(app.settings, (below) => document(app, below), token).map((page) => ({
    method: "GET",
    template: prefix + page.path,
    rootPath: rootPath + prefix,
    isOperation: false,
    isFallback: false,
    declaredAt: null,
    handle: (request: HttpRequest) => app.around(request, () => page.handle(request)),
  }));
  const operations = app.operations.map((operation) => ({
    method: operation.method,
    template: prefix + operation.path,
    rootPath: rootPath + prefix,
    isOperation: true,
    isFallback: operation.isFallback,
    declaredAt: operation.declaredAt,
    handle: (request: HttpRequest) => operation.handle(request),
  }));
  const mounted = app.mounts.flatMap((mount) =>
    routesBelow(mount.app, prefix + mount.path, rootPath, document).map((route) => ({
      ...route,
      handle: (request: HttpRequest) => app.around(request, () => route.handle(request)),
    })),
  );
  return [...pages, ...operations, ...mounted];
}

function isBySession({ security }: Operation): boolean {
  return security.some(({ name }) => name === SESSION_SCHEME);
}

/** HEAD routes stand last: a HEAD operation is asked first, wherever it was registered. */
function withHead(routes: readonly ServedRoute[]): ServedRoute[] {
  const heads = routes
    .filter((route) => route.method === "GET")
    .map((route) => ({ ...route, method: "HEAD" }));
  return [...routes, ...heads];
}
