import type { FastAPISettings } from "../../api/fastapi-options.ts";
import type { HttpRequest, HttpResponse } from "../../api/http.ts";
import type { MaybePromise } from "../../util/maybe-promise.ts";
import { assetResponse } from "./asset-store.ts";
import type { DocsToken, WithDocsToken } from "./csrf.ts";
import { redocPage } from "./redoc.ts";
import { oauth2RedirectPage, swaggerUiPage } from "./swagger-ui.ts";

/** A page beside the operations. */
export interface DocsRoute {
  /** Below the application. */
  readonly path: string;
  handle(request: HttpRequest): MaybePromise<HttpResponse>;
}

/**
 * Nothing from elsewhere: pages work without a network, and what a document's text smuggles in cannot run. Styles are
 * written into the page by both (styled-components; React); operations may be tried on servers of other origins.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: https:",
  "font-src 'self' data:",
  "connect-src *",
  "worker-src blob:",
  "frame-ancestors 'self'",
  "base-uri 'none'",
].join("; ");

/**
 * The document and its pages, at the URLs that the settings give; a URL of null takes its page away, no document takes
 * all. `document` is asked for each request, and told where the application is for this client. With `withToken`,
 * Swagger UI sends a CSRF token.
 */
export function docsRoutes(
  settings: FastAPISettings,
  document: (rootPath: string) => MaybePromise<unknown>,
  withToken: WithDocsToken | null = null,
): DocsRoute[] {
  const {
    title,
    openapiUrl,
    docsUrl,
    redocUrl,
    swaggerUiOauth2RedirectUrl,
    swaggerUiParameters,
    swaggerUiInitOauth,
  } = settings;
  if (openapiUrl === null) return [];
  const routes: DocsRoute[] = [
    {
      path: openapiUrl,
      handle: async ({ rootPath }) => json(await document(rootPath)),
    },
  ];
  if (docsUrl !== null) {
    const assets = assetsBelow(docsUrl);
    const swaggerUi = (rootPath: string, csrf: DocsToken | null): Promise<string> =>
      swaggerUiPage({
        title,
        openapiUrl: rootPath + openapiUrl,
        assetsUrl: rootPath + assets,
        oauth2RedirectUrl: swaggerUiOauth2RedirectUrl === null ? null : rootPath + swaggerUiOauth2RedirectUrl,
        parameters: swaggerUiParameters,
        initOAuth: swaggerUiInitOauth,
        csrf,
      });
    routes.push(
      {
        path: docsUrl,
        handle: (request) => {
          const page = async (csrf: DocsToken | null): Promise<HttpResponse> =>
            html(
              await swaggerUi(request.rootPath, csrf),
              OPENS_POPUPS,
              csrf === null ? "no-cache" : "no-store",
            );
          return withToken === null ? page(null) : withToken(request, page);
        },
      },
      assetRoute(assets),
    );
    if (swaggerUiOauth2RedirectUrl !== null)
      routes.push({
        path: swaggerUiOauth2RedirectUrl,
        handle: async ({ rootPath }) => html(await oauth2RedirectPage(rootPath + assets), OPENED_AS_POPUP),
      });
  }
  if (redocUrl !== null) {
    const assets = assetsBelow(redocUrl);
    routes.push(
      {
        path: redocUrl,
        handle: async ({ rootPath }) =>
          html(await redocPage({ title, openapiUrl: rootPath + openapiUrl, assetsUrl: rootPath + assets })),
      },
      assetRoute(assets),
    );
  }
  return routes;
}

function assetsBelow(url: string): string {
  return `${url.replace(/\/+$/, "")}/assets`;
}

function assetRoute(assets: string): DocsRoute {
  return {
    path: `${assets}/{file}`,
    handle: async (request) =>
      (await assetResponse(request.pathParams["file"] ?? "", request)) ?? {
        status: 404,
        headers: [["content-type", "application/json"]],
        body: '{"detail":"Not Found"}',
      },
  };
}

/*
 * Authorize opens another site's page, which comes back to ours and hands its answer to the page that opened it. Under
 * Django's default for the header, "same-origin", the two would not know each other any more.
 */
const OPENS_POPUPS: HttpResponse["headers"] = [["cross-origin-opener-policy", "same-origin-allow-popups"]];
const OPENED_AS_POPUP: HttpResponse["headers"] = [["cross-origin-opener-policy", "unsafe-none"]];

/** "no-cache": the URLs in it change with the files, so never an old page with new files. */
function html(
  body: string,
  headers: HttpResponse["headers"] = [],
  cacheControl: "no-cache" | "no-store" = "no-cache",
): HttpResponse {
  return {
    status: 200,
    headers: [
      ["content-type", "text/html; charset=utf-8"],
      ["content-security-policy", CONTENT_SECURITY_POLICY],
      ["x-content-type-options", "nosniff"],
      ["cache-control", cacheControl],
      ...headers,
    ],
    body,
  };
}

function json(value: unknown): HttpResponse {
  return { status: 200, headers: [["content-type", "application/json"]], body: JSON.stringify(value) };
}
