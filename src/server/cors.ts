import type { IncomingHttpHeaders } from "node:http";
import type { HttpResponse } from "../api/http.ts";
import type { ServerSettings } from "./settings.ts";

/** The arguments of Starlette's CORSMiddleware that settings can give. */
export interface CorsOptions {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly allowCredentials: boolean;
  /** Matches whole origins, beside those that are listed. */
  readonly allowOriginRegex: string | null;
  readonly exposeHeaders: readonly string[];
  /** Seconds that a browser may remember a preflight's answer. */
  readonly maxAge: number;
}

/** The default instance's CORS, as the settings have it; null: none. */
export function corsFromSettings(settings: ServerSettings): CorsOptions | null {
  if (!settings.FASTAPI_CORS_ENABLED) return null;
  return {
    allowOrigins: settings.FASTAPI_CORS_ALLOW_ORIGINS,
    allowMethods: settings.FASTAPI_CORS_ALLOW_METHODS,
    allowHeaders: settings.FASTAPI_CORS_ALLOW_HEADERS,
    allowCredentials: settings.FASTAPI_CORS_ALLOW_CREDENTIALS,
    allowOriginRegex: settings.FASTAPI_CORS_ALLOW_ORIGIN_REGEX,
    exposeHeaders: settings.FASTAPI_CORS_EXPOSE_HEADERS,
    maxAge: settings.FASTAPI_CORS_MAX_AGE,
  };
}

const ALL_METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY"];
/** Always allowed: the Fetch standard's CORS-safelisted request headers. */
const SAFELISTED_HEADERS = ["Accept", "Accept-Language", "Content-Language", "Content-Type"];
const PREFLIGHT_VARY =
  "Origin, Access-Control-Request-Method, Access-Control-Request-Headers, Access-Control-Request-Private-Network";

type HeaderList = HttpResponse["headers"];

/** What `starlette/middleware/cors.py` answers and adds, for one set of options. */
export class CorsPolicy {
  private readonly options: CorsOptions;
  private readonly anyOrigin: boolean;
  private readonly anyHeader: boolean;
  private readonly methods: readonly string[];
  private readonly headers: readonly string[];
  private readonly originPattern: RegExp | null;

  constructor(options: CorsOptions) {
    this.options = options;
    this.anyOrigin = options.allowOrigins.includes("*");
    this.anyHeader = options.allowHeaders.includes("*");
    this.methods = options.allowMethods.includes("*") ? ALL_METHODS : options.allowMethods;
    const { allowOriginRegex } = options;
    this.originPattern = allowOriginRegex === null ? null : new RegExp(`^(?:${allowOriginRegex})$`);
    this.headers = [...new Set([...SAFELISTED_HEADERS, ...options.allowHeaders])].sort();
  }

  /** What a browser sends before the request proper: it is answered here, whatever operations the path has. */
  static isPreflight(method: string, headers: IncomingHttpHeaders): boolean {
    return (
      method === "OPTIONS" &&
      headers.origin !== undefined &&
      headers["access-control-request-method"] !== undefined
    );
  }

  preflight(requestHeaders: IncomingHttpHeaders): HttpResponse {
    const origin = requestHeaders.origin ?? "";
    const method = requestHeaders["access-control-request-method"] ?? "";
    const asked = requestHeaders["access-control-request-headers"];
    const headers: [string, string][] = [["vary", PREFLIGHT_VARY]];
    const failures: string[] = [];
    if (!this.allowsOrigin(origin)) failures.push("origin");
    else headers.push(["access-control-allow-origin", this.answersAnyOrigin ? "*" : origin]);
    headers.push(
      ["access-control-allow-methods", this.methods.join(", ")],
      ["access-control-max-age", String(this.options.maxAge)],
    );
    if (!this.methods.includes(method)) failures.push("method");
    if (this.anyHeader) {
      if (asked !== undefined) headers.push(["access-control-allow-headers", asked]);
    } else {
      headers.push(["access-control-allow-headers", this.headers.join(", ")]);
      if (asked !== undefined && !this.allowsHeaders(asked)) failures.push("headers");
    }
    if (this.options.allowCredentials) headers.push(["access-control-allow-credentials", "true"]);
    // Starlette's `allow_private_network` has no setting: never allowed.
    if (requestHeaders["access-control-request-private-network"] !== undefined)
      failures.push("private-network");
    headers.push(["content-type", "text/plain; charset=utf-8"]);
    // The browser enforces the policy either way; the status and text tell a person what to mend.
    return failures.length === 0
      ? { status: 200, headers, body: "OK" }
      : { status: 400, headers, body: `Disallowed CORS ${failures.join(", ")}` };
  }

  /** A response's headers with CORS's own, errors included. Without an Origin only `Vary` is added. */
  apply(requestHeaders: IncomingHttpHeaders, headers: HeaderList): HeaderList {
    const origin = requestHeaders.origin;
    if (origin === undefined) return withVaryOrigin(headers);
    const { allowCredentials, exposeHeaders } = this.options;
    const added: [string, string][] = [];
    if (exposeHeaders.length > 0) added.push(["access-control-expose-headers", exposeHeaders.join(", ")]);
    if (allowCredentials) added.push(["access-control-allow-credentials", "true"]);
    if (this.answersAnyOrigin) added.push(["access-control-allow-origin", "*"]);
    else if (this.allowsOrigin(origin)) added.push(["access-control-allow-origin", origin]);
    return withVaryOrigin([...headers, ...added]);
  }

  /** The same answer for every origin; with credentials the standard forbids "*" and the origin is repeated. */
  private get answersAnyOrigin(): boolean {
    return this.anyOrigin && !this.options.allowCredentials;
  }

  allowsOrigin(origin: string): boolean {
    return (
      this.anyOrigin ||
      this.originPattern?.test(origin) === true ||
      this.options.allowOrigins.includes(origin)
    );
  }

  private allowsHeaders(asked: string): boolean {
    const allowed = this.headers.map((header) => header.toLowerCase());
    return asked.split(",").every((header) => allowed.includes(header.trim().toLowerCase()));
  }
}

function withVaryOrigin(headers: HeaderList): HeaderList {
  const vary = headers.filter(([name]) => name === "vary").map(([, value]) => value);
  const others = headers.filter(([name]) => name !== "vary");
  return [...others, ["vary", [...vary, "Origin"].join(", ")]];
}
