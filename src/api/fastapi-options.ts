import type { SharedRouteOptions } from "./routing/route.ts";

export interface ContactInfo {
  readonly name?: string;
  readonly url?: string;
  readonly email?: string;
}

export interface LicenseInfo {
  readonly name: string;
  readonly identifier?: string;
  readonly url?: string;
}

export interface TagMetadata {
  readonly name: string;
  readonly description?: string;
  readonly externalDocs?: { readonly url: string; readonly description?: string };
}

export interface ServerInfo {
  readonly url: string;
  readonly description?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** An application's settings: those of FastAPI's constructor, by its names in camelCase and with its defaults. */
export interface FastAPIOptions extends SharedRouteOptions {
  readonly title?: string;
  readonly summary?: string | null;
  readonly description?: string;
  readonly version?: string;
  readonly termsOfService?: string | null;
  readonly contact?: ContactInfo | null;
  readonly licenseInfo?: LicenseInfo | null;
  readonly openapiTags?: readonly TagMetadata[];
  readonly servers?: readonly ServerInfo[];
  /** Null: no document, and no docs pages. */
  readonly openapiUrl?: string | null;
  /** Swagger UI; null: none. */
  readonly docsUrl?: string | null;
  /** ReDoc; null: none. */
  readonly redocUrl?: string | null;
  readonly swaggerUiOauth2RedirectUrl?: string | null;
  readonly swaggerUiParameters?: Readonly<Record<string, unknown>>;
  readonly swaggerUiInitOauth?: Readonly<Record<string, unknown>>;
  /** Path that a proxy in front cuts off: "/api/v1". */
  readonly rootPath?: string;
  /** Adds `rootPath` to the document's servers. */
  readonly rootPathInServers?: boolean;
  /** "/books/" redirects to "/books" when only that exists, and the reverse. */
  readonly redirectSlashes?: boolean;
  /** Input and output schemas apart in the document where they differ. */
  readonly separateInputOutputSchemas?: boolean;
  /** A JSON body needs a JSON Content-Type. */
  readonly strictContentType?: boolean;
}

/** The options with FastAPI's defaults filled in. */
export type FastAPISettings = Required<Omit<FastAPIOptions, keyof SharedRouteOptions>>;

export const DEFAULT_SETTINGS: FastAPISettings = {
  title: "FastAPI",
  summary: null,
  description: "",
  version: "0.1.0",
  termsOfService: null,
  contact: null,
  licenseInfo: null,
  openapiTags: [],
  servers: [],
  openapiUrl: "/openapi.json",
  docsUrl: "/docs",
  redocUrl: "/redoc",
  swaggerUiOauth2RedirectUrl: "/docs/oauth2-redirect",
  swaggerUiParameters: {},
  swaggerUiInitOauth: {},
  rootPath: "",
  rootPathInServers: true,
  redirectSlashes: true,
  separateInputOutputSchemas: true,
  strictContentType: true,
};
